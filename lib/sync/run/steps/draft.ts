import type { ContainerContents } from '../../../deployment/container-contents.ts'
import type { TagManager } from '../../../google/tag-manager.ts'
import type { ContainerVersion } from '../../../google/tag-manager-schemas.ts'
import { versionName } from '../../plan/google-names.ts'
import { completeWorkspace } from '../complete-workspace.ts'
import { decideDraft, replacesLatest } from '../decide-draft.ts'
import { ownWorkspace } from '../own-workspace.ts'
import { foreignFindings, type RunPlan } from '../plan-run.ts'
import { readContainer } from '../read-container.ts'
import { requireContainer } from '../read-versions.ts'
import { recordPlan } from '../record-plan.ts'
import { recordSeen } from '../record-seen.ts'
import { repairInContainer } from '../repair-in-container.ts'
import { requireSyncable } from '../require-syncable.ts'
import type { RunSession } from '../run-session.ts'
import type { RunState } from '../run-state.ts'
import { SyncBlockedError } from '../sync-blocked-error.ts'
import { type Written, writeWorkspace } from '../write-workspace.ts'
import type { Step, StepResult } from './step.ts'
import { hasVersion, versionOf } from './version.ts'

/**
 * Drafts what the trackings want, on top of what is live. It finds that none is needed where it is live already, or a
 * version that was made before holds it all.
 */
export const draft: Step = {
  name: 'draft',
  isDone: hasVersion,
  take: (state, { gtm }, session) => draftChanges(state, gtm, session),
}

async function draftChanges(state: RunState, gtm: TagManager, session: RunSession): Promise<StepResult> {
  await requireSyncable(session)
  const { work } = state
  const seen = await readContainer(gtm, work)
  const { live, latest } = seen
  requirePlannedBase(state, live)
  await recordSeen(session, state, live)
  const previousLiveId = live?.containerVersionId ?? null
  const decision = decideDraft(state, seen)
  if (decision.kind === 'made') {
    const { version } = decision
    return {
      kept: { version: versionOf(version), previousLiveId: version === live ? null : previousLiveId },
    }
  }
  const { plan } = decision
  const planFindings = foreignFindings(plan)
  if (decision.kind === 'held_back') throw decision.error
  await recordPlan(session, state, { seen, decision })
  const replaces = replacesLatest(decision, seen)
  const report = repairInContainer(state, { repaired: plan.repaired, contents: decision.base })
  switch (decision.kind) {
    case 'nothing':
      if (!live) await requireContainer(gtm, work.customer.containerPath)
      if (replaces) await gtm.setLatest(replaces.path)
      return {
        kept: { alreadyLive: true, previousLiveId, ...report },
        rejected: plan.rejected,
        live,
        latest,
        planFindings,
      }
    case 'waiting':
      return {
        kept: { version: versionOf(decision.version), previousLiveId, ...report },
        rejected: plan.rejected,
        planFindings,
      }
    case 'write': {
      if (replaces) await gtm.setLatest(replaces.path)
      const filled = await fill(decision.planning, decision.base, plan, gtm, session)
      return {
        draft: { workspace: filled.workspace, previousLiveId },
        ...(report && { kept: report }),
        rejected: { ...plan.rejected, ...filled.rejected },
        overwritten: plan.overwritten,
        planFindings,
      }
    }
    default:
      return decision satisfies never
  }
}

/**
 * A run that applies a plan builds on the version that the plan was made for, also when it is taken up again.
 * @throws SyncBlockedError `plan_stale`
 */
function requirePlannedBase({ work, checkpoint }: RunState, live: ContainerVersion | undefined): void {
  const planned = checkpoint.planned?.liveVersionId
  const isPlanned = planned === undefined || planned === (live?.containerVersionId ?? null)
  // Or its own, which an earlier try has published already.
  if (!isPlanned && live?.name !== versionName(work.runId)) throw new SyncBlockedError('plan_stale')
}

/**
 * Our workspace with the changes in it: a new one, or the one that an interrupted run has left.
 * @param plan against `base`, from which a new one starts
 */
async function fill(
  state: RunState,
  base: ContainerContents,
  plan: RunPlan,
  gtm: TagManager,
  session: RunSession,
): Promise<Written & { workspace: string }> {
  const { path: workspace, isLeft } = await ownWorkspace(gtm, state.work.customer.containerPath)
  if (isLeft) return completeWorkspace(state, { workspace, base, planned: plan.changes }, gtm, session)
  return { workspace, ...(await writeWorkspace(gtm, workspace, plan, state.work)) }
}
