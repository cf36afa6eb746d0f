import type { DailyCounts } from './daily-counts.ts'
import type { UsualLevel } from './usual-level.ts'

const DAYS_A_YEAR = 365
const WEEKS_A_YEAR = 52

/** By what it shows that a tag fires. */
type Sign = 'conversions' | 'requests'

/**
 * What part of a day's signs is reported for sure, by the day's age in complete days; later, all. Google documents no
 * delay: conversions were seen to take up to three days, and the time of the last request up to one.
 */
const REPORTED: Readonly<Record<Sign, readonly number[]>> = { conversions: [0, 0.3, 0.7], requests: [0] }

/** Days that may be silent for the delay alone. */
export const REPORTING_DAYS: Readonly<Record<Sign, number>> = {
  conversions: REPORTED.conversions.length,
  requests: REPORTED.requests.length,
}

/** By a fifth of itself the level of a website varies from month to month, apart from what weekdays and campaigns do. */
const LEVEL_VARIATION = 0.2

/** A silence up to now: its days, the conversions to be expected in them, and how often a year chance brings the like. */
export type Silence = { days: number; expected: number; perYear: number }

/**
 * How unusual it is that no sign came from the day `start` on, where signs are so many times as frequent as conversions.
 *
 * The level is known from few conversions, and varies, so the probability of none is that of a negative binomial
 * distribution: (1 + expected / shape) ^ -shape. Each day with a conversion begins another try.
 */
export function silence(
  counts: DailyCounts,
  usual: UsualLevel,
  start: number,
  sign: Sign,
  frequency = 1,
): Silence {
  let expected = 0
  for (let day = start; day <= counts.through; day += 1)
    expected += usual.expectedOn(day) * (REPORTED[sign][counts.through - day] ?? 1)
  const shape = 1 / (1 / (usual.conversions * frequency) + LEVEL_VARIATION ** 2)
  const probability = shape > 0 ? (1 + (expected * frequency) / shape) ** -shape : 1
  const tries = Math.min(DAYS_A_YEAR, usual.perWeek * WEEKS_A_YEAR)
  return { days: Math.max(0, counts.through - start + 1), expected, perYear: probability * tries }
}
