import { type ContainerContents, NO_CONTENTS } from '../../../deployment/container-contents.ts'
import type { TagManager } from '../../../google/tag-manager.ts'
import type { ContainerVersion, VersionHeader } from '../../../google/tag-manager-schemas.ts'
import { versionName, WORKSPACE_NAME } from '../../plan/google-names.ts'
import { isHeldBack, versionSituation } from '../../plan/version-situation.ts'
import { completeWorkspace } from '../complete-workspace.ts'
import { heldBackError } from '../held-back-error.ts'
import { foreignFindings, planRun, type RunPlan } from '../plan-run.ts'
import { readVersions, requireContainer } from '../read-versions.ts'
import { recordSeen } from '../record-seen.ts'
import { requireSyncable } from '../require-syncable.ts'
import type { RunSession } from '../run-session.ts'
import type { RunState } from '../run-state.ts'
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
  const { containerPath } = work.customer
  const { live, latest } = await readVersions(gtm, work)
  await recordSeen(session, state, live)
  const previousLiveId = live?.containerVersionId ?? null
  const situation = versionSituation(live, latest, work)
  const waits = situation === 'ours_awaiting_publish'
  const waiting =
    waits && latest
      ? await gtm.getVersion(`${containerPath}/versions/${latest.containerVersionId}`)
      : undefined

  // An earlier try has made it, or even published it, and its response was lost.
  const made = [waiting, live].find((version) => version?.name === versionName(work.runId))
  if (made)
    return { kept: { version: versionOf(made), previousLiveId: made === live ? null : previousLiveId } }

  const isOurs = !live && waiting !== undefined
  const [planning, base] = [isOurs ? inRepair(state) : state, live ?? waiting ?? NO_CONTENTS]
  const plan = planRun(planning, base)
  const planFindings = foreignFindings(plan)
  if (plan.changes.length === 0) {
    const nothing = await nothingToDraft(plan, { live, latest, waiting, containerPath }, gtm)
    return { ...nothing, planFindings }
  }
  if (waiting && planRun(inRepair(state), waiting).changes.length === 0) {
    return { kept: { version: versionOf(waiting), previousLiveId }, rejected: plan.rejected, planFindings }
  }
  if (isHeldBack(situation) && !(work.buildsOnLive && live)) {
    throw heldBackError(situation, live, latest)
  }
  // A version of ours that this run replaces, or one that somebody keeps from being live, is not built on.
  if (live && situation !== 'latest_is_live') await gtm.setLatest(live.path)
  const filled = await fill(planning, base, plan, gtm)
  return {
    draft: { workspace: filled.workspace, previousLiveId },
    rejected: { ...plan.rejected, ...filled.rejected },
    overwritten: plan.overwritten,
    planFindings,
  }
}

type Known = {
  live: ContainerVersion | undefined
  latest: VersionHeader | undefined
  waiting: ContainerVersion | undefined
  containerPath: string
}

/** All is live already, or waits in a version that nobody has published. */
async function nothingToDraft(
  { rejected }: RunPlan,
  { live, latest, waiting, containerPath }: Known,
  gtm: TagManager,
): Promise<StepResult> {
  if (!live && waiting) return { kept: { version: versionOf(waiting), previousLiveId: null }, rejected }
  if (!live) await requireContainer(gtm, containerPath)
  // Nobody wants any more what our last version would bring; people's own versions are not to build on it.
  if (live && waiting) await gtm.setLatest(live.path)
  return {
    kept: { alreadyLive: true, previousLiveId: live?.containerVersionId ?? null },
    rejected,
    live,
    latest,
  }
}

/** For a version of ours that was never live: what differs in there is an older draft of ours, and nobody's change. */
function inRepair(state: RunState): RunState {
  return { ...state, work: { ...state.work, mode: 'repair' } }
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
): Promise<Written & { workspace: string }> {
  const { containerPath } = state.work.customer
  const left = (await gtm.listWorkspaces(containerPath)).find(({ name }) => name === WORKSPACE_NAME)
  if (left) return completeWorkspace(state, { workspace: left.path, base }, gtm)
  const { path } = await gtm.createWorkspace(containerPath, {
    name: WORKSPACE_NAME,
    description: 'Made and emptied by OneClickTag. Please do not work in here.',
  })
  return { workspace: path, ...(await writeWorkspace(gtm, path, plan, state.work)) }
}
