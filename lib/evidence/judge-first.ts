import type { DailyCounts } from './daily-counts.ts'
import { dayNumber } from './day-number.ts'
import type { EvidenceHistory } from './evidence-history.ts'
import type { EvidenceRule } from './evidence-rule.ts'
import type { JudgedBy } from './judged-by.ts'

/** Two of each weekday: before, there is nothing to compare with. */
const FIRST_DAYS = 14

/** Of a tracking without a conversion yet, or whose first is of the last two weeks. */
export function judgeFirst(history: EvidenceHistory, counts: DailyCounts): JudgedBy | undefined {
  const { firstOn, through } = counts
  if (firstOn === undefined) {
    const since = dayNumber(history.liveSince ?? history.from)
    const days = Math.max(0, through - since + 1)
    return { rule: ruleOfWait(history.lastReceivedOn), since, numbers: { days, observed: 0 } }
  }
  const days = through - firstOn + 1
  if (days > FIRST_DAYS) return undefined
  const observed = counts.sum(firstOn, through + 1)
  return { rule: 'first_two_weeks', since: firstOn, numbers: { days, observed, threshold: FIRST_DAYS } }
}

function ruleOfWait(lastReceivedOn: EvidenceHistory['lastReceivedOn']): EvidenceRule {
  if (lastReceivedOn === undefined) return 'no_conversion_yet'
  return lastReceivedOn === null ? 'no_request_ever' : 'request_without_conversion'
}
