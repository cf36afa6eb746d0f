import { dayNumber } from './day-number.ts'
import type { EvidenceHistory } from './evidence-history.ts'

/** A history by numbers of days (`dayNumber`), with the sum of any days at hand. */
export class DailyCounts {
  /** The last complete day. */
  readonly through: number
  /** The first and the last day with conversions, if any has some. */
  readonly firstOn: number | undefined
  readonly lastOn: number | undefined
  readonly #from: number
  /** At i: the conversions of the first i days. */
  readonly #before: Float64Array

  constructor({ from, through, conversions }: Pick<EvidenceHistory, 'from' | 'through' | 'conversions'>) {
    this.#from = dayNumber(from)
    this.through = dayNumber(through)
    const days = Math.max(0, this.through - this.#from + 1)
    this.#before = new Float64Array(days + 1)
    let first = days
    let last = -1
    for (const [day, count] of conversions) {
      const index = dayNumber(day) - this.#from
      // Google corrects days downwards as well, and leaves a zero.
      if (index < 0 || index >= days || count <= 0) continue
      this.#before[index + 1] = count
      first = Math.min(first, index)
      last = Math.max(last, index)
    }
    this.firstOn = last < 0 ? undefined : this.#from + first
    this.lastOn = last < 0 ? undefined : this.#from + last
    for (let index = 1; index <= days; index += 1)
      this.#before[index] = (this.#before[index] ?? 0) + (this.#before[index - 1] ?? 0)
  }

  /** Conversions from the day `start` to the day before `end`; days outside of the history have none. */
  sum(start: number, end: number): number {
    return this.#upTo(end) - this.#upTo(start)
  }

  #upTo(day: number): number {
    const index = Math.min(Math.max(0, day - this.#from), this.#before.length - 1)
    return this.#before[index] ?? 0
  }
}
