import type { DailyCounts } from './daily-counts.ts'
import type { JudgedBy } from './judged-by.ts'

const WEEK = 7
/** Whole weeks, so that weekdays do not matter. */
const WINDOW_DAYS = 14
const BASE_DAYS = 56
/** Of less than four weeks before, the usual level is not known well enough to be doubled. */
const LEAST_BASE_DAYS = 28
/** How far back a doubling may have begun: half a year, for which the level before is one to compare with. */
const LOOK_BACK_DAYS = 182

/** From this ratio on it may be a doubling, up to that one: twice as many is a doubling, three times as many a campaign. */
const DOUBLED_FROM = 1.8
const DOUBLED_UP_TO = 2.4
/** What both weeks are by their own: no single day, no late correction of one, and not the beginning of more. */
const EACH_WEEK_FROM = 1.6
const EACH_WEEK_UP_TO = 2.8
/** The fortnights before were like each other: it is so many times each, so no season, and no outage or campaign among them. */
const EACH_FORTNIGHT_FROM = 1.6
const EACH_FORTNIGHT_UP_TO = 2.7
/** What no fortnight since falls below; low, so that the verdict does not come and go. */
const STILL_DOUBLED = 1.2
/** Standard errors that the ratio is above 1: every day is judged, so chance has hundreds of tries a year. */
const STANDARD_ERRORS = 4
/** By a tenth of itself the level of a website varies from fortnight to fortnight, apart from what chance does. */
const FORTNIGHT_VARIATION = 0.1

type Step = { start: number; observed: number; expected: number }

/** Of a tracking that counts about twice as much as before, by the latest such step of the last half year that still lasts. */
export function judgeDoubling(counts: DailyCounts): JudgedBy | undefined {
  const now = counts.through + 1
  let leastSince = Number.POSITIVE_INFINITY
  for (let end = now; end > now - LOOK_BACK_DAYS; end -= 1) {
    leastSince = Math.min(leastSince, counts.sum(end - WINDOW_DAYS, end))
    const step = stepBefore(counts, end)
    if (step && leastSince >= STILL_DOUBLED * step.expected) return judgedBy(step)
  }
  return undefined
}

function judgedBy({ start, observed, expected }: Step): JudgedBy {
  const ratio = observed / expected
  const numbers = { days: WINDOW_DAYS, observed, expected, ratio, threshold: DOUBLED_FROM }
  return { rule: 'ratio_over_14_days', since: start, numbers }
}

/** The fortnight before `end`, if it counts about twice what the up to eight weeks before it do. */
function stepBefore(counts: DailyCounts, end: number): Step | undefined {
  const start = end - WINDOW_DAYS
  const baseStart = Math.max(counts.firstOn ?? end, start - BASE_DAYS)
  if (start - baseStart < LEAST_BASE_DAYS) return undefined
  const base = counts.sum(baseStart, start)
  const observed = counts.sum(start, end)
  const expected = (base / (start - baseStart)) * WINDOW_DAYS
  if (expected === 0 || observed < DOUBLED_FROM * expected || observed > DOUBLED_UP_TO * expected)
    return undefined

  for (const weekStart of [start, start + WEEK]) {
    const week = counts.sum(weekStart, weekStart + WEEK)
    if (week < (EACH_WEEK_FROM * expected) / 2 || week > (EACH_WEEK_UP_TO * expected) / 2) return undefined
  }

  for (let last = start; last - WINDOW_DAYS >= baseStart; last -= WINDOW_DAYS) {
    const fortnight = counts.sum(last - WINDOW_DAYS, last)
    if (observed < EACH_FORTNIGHT_FROM * fortnight || observed > EACH_FORTNIGHT_UP_TO * fortnight)
      return undefined
  }

  const standardError = Math.sqrt(1 / observed + 1 / base + FORTNIGHT_VARIATION ** 2)
  const isChance = Math.log(observed / expected) < STANDARD_ERRORS * standardError
  return isChance ? undefined : { start, observed, expected }
}
