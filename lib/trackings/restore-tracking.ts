import { AppError } from '../errors/app-error.ts'
import { type IfMatch, requireMatch } from '../input/if-match.ts'
import { enqueueSync, type NewJob } from '../sync/queue/enqueue.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { getTracking } from './get-tracking.ts'
import {
  CUSTOMER_DELETED,
  NO_SUCH_TRACKING,
  RESTORED_MOVED,
  RESTORED_NAME_IN_USE,
} from './tracking-problems.ts'
import type { Tracking } from './tracking-view.ts'

type Restored = { customerId: string } & (
  | { outcome: 'RESTORED'; jobs: NewJob[] }
  | { outcome: 'LIVE' | 'CUSTOMER_DELETED' }
  | { outcome: 'NAME_TAKEN' | 'MOVED'; blockerId: string }
)

/**
 * Undoes the deletion of a tracking: it is as it was, and the next run re-creates it at Google, whether the deletion
 * had got there or not. One that is live already is returned as it is, so a repeated restore does no harm.
 * @throws AppError `not_found`, also where it is purged; `precondition_failed`; `conflict` where its customer is deleted, its name was
 *   taken meanwhile, or it goes on at another customer
 */
export async function restoreTracking(db: TenantDb, trackingId: string, ifMatch: IfMatch): Promise<Tracking> {
  const [restored] = await db.$queryRaw<Restored[]>`
    select outcome, customer_id as "customerId", jobs, blocker_id as "blockerId"
    from app.restore_tracking(${trackingId}::uuid)`
  if (!restored) throw AppError.of(NO_SUCH_TRACKING)
  switch (restored.outcome) {
    case 'RESTORED': {
      enqueueSync(restored.customerId, restored.jobs)
      const tracking = await getTracking(db, trackingId)
      // The restore itself has added one; a mismatch rolls it back.
      requireMatch('tracking', tracking.version - 1, ifMatch)
      return tracking
    }
    case 'LIVE':
      return getTracking(db, trackingId)
    case 'CUSTOMER_DELETED':
      throw AppError.of(CUSTOMER_DELETED, { customerId: restored.customerId })
    case 'NAME_TAKEN':
      throw AppError.of(RESTORED_NAME_IN_USE, { trackingId: restored.blockerId })
    case 'MOVED':
      throw AppError.of(RESTORED_MOVED, { trackingId: restored.blockerId })
    default:
      return restored satisfies never
  }
}
