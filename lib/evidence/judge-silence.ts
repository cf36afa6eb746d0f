import type { DailyCounts } from './daily-counts.ts'
import { dayNumber } from './day-number.ts'
import type { EvidenceHistory } from './evidence-history.ts'
import type { EvidenceRule } from './evidence-rule.ts'
import type { JudgedBy } from './judged-by.ts'
import { REPORTING_DAYS, type Silence, silence } from './silence.ts'
import { usualLevel } from './usual-level.ts'

/** Below this, weeks without a conversion are usual, and no silence is soon long enough to mean something. */
const LEAST_PER_WEEK = 1
/**
 * A silence that chance brings at most so often a year is a stop: as often as leaves at most 0.2 wrong ones a year
 * (bench:evidence). These are fewer than the numbers say, as the level is the lowest and requests are frequent.
 */
const STOPPED_PER_YEAR = { conversions: 1.8, requests: 2.5 } as const
/** A silence that chance brings every other month at most is worth a look, and two weeks are in any case. */
const QUIET_PER_YEAR = 6
const QUIET_DAYS = 14
/**
 * Requests come at least so many times as often as conversions where the last request was none: visits that no ad has
 * led to make requests too.
 */
const REQUESTS_BY_CONVERSIONS = 1.5

/** Of a tracking that had conversions and has none since; undefined if that is usual for it. */
export function judgeSilence({ lastReceivedOn }: EvidenceHistory, counts: DailyCounts): JudgedBy | undefined {
  const { lastOn } = counts
  if (lastOn === undefined) return undefined
  const usual = usualLevel(counts, lastOn)
  const { perWeek } = usual
  if (perWeek < LEAST_PER_WEEK)
    return { rule: 'fewer_than_one_a_week', numbers: { perWeek, threshold: LEAST_PER_WEEK } }

  // A request proves that the tag fires, so only the days after it may be a stop.
  const signOn = lastReceivedOn ? Math.max(lastOn, dayNumber(lastReceivedOn)) : lastOn
  const sign = lastReceivedOn ? 'requests' : 'conversions'
  const stop = silence(counts, usual, signOn + 1, sign, signOn > lastOn ? REQUESTS_BY_CONVERSIONS : 1)
  if (stop.days > REPORTING_DAYS[sign] && stop.perYear <= STOPPED_PER_YEAR[sign])
    return found('silent_longer_than_expected', signOn + 1, stop, STOPPED_PER_YEAR[sign])

  const quiet = silence(counts, usual, lastOn + 1, 'conversions')
  if (quiet.perYear > QUIET_PER_YEAR && quiet.days < QUIET_DAYS) return undefined
  const rule = signOn > lastOn ? 'silent_while_requests_arrive' : 'silent_for_now'
  return found(rule, lastOn + 1, quiet, QUIET_PER_YEAR)

  function found(
    rule: EvidenceRule,
    since: number,
    { days, expected, perYear }: Silence,
    threshold: number,
  ): JudgedBy {
    const numbers = { days, observed: 0, expected, perWeek, silencesPerYear: perYear, threshold }
    return { rule, since, numbers }
  }
}
