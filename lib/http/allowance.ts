import { type Payer, type Spend, type Standing, spend } from './rate-limit.ts'
import type { RateClass } from './route.ts'

/**
 * What one request counts against the limits. The counting goes on beside the work that the request waits for; it is
 * over before the work becomes final.
 */
export class Allowance {
  /** Where the payers stand, as far as that is known. */
  readonly standings: Standing[] = []
  readonly #rate: RateClass
  readonly #spend: Spend
  readonly #counting: Promise<void>[] = []

  constructor(rate: RateClass, by: Spend = spend) {
    this.#rate = rate
    this.#spend = by
  }

  /** Begins to count the request. */
  count(payer: Payer, id: string): void {
    const counting = this.#spend(this.#rate, payer, id, (standing) => this.standings.push(standing))
    counting.catch(() => undefined)
    this.#counting.push(counting)
  }

  /** @throws AppError `rate_limited`, if that is known already */
  async notRefused(): Promise<void> {
    await Promise.race([...this.#counting, undefined])
  }

  /** The `rate_limited` that the request ends with, if it does. */
  async refusal(): Promise<unknown> {
    return this.granted().then(
      () => undefined,
      (refusal: unknown) => refusal,
    )
  }

  /** @throws AppError `rate_limited` */
  async granted(): Promise<void> {
    await Promise.all(this.#counting)
  }
}
