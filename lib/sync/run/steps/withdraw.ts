import type { ContainerContents } from '../../../deployment/container-contents.ts'
import type { TagManager } from '../../../google/tag-manager.ts'
import type { ContainerVersion } from '../../../google/tag-manager-schemas.ts'
import { changesBetween } from '../../plan/changes-between.ts'
import { versionName } from '../../plan/google-names.ts'
import { planRollback } from '../../plan/plan-rollback.ts'
import type { Change } from '../../plan/plan-tracking-objects.ts'
import { ownWorkspace } from '../own-workspace.ts'
import { readEarlierDrafts } from '../read-earlier-drafts.ts'
import { readVersions } from '../read-versions.ts'
import { readWorkspace } from '../read-workspace.ts'
import { requireOwnDrafts } from '../require-own-drafts.ts'
import { requireSyncable } from '../require-syncable.ts'
import type { RunSession } from '../run-session.ts'
import type { RunState } from '../run-state.ts'
import { SyncBlockedError } from '../sync-blocked-error.ts'
import { writeWorkspace } from '../write-workspace.ts'
import type { Step, StepResult } from './step.ts'
import { hasVersion, versionOf } from './version.ts'

/** Drafts what is live without what our version has changed, on top of what is live. */
export const withdraw: Step = {
  name: 'withdraw',
  isDone: hasVersion,
  take: (state, { gtm }, session) => withdrawChanges(state, gtm, session),
}

async function withdrawChanges(state: RunState, gtm: TagManager, session: RunSession): Promise<StepResult> {
  await requireSyncable(session)
  const { work, checkpoint } = state
  const { undoes } = checkpoint
  const { live, latest } = await readVersions(gtm, work)
  if (!undoes || !live) throw new SyncBlockedError('nothing_to_roll_back')
  const versions = `${work.customer.containerPath}/versions`
  const previousLiveId = live.containerVersionId

  // An earlier try has made it, or even published it, and its response was lost.
  const own = versionName(work.runId)
  if (live.name === own) return { kept: { version: versionOf(live) } }
  if (latest?.name === own) {
    const made = await gtm.getVersion(`${versions}/${latest.containerVersionId}`)
    return { kept: { version: versionOf(made) } }
  }

  const read = (id: string) => (id === previousLiveId ? live : requireVersion(gtm, `${versions}/${id}`, id))
  const ours = await read(undoes.versionId)
  const before = undoes.previousLiveId === null ? undefined : await read(undoes.previousLiveId)
  const { wanted, notes } = planRollback({ before, ours, live })
  const changes = changesBetween(live, wanted)
  const kept = { rollbackRemarks: [...notes], previousLiveId }
  if (changes.length === 0) return { kept: { ...kept, alreadyLive: true }, live }
  // People's own versions that were never published are not to build on it.
  if (latest?.containerVersionId !== previousLiveId) await gtm.setLatest(live.path)
  const workspace = await fill(state, { live, wanted, changes }, gtm, session)
  return { kept, draft: { workspace, previousLiveId } }
}

async function requireVersion(gtm: TagManager, path: string, id: string): Promise<ContainerVersion> {
  const version = await gtm.findVersion(path)
  if (!version) throw new SyncBlockedError('previous_version_gone', { previous: id })
  return version
}

type Withdrawal = { live: ContainerContents; wanted: ContainerContents; changes: readonly Change[] }

/** Our workspace as it is wanted: a new one, or the one that an interrupted run has left. */
async function fill(
  state: RunState,
  { live, wanted, changes }: Withdrawal,
  gtm: TagManager,
  session: RunSession,
): Promise<string> {
  const { customer, naming } = state.work
  const { path, isLeft } = await ownWorkspace(gtm, customer.containerPath)
  let missing = changes
  if (isLeft) {
    const { drafted, contents } = await readWorkspace(gtm, path, { folders: false })
    const earlier = await session.read((db) => readEarlierDrafts(db, state))
    requireOwnDrafts(state, { drafted, contents, base: live, folder: naming.folder }, earlier, changes)
    missing = changesBetween(contents, wanted)
  }
  if (missing.length > 0) {
    // Nothing of it is for one tracking alone, so a rejection of one object ends the run.
    await writeWorkspace(gtm, path, { changes: missing, owners: new Map() }, state.work)
  }
  return path
}
