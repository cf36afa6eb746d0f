import type { ContainerContents } from '../../../deployment/container-contents.ts'
import type { TagManager } from '../../../google/tag-manager.ts'
import { adsAccounts } from '../ads-accounts.ts'
import { judgeRun } from '../judge-run.ts'
import { lookAtActions } from '../look-at-actions.ts'
import { readLive } from '../read-versions.ts'
import { recordSeen } from '../record-seen.ts'
import type { RunState } from '../run-state.ts'
import { SyncBlockedError } from '../sync-blocked-error.ts'
import type { Step } from './step.ts'

/** Reads what visitors get after a rollback, and judges all of the customer's trackings by it. */
export const verifyRollback: Step = {
  name: 'verify_rollback',
  isDone: ({ judgement }) => judgement !== undefined,
  async take(state, { gtm, ads }, session) {
    const { work, checkpoint } = state
    const live = await readLive(gtm, work, checkpoint.version !== undefined)
    await recordSeen(session, state, live)
    const liveId = live?.containerVersionId
    if (checkpoint.version && liveId !== checkpoint.version.id) {
      if (liveId === checkpoint.previousLiveId) throw new SyncBlockedError('not_live')
      throw new SyncBlockedError('rollback_superseded', liveId === undefined ? {} : { live: liveId })
    }
    const replaced = await replacedBy(state, gtm)
    const { actionStatuses: statuses, actionFindings = [] } = await lookAtActions(
      state,
      adsAccounts(work.customer, ads),
    )
    // What was put live is the latest version by now.
    const judgement = judgeRun(
      { ...state, actionFindings },
      { live, latest: undefined, statuses, now: new Date() },
    )
    return { judgement: { ...judgement, ...(replaced && { replaced }) } }
  },
}

/** What was live before the rollback: what differs between the two is what it has set. */
async function replacedBy(
  { work, checkpoint }: RunState,
  gtm: TagManager,
): Promise<ContainerContents | undefined> {
  const { previousLiveId, alreadyLive } = checkpoint
  if (alreadyLive || !previousLiveId) return undefined
  return gtm.findVersion(`${work.customer.containerPath}/versions/${previousLiveId}`)
}
