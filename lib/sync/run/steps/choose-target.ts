import type { TagManager } from '../../../google/tag-manager.ts'
import type { ContainerVersion } from '../../../google/tag-manager-schemas.ts'
import { type MadeVersion, readMadeVersions } from '../../queue/read-made-versions.ts'
import { readLive } from '../read-versions.ts'
import { recordSeen } from '../record-seen.ts'
import { requireSyncable } from '../require-syncable.ts'
import type { RunSession } from '../run-session.ts'
import type { RunState } from '../run-state.ts'
import { SyncBlockedError } from '../sync-blocked-error.ts'
import type { Step, StepResult } from './step.ts'
import { versionOf } from './version.ts'

/** Finds out which version of ours a rollback takes back and, where it goes back to one, which that is. */
export const chooseTarget: Step = {
  name: 'choose_target',
  isDone: ({ checkpoint }) => checkpoint.undoes !== undefined,
  take: (state, { gtm }, session) => choose(state, gtm, session),
}

async function choose(state: RunState, gtm: TagManager, session: RunSession): Promise<StepResult> {
  const { work } = state
  await requireSyncable(session)
  const { id, containerPath } = work.customer
  const live = await readLive(gtm, work, false)
  await recordSeen(session, state, live)
  const made = await session.read((db) => readMadeVersions(db, id, containerPath))
  const target = targetOf(made, live, work.request.undoes)
  if (!target || !live) throw new SyncBlockedError('nothing_to_roll_back')
  const { versionId, previousLiveId } = target
  const undoes = { versionId, previousLiveId }
  if (work.request.rollback === 'our_changes') return { kept: { undoes } }

  const previous = await previousOf(undoes, live, `${containerPath}/versions`, gtm)
  return { kept: { undoes, version: versionOf(previous), previousLiveId: versionId } }
}

/**
 * The version that was known as published when the rollback was asked for, or a newer one that is live although its run
 * has never learned that it published it. What a run has published since then is not what was asked to be taken back.
 */
function targetOf(
  made: readonly MadeVersion[],
  live: ContainerVersion | undefined,
  undoes: string | undefined,
): MadeVersion | undefined {
  const known = made.findIndex(({ versionId }) => versionId === undoes)
  const newer = known === -1 ? made : made.slice(0, known)
  const lost = newer.find((each) => !each.isPublished && each.versionId === live?.containerVersionId)
  return lost ?? made[known]
}

/** @throws SyncBlockedError `no_previous_version`, `ours_not_live`, `previous_version_gone` */
async function previousOf(
  { versionId, previousLiveId }: Pick<MadeVersion, 'versionId' | 'previousLiveId'>,
  live: ContainerVersion,
  versions: string,
  gtm: TagManager,
): Promise<ContainerVersion> {
  if (previousLiveId === null) throw new SyncBlockedError('no_previous_version', { ours: versionId })
  const { containerVersionId: liveId } = live
  if (liveId === previousLiveId) return live
  if (liveId !== versionId) {
    throw new SyncBlockedError('ours_not_live', { live: liveId, ours: versionId, previous: previousLiveId })
  }
  const previous = await gtm.findVersion(`${versions}/${previousLiveId}`)
  if (!previous || previous.deleted) {
    throw new SyncBlockedError('previous_version_gone', { previous: previousLiveId })
  }
  return previous
}
