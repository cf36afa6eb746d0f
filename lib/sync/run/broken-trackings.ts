import { REASON_STATES, type ReasonCode, type Verdict } from '../../deployment/verdict.ts'
import type { TagManager } from '../../google/tag-manager.ts'
import { judgeRun } from './judge-run.ts'
import type { Judgement, RunState } from './run-state.ts'

/** What a version can bring about. A person's pause, exception or schedule, and what is in Google Ads, is never ours. */
const BY_A_VERSION: ReadonlySet<ReasonCode> = new Set([
  'tag_missing',
  'trigger_missing',
  'no_firing_trigger',
  'variable_missing',
  'linker_missing',
  'linker_prefix',
])

export type BrokenTrackings = {
  trackingIds: readonly string[]
  /** The version to go back to; `undefined` where none was live before, or it is deleted. */
  previous: string | undefined
}

/**
 * The trackings that counted before and do not any more, through nothing but the version that this run has published: each
 * reason is one that a version can bring about, and did not hold in the version before. What is live has to be that
 * version, else somebody has published since. It costs a call only where a tracking has stopped counting.
 */
export async function brokenTrackings(
  state: RunState,
  { live, verdicts }: Judgement,
  statuses: ReadonlyMap<string, string | undefined>,
  gtm: TagManager,
): Promise<BrokenTrackings> {
  const { work, checkpoint } = state
  const none = { trackingIds: [], previous: undefined }
  if (!checkpoint.version || live?.containerVersionId !== checkpoint.version.id) return none
  const counted = new Set(
    [...work.items, ...work.settled]
      .filter(({ deploymentState }) => deploymentState === 'LIVE')
      .map(({ trackingId }) => trackingId),
  )
  const stopped = [...verdicts].filter(
    ([trackingId, verdict]) => counted.has(trackingId) && isByAVersion(verdict),
  )
  const previousId = checkpoint.previousLiveId
  if (stopped.length === 0 || !previousId) return none
  const previous = await gtm.findVersion(`${work.customer.containerPath}/versions/${previousId}`)
  if (!previous) return none
  const before = judgeRun(state, { live: previous, latest: undefined, statuses, now: new Date() }).verdicts
  const trackingIds = stopped
    .filter(([trackingId, verdict]) => !sharesReason(verdict, before.get(trackingId)))
    .map(([trackingId]) => trackingId)
  return { trackingIds, previous: previous.deleted ? undefined : previousId }
}

/** Whether a tracking does not count, and every reason for that may come from a version. */
export function isByAVersion({ reasons }: Verdict): boolean {
  const decisive = reasons.filter(isDecisive)
  return decisive.length > 0 && decisive.every(({ code }) => BY_A_VERSION.has(code))
}

function isDecisive({ code }: Verdict['reasons'][number]): boolean {
  return REASON_STATES[code] === 'NOT_LIVE' || REASON_STATES[code] === 'CANNOT_FIRE'
}

/** Whether something kept the tracking from counting in the version before already. */
function sharesReason({ reasons }: Verdict, before: Verdict | undefined): boolean {
  const known = new Set(before?.reasons.filter(isDecisive).map(({ code }) => code))
  return before === undefined || reasons.some(({ code }) => known.has(code))
}
