import type { TagManager } from '../../google/tag-manager.ts'
import { EMPTY, type Observed, planContainer } from '../plan/plan-container.ts'
import { SyncBlockedError } from './failure.ts'
import type { Checkpoint, Conversion, Work } from './work.ts'

/**
 * Publishes the run's version. `interrupted`: an earlier try may have published it already, and somebody may have
 * published since, whose work must not be undone.
 * @throws SyncBlockedError `superseded`
 */
export async function publish(
  work: Work,
  checkpoint: Checkpoint,
  gtm: TagManager,
  interrupted: boolean,
): Promise<void> {
  const { version, previousLiveId } = checkpoint
  if (!version) return
  if (interrupted) {
    const live = await gtm.liveVersion(work.customer.containerPath)
    const liveId = live?.containerVersionId ?? null
    if (liveId === version.id) return
    if (liveId !== (previousLiveId ?? null)) throw new SyncBlockedError('superseded')
  }
  // What a version holds never changes, but its fingerprint does when somebody edits its name or description.
  const { fingerprint } = interrupted ? await gtm.getVersion(version.path) : version
  await gtm.publishVersion(version.path, fingerprint)
}

/**
 * Reads what visitors get now and compares it with what was wanted.
 * @returns the live content, which knows the final ids
 * @throws SyncBlockedError `not_live`
 */
export async function verifyLive(
  work: Work,
  conversions: Readonly<Record<string, Conversion>>,
  gtm: TagManager,
): Promise<Observed> {
  const live = await gtm.liveVersion(work.customer.containerPath)
  const observed = live ?? EMPTY
  if (planContainer(work.items, conversions, observed).length > 0) throw new SyncBlockedError('not_live')
  return observed
}
