import { setImmediate as endOfTurn } from 'node:timers/promises'
import {
  type Consume,
  consume,
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

  constructor(rate: RateClass, by: Consume = consume) {
    this.#rate = rate
    this.#consume = by
  }

  /** Begins to count the request. */
  count(bucket: RateLimitBucket, id: string): void {
    const counting = this.#consume(this.#rate, bucket, id, (status) => this.statuses.push(status))
    counting.catch(() => undefined)
    this.#counting.push(counting)
  }

  /** @throws AppError `rate_limited`, if that is known already: from memory, or since the count has come back */
  async notYetDenied(): Promise<void> {
    await Promise.race([this.allowed(), endOfTurn()])
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
