import { GoogleError } from '../../google/errors.ts'
import type { TagManager } from '../../google/tag-manager.ts'
import type { ContainerVersion } from '../../google/tag-manager-schemas.ts'
import { versionName, WORKSPACE_NAME } from '../plan/google-names.ts'
import { type Change, EMPTY, type Observed, planContainer, planLeftovers } from '../plan/plan-container.ts'
import { type Rejections, SyncBlockedError } from './failure.ts'
import type { Checkpoint, Conversion, Work } from './work.ts'
import { writeWorkspace } from './write-workspace.ts'

type Conversions = Readonly<Record<string, Conversion>>

/** What the container step leaves in the checkpoint. */
export type Made = Pick<Checkpoint, 'version' | 'alreadyLive' | 'previousLiveId'>

/** Our workspace with what is wanted in it, or why none is needed: a version holds it, live already or made before. */
export type Draft = Made & { workspace?: string; rejected?: Rejections }

/**
 * Drafts what the trackings want, on top of what is there. It can be repeated after any interruption: it looks before
 * it writes, and knows a version of this run by its name.
 * @throws GoogleError, SyncBlockedError
 */
export async function draftChanges(work: Work, conversions: Conversions, gtm: TagManager): Promise<Draft> {
  const { containerPath } = work.customer
  const live = await gtm.liveVersion(containerPath)
  const latest = await gtm.latestVersionHeader(containerPath)
  const previousLiveId = live?.containerVersionId ?? null
  const isLive = latest?.containerVersionId === live?.containerVersionId
  if (latest && !isLive && !isOurs(latest, work)) throw new SyncBlockedError('unpublished_changes')

  const base =
    isLive || !latest ? live : await gtm.getVersion(`${containerPath}/versions/${latest.containerVersionId}`)
  if (base && base.name === versionName(work.runId)) {
    return { version: versionOf(base), previousLiveId: isLive ? null : previousLiveId }
  }
  const changes = planContainer(work.items, conversions, base ?? EMPTY)
  if (changes.length === 0) {
    return base && !isLive
      ? { version: versionOf(base), previousLiveId }
      : { alreadyLive: true, previousLiveId }
  }
  return { ...(await prepareWorkspace(work, conversions, base ?? EMPTY, changes, gtm)), previousLiveId }
}

/** A new workspace starts from the latest version; one that was never published by anybody but us may be shipped. */
function isOurs(latest: { containerVersionId: string; name?: string | null }, work: Work): boolean {
  return work.ownVersionIds.has(latest.containerVersionId) || latest.name === versionName(work.runId)
}

function versionOf({ path, containerVersionId, fingerprint }: ContainerVersion) {
  return { path, id: containerVersionId, fingerprint }
}

/** Our workspace with the changes in it. One left by an interrupted run is looked through and gone on with. */
async function prepareWorkspace(
  work: Work,
  conversions: Conversions,
  base: Observed,
  changes: Change[],
  gtm: TagManager,
): Promise<{ workspace: string; rejected: Rejections }> {
  const { containerPath } = work.customer
  const workspaces = await gtm.listWorkspaces(containerPath)
  const left = workspaces.find(({ name }) => name === WORKSPACE_NAME)
  if (!left) {
    const { path } = await gtm.createWorkspace(containerPath, {
      name: WORKSPACE_NAME,
      description: 'Made and emptied by OneClickTag. Please do not work in here.',
    })
    return { workspace: path, rejected: await writeWorkspace(gtm, path, changes, work.attempts) }
  }
  const { failed } = await gtm.syncWorkspace(left.path)
  if (failed) throw new SyncBlockedError('workspace_changed')
  const observed: Observed = {
    tag: await gtm.listTags(left.path),
    trigger: await gtm.listTriggers(left.path),
    builtInVariable: await gtm.listBuiltInVariables(left.path),
  }
  const missing = [
    ...planContainer(work.items, conversions, observed),
    ...planLeftovers(work.items, observed, base),
  ]
  const rejected = missing.length > 0 ? await writeWorkspace(gtm, left.path, missing, work.attempts) : {}
  return { workspace: left.path, rejected }
}

/**
 * Makes a version of the workspace. Compiles first, so that a container that cannot go live costs no version.
 * @throws GoogleError
 */
export async function makeVersion(
  work: Work,
  workspace: string,
  gtm: TagManager,
): Promise<NonNullable<Made['version']>> {
  const preview = await gtm.quickPreview(workspace)
  if (preview.compilerError) throw compileError('quick_preview', preview.details)
  const made = await gtm.createVersion(workspace, {
    name: versionName(work.runId),
    notes: `${work.items.length} tracking(s) by OneClickTag`,
  })
  if ('version' in made) return versionOf(made.version)
  if ('compilerError' in made) throw compileError('create_version', made.details)
  throw new GoogleError('fingerprint_conflict', { service: 'tagmanager', operation: 'create_version' })
}

function compileError(operation: string, details: string[]): GoogleError {
  return new GoogleError('compile_error', {
    service: 'tagmanager',
    operation,
    googleMessage: details.join('; ') || undefined,
  })
}
