import type { WorkItem } from '../../plan/work-item.ts'
import { lockCustomer } from '../lock-customer.ts'
import { lookAhead } from '../look-ahead.ts'
import { queueOutstanding } from '../queue-outstanding.ts'
import { requireSyncable } from '../require-syncable.ts'
import { saveCheckpoint } from '../save-checkpoint.ts'
import { savePlan } from '../save-plan.ts'
import { SyncBlockedError } from '../sync-blocked-error.ts'
import { takeJobs } from '../take-jobs.ts'
import type { Step } from './step.ts'

/**
 * Plans once more what somebody has looked at, before anything is written or any job taken, and goes on only where it is
 * the same. From then on the run is held to it: see `checkpoint.planned`.
 */
export const checkPlan: Step = {
  name: 'check_plan',
  isDone: ({ work, checkpoint }) => work.request.planDigest === undefined || checkpoint.items !== undefined,
  async take(state, google, session) {
    const { work, checkpoint } = state
    const { plan, actions, liveVersionId } = await lookAhead(state, google)
    if (plan.digest !== work.request.planDigest) throw new SyncBlockedError('plan_stale')
    await requireSyncable(session)
    const kept = await session.write(async (db) => {
      await lockCustomer(db, work.customer.id)
      await queueOutstanding(db, work.customer.id)
      // What a repair that awaits publishing would have set back is not in the plan, and so is not taken over.
      const { items } = await takeJobs(db, work.runId, work.customer.id)
      if (versionsOf(items) !== versionsOf(work.items)) throw new SyncBlockedError('plan_stale')
      const taken = { items, planned: { actions: [...actions], liveVersionId } }
      await saveCheckpoint(db, session.claim, { ...checkpoint, ...taken })
      await savePlan(db, session.claim, plan)
      return taken
    })
    Object.assign(checkpoint, kept)
    work.items = kept.items
    return {}
  },
}

/** Which trackings are taken, and as of which edit. */
function versionsOf(items: readonly WorkItem[]): string {
  return items.map(({ trackingId, version }) => `${trackingId}@${version}`).join()
}
