import { setImmediate as endOfTurn } from 'node:timers/promises'
import {
  type Consume,
  consume,
  RATE_LIMITS,
  type RateClass,
  type RateLimitBucket,
  type RateLimitStatus,
} from './rate-limit.ts'

/**
 * What one request counts against the limits. The counting runs concurrently with the work that the request waits
 * for; it is over before the work becomes final.
 */
export class RateLimitCheck {
  /** The status of each bucket, as far as it is known. */
  readonly statuses: RateLimitStatus[] = []
  readonly #rate: RateClass
  readonly #consume: Consume
  readonly #counting: Promise<void>[] = []
  #denial: { error: unknown } | undefined

  constructor(rate: RateClass, by: Consume = consume) {
    this.#rate = rate
    this.#consume = by
  }

  /** Begins to count the request. */
  count(bucket: RateLimitBucket, id: string, rate: RateClass = this.#rate): void {
    if (RATE_LIMITS[rate][bucket] === undefined) return
    const counting = this.#consume(rate, bucket, id, (status) => this.statuses.push(status))
    counting.catch((error: unknown) => {
      this.#denial ??= { error }
    })
    this.#counting.push(counting)
  }

  /** @throws AppError `rate_limited`, if memory says so: within this turn, in which no count comes back from the database */
  async notYetDenied(): Promise<void> {
    await (RATE_LIMITS[this.#rate].shared ? Promise.race([this.allowed(), endOfTurn()]) : this.allowed())
  }

  /** @throws AppError `rate_limited`, if a count has come back with it by now */
  throwIfDenied(): void {
    if (this.#denial) throw this.#denial.error
  }

  /** The `rate_limited` that the request ends with, if it does. */
  async denial(): Promise<unknown> {
    return this.allowed().then(
      () => undefined,
      (denial: unknown) => denial,
    )
  }

  /** @throws AppError `rate_limited` */
  async allowed(): Promise<void> {
    await Promise.all(this.#counting)
  }
}
