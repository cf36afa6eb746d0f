import { DailyCounts } from './daily-counts.ts'
import { dayOf } from './day-of.ts'
import type { Evidence, EvidenceNumbers } from './evidence.ts'
import type { EvidenceHistory } from './evidence-history.ts'
import { RULE_STATES } from './evidence-rule.ts'
import { judgeDoubling } from './judge-doubling.ts'
import { judgeFirst } from './judge-first.ts'
import { judgeSilence } from './judge-silence.ts'
import type { JudgedBy } from './judged-by.ts'

/**
 * Judges whether a tracking counts, by what Google Ads has said of its conversion action, against its own history.
 * Pure: the same history gives the same verdict. README.md has the rules, their numbers and how often they are right.
 */
export function judgeEvidence(history: EvidenceHistory): Evidence {
  const counts = new DailyCounts(history)
  const { rule, since, numbers } = decide(history, counts)
  return {
    state: RULE_STATES[rule],
    rule,
    ...(since !== undefined && { since: dayOf(since) }),
    ...(counts.lastOn !== undefined && { lastConversionOn: dayOf(counts.lastOn) }),
    ...(history.lastReceivedOn && { lastReceivedOn: history.lastReceivedOn }),
    numbers: rounded(numbers),
  }
}

/** The first rule that applies: a stop before everything, so that no doubling hides it. */
function decide(history: EvidenceHistory, counts: DailyCounts): JudgedBy {
  if (history.unknown) return { rule: history.unknown, numbers: {} }
  const silent = judgeSilence(history, counts)
  if (silent?.rule === 'silent_longer_than_expected') return silent
  if (history.liveTags > 1)
    return { rule: 'two_live_tags', numbers: { tags: history.liveTags, threshold: 2 } }
  return judgeFirst(history, counts) ?? judgeDoubling(counts) ?? silent ?? asBefore(counts)
}

const FORTNIGHT = 14

function asBefore(counts: DailyCounts): JudgedBy {
  const end = counts.through + 1
  const observed = counts.sum(end - FORTNIGHT, end)
  const expected = counts.sum(end - 2 * FORTNIGHT, end - FORTNIGHT)
  return { rule: 'as_before', numbers: { days: FORTNIGHT, observed, expected } }
}

/** To hundredths: nothing here is known better. */
function rounded(numbers: EvidenceNumbers): EvidenceNumbers {
  const hundredths = (value: number) => Math.round(value * 100) / 100
  return Object.fromEntries(Object.entries(numbers).map(([name, value = 0]) => [name, hundredths(value)]))
}
