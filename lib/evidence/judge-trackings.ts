import type { ConversionDay } from '../google/conversion-days.ts'
import type { LastReceived } from '../google/last-received.ts'
import type { AccountReport } from './ask-account.ts'
import type { CollectedTracking } from './collected-account.ts'
import { dayNumber } from './day-number.ts'
import { dayOf } from './day-of.ts'
import type { Counts } from './earlier-counts.ts'
import type { Evidence } from './evidence.ts'
import type { UnknownReason } from './evidence-rule.ts'
import { instantOf } from './instant-of.ts'
import { judgeEvidence } from './judge-evidence.ts'

/** A year and a little more: what a tracking is judged by. */
const HISTORY_DAYS = 400

/** A verdict, as it is written. */
export type JudgedTracking = {
  trackingId: string
  actionName: string | null
  evidence: Evidence
  /** When its action received a request last; null where that is unknown. */
  receivedAt: Date | null
  /** What was read of it; null where Google did not say: otherwise, days that are not named have counted nothing. */
  days: readonly ConversionDay[] | null
}

/** The days (YYYY-MM-DD) before what was read that are needed for judging. */
export function earlierDays({ window }: AccountReport): { from: string; before: string } {
  return { from: historyFrom(window), before: window.from }
}

function historyFrom({ knownFrom, through }: AccountReport['window']): string {
  return laterOf(knownFrom, dayOf(dayNumber(through) - HISTORY_DAYS + 1))
}

/** Judges trackings by what their account has said, and what it had counted earlier, by tracking. */
export function judgeTrackings(
  trackings: readonly CollectedTracking[],
  report: AccountReport,
  earlier: ReadonlyMap<string, Counts>,
): JudgedTracking[] {
  return trackings.map((tracking) => {
    const { actionId } = tracking
    if (actionId === null) return judgedUnknown(tracking, 'not_synced')
    const received = report.actions.get(actionId)
    if (!received || received.removed) return judgedUnknown(tracking, 'action_missing')
    const days = report.days.get(actionId) ?? []
    return judged(tracking, report, received, days, earlier.get(tracking.trackingId))
  })
}

function judged(
  { trackingId, actionName, paused, since, liveTags }: CollectedTracking,
  { timeZone, window }: AccountReport,
  { requestAt }: LastReceived,
  days: readonly ConversionDay[],
  earlier: Counts = new Map(),
): JudgedTracking {
  const counts = days.map(({ day, conversions }) => [day, Number(conversions)] as const)
  const evidence = judgeEvidence({
    from: laterOf(historyFrom(window), since ?? ''),
    through: window.through,
    conversions: new Map([...earlier, ...counts]),
    lastReceivedOn: requestAt?.slice(0, 10) ?? null,
    liveTags,
    liveSince: since,
    ...(paused && { unknown: 'paused' }),
  })
  const receivedAt = requestAt === null ? null : instantOf(requestAt, timeZone)
  return { trackingId, actionName, evidence, receivedAt, days }
}

/** A tracking of which nothing can be said. One that was never synced stays that, whatever happens to its account. */
export function judgedUnknown(
  { trackingId, actionName, liveTags }: CollectedTracking,
  reason: UnknownReason,
): JudgedTracking {
  const evidence = judgeEvidence({
    // No day is known.
    from: '1970-01-02',
    through: '1970-01-01',
    conversions: new Map(),
    lastReceivedOn: undefined,
    liveTags,
    liveSince: null,
    unknown: actionName === null ? 'not_synced' : reason,
  })
  return { trackingId, actionName, evidence, receivedAt: null, days: null }
}

function laterOf(a: string, b: string): string {
  return a > b ? a : b
}
