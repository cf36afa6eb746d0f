import type { TagManager } from '../../../google/tag-manager.ts'
import type { Version } from '../checkpoint.ts'
import { requireSyncable } from '../require-syncable.ts'
import type { RunState } from '../run-state.ts'
import { SyncBlockedError } from '../sync-blocked-error.ts'
import type { Step } from './step.ts'

/**
 * Puts the version of a rollback live and makes it the latest one, from which everybody's workspaces start. It looks
 * right before, also at the first try: what somebody has published meanwhile is not undone.
 */
export const putLive: Step = {
  name: 'put_live',
  isDone: ({ checkpoint }) => checkpoint.published === true,
  async take(state, { gtm }, session) {
    await requireSyncable(session)
    const { version } = state.checkpoint
    if (version) await putVersionLive(state, version, gtm)
    return { kept: { published: true } }
  },
}

async function putVersionLive({ work, checkpoint }: RunState, version: Version, gtm: TagManager) {
  const { containerPath } = work.customer
  const { fingerprint } = await gtm.getVersion(version.path)
  const live = await gtm.liveVersion(containerPath)
  const liveId = live?.containerVersionId
  if (liveId !== version.id) {
    if (liveId !== checkpoint.previousLiveId) {
      throw new SyncBlockedError('rollback_superseded', liveId === undefined ? {} : { live: liveId })
    }
    await gtm.publishVersion(version.path, fingerprint)
  }
  const latest = await gtm.latestVersionHeader(containerPath)
  if (latest?.containerVersionId !== version.id) await gtm.setLatest(version.path)
}
