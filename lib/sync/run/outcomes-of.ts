import type { Applied, AppliedGoogleAds, LookbackWindows } from '../../deployment/applied.ts'
import { NO_CONTENTS } from '../../deployment/container-contents.ts'
import type { Deployment } from '../../deployment/deployment.ts'
import { describeVerdict } from '../../deployment/describe-verdict.ts'
import type { Fields } from '../../deployment/fields.ts'
import { isAsWanted } from '../../deployment/verdict.ts'
import { onlyLooks } from '../../model/sync-run-kind.ts'
import { appliedAfterRollback } from '../plan/applied-after-rollback.ts'
import { appliedGoogleAds } from '../plan/applied-google-ads.ts'
import type { Conversion } from '../plan/conversion.ts'
import { wantedAction } from '../plan/plan-action-changes.ts'
import { type ConversionLabel, type PlannedTracking, plannedTracking } from '../plan/planned-tracking.ts'
import type { TrackingSnapshot, WorkItem } from '../plan/work-item.ts'
import type { Failure } from '../queue/failure.ts'
import type { Judgement, RunState } from './run-state.ts'

/** What a run knows of a tracking at its end, as the statements read it. */
export type Outcome = {
  tracking_id: string
  version: number
  /** Whether it is in the container as it was wanted. */
  written?: boolean
  trigger_id?: string | undefined
  tag_id?: string | undefined
  conversion_id?: string | undefined
  label?: string | undefined
  resource_name?: string | undefined
  applied?: Applied | undefined
  deployment?: Deployment | undefined
  deployment_state?: string | undefined
  error_code?: string | undefined
  error_message?: string | undefined
}

/** What became of the trackings with a job, and of the others. */
export function outcomesOf(
  state: RunState | undefined,
  failure: Failure | undefined,
): { items: Outcome[]; settled: Outcome[] } {
  if (!state) return { items: [], settled: [] }
  const { work, judgement } = state
  const isJudged = ({ trackingId }: TrackingSnapshot) => judgement?.verdicts.has(trackingId) ?? false
  return {
    items: work.items.map((item) => itemOutcome(item, state, failure)),
    settled: work.settled.filter(isJudged).map((snapshot) => knownOutcome(snapshot, state)),
  }
}

function itemOutcome(item: WorkItem, state: RunState, failure: Failure | undefined): Outcome {
  const { trackingId, action } = item
  const rejection = state.checkpoint.rejected[trackingId]
  const verdict = state.judgement?.verdicts.get(trackingId)
  const isWritten = !rejection && !failure && state.judgement !== undefined
  const cannotFire = isWritten && action !== 'DELETE' && verdict && !isAsWanted(verdict)
  return {
    ...knownOutcome(item, state),
    written: isWritten,
    error_code: rejection?.code ?? (cannotFire ? 'cannot_fire' : undefined),
    error_message: rejection?.message ?? (cannotFire ? describeVerdict(trackingId, verdict) : undefined),
  }
}

/** What is known of a tracking's conversion action, also where the container was never reached; and what is live. */
function knownOutcome(
  snapshot: TrackingSnapshot & { action?: WorkItem['action'] },
  state: RunState,
): Outcome {
  const { trackingId, version, applied } = snapshot
  const tracking = plannedTracking(snapshot, state.work.naming)
  const made = state.checkpoint.conversions?.[trackingId]
  const conversion = made ? labelOf(made) : applied.googleAds?.conversion
  const known: Outcome = {
    tracking_id: trackingId,
    version,
    conversion_id: made?.conversionId,
    label: made?.label,
    resource_name: made?.resourceName,
  }
  if (!conversion) return known
  const before = { ...applied.googleAds, conversion, triggers: applied.googleAds?.triggers ?? {} }
  const windows = windowsOf(tracking, before.windows ?? made?.windows)
  const written = {
    ...before,
    action: made ? writtenAction(tracking, made) : (before.action ?? {}),
    ...(windows && { windows }),
  }
  const { judgement } = state
  if (!judgement || state.checkpoint.rejected[trackingId])
    return { ...known, applied: { googleAds: written } }
  if (tracking.deleted) {
    return { ...known, applied: { googleAds: { conversion, action: written.action, triggers: {} } } }
  }
  const { googleAds, ...found } = deployed(tracking, conversion, judgement, state.work.kind === 'ROLLBACK')
  const now = { googleAds: { ...googleAds, ...(windows && { windows }) } }
  // A run that only looks has written nothing.
  return { ...known, ...found, ...(!onlyLooks(state.work.kind) && { applied: now }) }
}

/** The look-back windows that the action has, as far as we know: those that were asked for, else those it was made with. */
function windowsOf(
  {
    conversionClickThroughLookbackWindowDays: click,
    conversionViewThroughLookbackWindowDays: view,
  }: PlannedTracking,
  made: LookbackWindows | undefined,
): LookbackWindows | undefined {
  return made && { click: click ?? made.click, view: view ?? made.view }
}

function labelOf({ resourceName, conversionId, label }: Conversion): ConversionLabel {
  return { resourceName, conversionId, label }
}

/** What was last written of an action. That it is out of the goals was not, where people had taken it out before. */
function writtenAction(tracking: PlannedTracking, { wasSecondary }: Conversion): Fields {
  return { ...wantedAction(tracking), ...(wasSecondary && { primaryForGoal: true }) }
}

function deployed(
  tracking: PlannedTracking,
  conversion: ConversionLabel,
  { live, verdicts, replaced }: Judgement,
  isRollback: boolean,
): Partial<Outcome> & { googleAds: AppliedGoogleAds } {
  const contents = live ?? NO_CONTENTS
  const googleAds = isRollback
    ? appliedAfterRollback(tracking, conversion, { replaced: replaced ?? contents, live: contents })
    : appliedGoogleAds(tracking, conversion, contents)
  const verdict = verdicts.get(tracking.trackingId)
  return {
    trigger_id: googleAds.triggers['main']?.id,
    tag_id: googleAds.tag?.id,
    googleAds,
    ...(verdict && {
      deployment: { googleAds: { ...verdict, checkedAt: new Date().toISOString() } },
      deployment_state: verdict.state,
    }),
  }
}
