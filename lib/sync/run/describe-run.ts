import { NO_CONTENTS } from '../../deployment/container-contents.ts'
import type { FoundIssue } from '../../findings/found-issue.ts'
import { describeContainerChanges } from '../plan/describe-container-changes.ts'
import { describeFindings } from '../plan/describe-findings.ts'
import type { PlannedChange } from '../plan/planned-change.ts'
import { reverseImpact } from '../plan/reverse-impact.ts'
import type { PlannedWait, RunPlanView } from '../plan/run-plan-view.ts'
import { isHeldBack } from '../plan/version-situation.ts'
import type { Rejections } from '../queue/failure.ts'
import { type DraftDecision, replacesLatest } from './decide-draft.ts'
import { failureOf } from './failure-of.ts'
import { findingsOfError } from './findings-of-error.ts'
import { heldBackError } from './held-back-error.ts'
import { labelsOf, planRun, type RunPlan } from './plan-run.ts'
import type { SeenContainer } from './read-container.ts'
import { plannedTrackings, type RunState } from './run-state.ts'

export type Described = {
  actions: readonly PlannedChange[]
  seen: SeenContainer
  /** Absent where Google Ads rejects every tracking: the run ends before the container. */
  decision: DraftDecision | undefined
  /** What was found in Google Ads. */
  found: readonly FoundIssue[]
  now: Date
}

/** What a run does, as people see it, by the plan that it executes. */
export function describeRun(
  state: RunState,
  { actions, seen, decision, found, now }: Described,
): Omit<RunPlanView, 'digest' | 'cost'> {
  const { live, latest } = seen
  const plan = decision && decision.kind !== 'made' ? decision.plan : undefined
  const shown = shownPlan(state, { seen, decision })
  const contents = live ?? NO_CONTENTS
  const trackings = plannedTrackings(state)
  const impact = { contents, trackings, conversions: labelsOf(state), now }
  const changesContainer = decision?.kind === 'write' || decision?.kind === 'waiting'
  return {
    mode: state.work.repairs.length > 0 ? 'repair' : state.work.mode,
    changes: [...actions, ...(shown ? describeContainerChanges(shown, contents) : [])],
    publishing: !changesContainer ? 'NONE' : state.work.publishes ? 'AT_ONCE' : 'BY_ADMIN',
    buildsOn: {
      liveVersionId: live?.containerVersionId ?? null,
      latestVersionId: latest?.containerVersionId ?? null,
      setsLatest: decision !== undefined && replacesLatest(decision, seen) !== undefined,
    },
    alsoUses: shown ? reverseImpact({ ...impact, plan: shown }) : [],
    findings: describeFindings([
      ...found,
      ...(plan ? [...plan.findings, ...plan.overwritten] : []),
      ...versionFindings(seen),
    ]),
    waits: [
      ...waitsOf(state.checkpoint.rejected),
      ...waitsOf(plan?.rejected ?? {}),
      ...(decision?.kind === 'held_back' ? [{ trackingId: null, ...failureOf(decision.error) }] : []),
    ],
  }
}

/** What becomes live: the changes to what is live, also where the run works on a version of ours that never was. */
function shownPlan(
  state: RunState,
  { seen, decision }: Pick<Described, 'seen' | 'decision'>,
): RunPlan | undefined {
  if (decision?.kind !== 'write' && decision?.kind !== 'waiting') return undefined
  return seen.live ? decision.plan : planRun(state, NO_CONTENTS)
}

function versionFindings({ live, latest, situation }: SeenContainer): FoundIssue[] {
  return isHeldBack(situation) ? findingsOfError(heldBackError(situation, live, latest)) : []
}

function waitsOf(rejected: Rejections): PlannedWait[] {
  return Object.entries(rejected).map(([trackingId, failure]) => ({ trackingId, ...failure }))
}
