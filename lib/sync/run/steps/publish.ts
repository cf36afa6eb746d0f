import type { TagManager } from '../../../google/tag-manager.ts'
import type { Version } from '../checkpoint.ts'
import { requireSyncable } from '../require-syncable.ts'
import type { RunState } from '../run-state.ts'
import { SyncBlockedError } from '../sync-blocked-error.ts'
import type { Step } from './step.ts'

/** Publishes the version of the run, where there is one. */
export const publish: Step = {
  name: 'publish',
  isDone: ({ checkpoint }) => checkpoint.published === true,
  async take(state, { gtm }, session) {
    await requireSyncable(session)
    const { version } = state.checkpoint
    if (version) await publishVersion(state, version, gtm)
    return { kept: { published: true } }
  },
}

/**
 * An earlier attempt may have published it already, and another version may have been published since, which must not
 * be undone.
 */
async function publishVersion(
  { work, checkpoint, interrupted }: RunState,
  version: Version,
  gtm: TagManager,
) {
  if (!interrupted) return void (await gtm.publishVersion(version.path, version.fingerprint))
  const live = await gtm.liveVersion(work.customer.containerPath)
  const liveId = live?.containerVersionId ?? null
  if (liveId === version.id) return
  if (liveId !== (checkpoint.previousLiveId ?? null)) throw new SyncBlockedError('superseded')
  // What a version holds never changes, but its fingerprint does when its name or description is edited.
  const { fingerprint } = await gtm.getVersion(version.path)
  await gtm.publishVersion(version.path, fingerprint)
}
