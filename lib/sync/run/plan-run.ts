import type { ContainerContents } from '../../deployment/container-contents.ts'
import type { FoundIssue } from '../../findings/found-issue.ts'
import { issueOf } from '../../findings/issue-of.ts'
import type { LeftPart } from '../plan/left-part.ts'
import { leftInContainer } from '../plan/left-parts.ts'
import { type ContainerPlan, planContainerChanges } from '../plan/plan-container-changes.ts'
import { modeFor } from '../plan/plan-scope.ts'
import type { ConversionLabel } from '../plan/planned-tracking.ts'
import type { Rejections } from '../queue/failure.ts'
import { failureOf } from './failure-of.ts'
import { plannedTrackings, type RunState } from './run-state.ts'
import { SyncBlockedError } from './sync-blocked-error.ts'

export type RunPlan = ContainerPlan & {
  /** Trackings with a job that wait for something that other people have to do. */
  rejected: Rejections
}

/** What a run has to change in a container that holds `contents`. */
export function planRun(state: RunState, contents: ContainerContents): RunPlan {
  const trackings = plannedTrackings(state)
  const plan = planContainerChanges({
    trackings,
    conversions: labelsOf(state),
    contents,
    folder: state.work.naming.folder,
    mode: state.work.mode,
    repairs: state.work.repairs,
    now: new Date(),
  })
  const pending = trackings.filter((each) => each.pending)
  const rejected = pending.flatMap(({ trackingId }) => {
    const variable = plan.nameTaken.get(trackingId)
    return variable === undefined
      ? []
      : [[trackingId, failureOf(new SyncBlockedError('name_taken', { variable }))] as const]
  })
  const taken = [...plan.nameTaken].map(([trackingId, name]) =>
    issueOf('shared.name_taken', trackingId, `variable:${name}`, { name }),
  )
  return { ...plan, findings: [...plan.findings, ...taken], rejected: Object.fromEntries(rejected) }
}

/** What people have arranged in the container of the trackings that a run repairs, and it leaves. */
export function leftByRun(
  state: RunState,
  { repaired }: Pick<ContainerPlan, 'repaired'>,
  contents: ContainerContents,
): LeftPart[] {
  const labels = labelsOf(state)
  return plannedTrackings(state).flatMap((tracking) => {
    const label = labels.get(tracking.trackingId)
    const isRepaired = !tracking.deleted && modeFor(tracking.trackingId, state.work) === 'repair'
    return label && isRepaired ? leftInContainer(tracking, label, contents, repaired) : []
  })
}

/** What a plan has found of other people's. What is missing or changed of ours is a reason of a verdict. */
export function foreignFindings({ findings }: RunPlan): FoundIssue[] {
  return findings.filter(({ code }) => !code.startsWith('drift.'))
}

/** Under which label each tracking counts: the one of this run, or the one that it has had. */
export function labelsOf(state: RunState): ReadonlyMap<string, ConversionLabel> {
  const { conversions = {} } = state.checkpoint
  return new Map(
    plannedTrackings(state).flatMap(({ trackingId, applied }) => {
      const label = conversions[trackingId] ?? applied?.conversion
      return label ? [[trackingId, label] as const] : []
    }),
  )
}
