import type { TagManager } from '../../../google/tag-manager.ts'
import type { VersionHeader } from '../../../google/tag-manager-schemas.ts'
import type { Conversions } from '../../plan/conversion.ts'
import { versionName, WORKSPACE_NAME } from '../../plan/google-names.ts'
import { type Change, EMPTY, type Observed, planContainer, planLeftovers } from '../../plan/plan-container.ts'
import type { Rejections } from '../../queue/failure.ts'
import { acceptedWork } from '../run-state.ts'
import { SyncBlockedError } from '../sync-blocked-error.ts'
import type { Work } from '../work.ts'
import { writeWorkspace } from '../write-workspace.ts'
import type { Step, StepResult } from './step.ts'
import { hasVersion, versionOf } from './version.ts'

/**
 * Drafts what the trackings want, on top of what is there. It finds that none is needed where a version holds it all,
 * which is live already or was made before.
 */
export const draft: Step = {
  name: 'draft',
  isDone: hasVersion,
  take: (state, { gtm }) => draftChanges(acceptedWork(state), state.checkpoint.conversions ?? {}, gtm),
}

async function draftChanges(work: Work, conversions: Conversions, gtm: TagManager): Promise<StepResult> {
  const { containerPath } = work.customer
  const live = await gtm.liveVersion(containerPath)
  const latest = await gtm.latestVersionHeader(containerPath)
  const previousLiveId = live?.containerVersionId ?? null
  const isLive = latest?.containerVersionId === live?.containerVersionId
  if (latest && !isLive && !isOurs(latest, work)) throw new SyncBlockedError('unpublished_changes')

  const base =
    isLive || !latest ? live : await gtm.getVersion(`${containerPath}/versions/${latest.containerVersionId}`)
  if (base && base.name === versionName(work.runId)) {
    return { kept: { version: versionOf(base), previousLiveId: isLive ? null : previousLiveId } }
  }
  const changes = planContainer(work.items, conversions, base ?? EMPTY)
  if (changes.length === 0) {
    const found = base && !isLive ? { version: versionOf(base) } : { alreadyLive: true }
    return { kept: { ...found, previousLiveId } }
  }
  const left = (await gtm.listWorkspaces(containerPath)).find(({ name }) => name === WORKSPACE_NAME)
  const { workspace, rejected } = left
    ? await completeWorkspace(work, conversions, { left: left.path, base: base ?? EMPTY }, gtm)
    : await fillWorkspace(work, changes, gtm)
  return { draft: { workspace, previousLiveId }, rejected }
}

/** A new workspace starts from the latest version; one that only we have made and never published may be shipped. */
function isOurs(latest: VersionHeader, work: Work): boolean {
  return work.ownVersionIds.has(latest.containerVersionId) || latest.name === versionName(work.runId)
}

type Filled = { workspace: string; rejected: Rejections }

/** A workspace of our own with the changes in it. */
async function fillWorkspace(work: Work, changes: Change[], gtm: TagManager): Promise<Filled> {
  const { path } = await gtm.createWorkspace(work.customer.containerPath, {
    name: WORKSPACE_NAME,
    description: 'Made and emptied by OneClickTag. Please do not work in here.',
  })
  return { workspace: path, rejected: await writeWorkspace(gtm, path, changes, work.attempts) }
}

/** The workspace that an interrupted run has left, read through and completed. */
async function completeWorkspace(
  work: Work,
  conversions: Conversions,
  { left, base }: { left: string; base: Observed },
  gtm: TagManager,
): Promise<Filled> {
  const { failed } = await gtm.syncWorkspace(left)
  if (failed) throw new SyncBlockedError('workspace_changed')
  const observed: Observed = {
    tag: await gtm.listTags(left),
    trigger: await gtm.listTriggers(left),
    builtInVariable: await gtm.listBuiltInVariables(left),
  }
  const missing = [
    ...planContainer(work.items, conversions, observed),
    ...planLeftovers(work.items, observed, base),
  ]
  const rejected = missing.length > 0 ? await writeWorkspace(gtm, left, missing, work.attempts) : {}
  return { workspace: left, rejected }
}
