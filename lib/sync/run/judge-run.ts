import { NO_CONTENTS } from '../../deployment/container-contents.ts'
import { identify } from '../../deployment/identify.ts'
import type { Verdict } from '../../deployment/verdict.ts'
import type { FoundIssue } from '../../findings/found-issue.ts'
import type { ContainerVersion, VersionHeader } from '../../google/tag-manager-schemas.ts'
import { arrangedFindings } from '../plan/arranged-findings.ts'
import { judgePlanned } from '../plan/judge-planned.ts'
import { type ConversionLabel, knownOf, type PlannedTracking } from '../plan/planned-tracking.ts'
import { isHeldBack, versionSituation } from '../plan/version-situation.ts'
import { findingsOfError } from './findings-of-error.ts'
import { heldBackError } from './held-back-error.ts'
import { foreignFindings, labelsOf, planRun } from './plan-run.ts'
import { type Judgement, plannedTrackings, type RunState } from './run-state.ts'

type Seen = {
  live: ContainerVersion | undefined
  latest: VersionHeader | undefined
  statuses: ReadonlyMap<string, string | undefined>
  now: Date
}

/** Judges each tracking that was written at Google by what is live, and lists what people should know of it. */
export function judgeRun(state: RunState, seen: Seen): Judgement {
  const labels = labelsOf(state)
  const trackings = plannedTrackings(state).filter(({ deleted }) => !deleted)
  const verdicts = trackings.flatMap((tracking) => {
    const label = labels.get(tracking.trackingId)
    return label ? [[tracking.trackingId, judge(tracking, label, seen)] as const] : []
  })
  // What keeps a tracking from going live is found of the rejected ones, too.
  const all = { ...state, checkpoint: { ...state.checkpoint, rejected: {} } }
  return {
    live: seen.live,
    verdicts: new Map(verdicts),
    findings: [
      ...trackings.flatMap((tracking) => arrangedOf(tracking, labels.get(tracking.trackingId), seen)),
      ...(state.drafts ?? []),
      ...foreignFindings(planRun(all, seen.live ?? NO_CONTENTS)),
      ...(state.actionFindings ?? []),
      ...versionFindings(state, seen),
    ],
  }
}

/** Where the newest version is kept from being live, or waits since before. */
function versionFindings({ work }: RunState, { live, latest }: Seen): FoundIssue[] {
  const situation = versionSituation(live, latest, work)
  if (!isHeldBack(situation)) return []
  return findingsOfError(heldBackError(situation, live, latest))
}

function arrangedOf(
  tracking: PlannedTracking,
  label: ConversionLabel | undefined,
  { live }: Seen,
): FoundIssue[] {
  if (!live || !label) return []
  return arrangedFindings(tracking, identify(live, knownOf(tracking, label)))
}

function judge(tracking: PlannedTracking, label: ConversionLabel, { live, statuses, now }: Seen): Verdict {
  const status = statuses.get(tracking.trackingId)
  return judgePlanned(tracking, label, { live, action: status === undefined ? undefined : { status }, now })
}
