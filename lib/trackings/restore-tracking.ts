import { AppError, notFound, requireVersion } from '../errors/app-error.ts'
import { enqueueSync, type NewJob } from '../sync/queue/enqueue.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { getTracking } from './get-tracking.ts'
import type { TrackingView } from './tracking-view.ts'

type Restored = { customerId: string } & (
  | { outcome: 'RESTORED'; wishes: NewJob[] }
  | { outcome: 'LIVE' | 'CUSTOMER_DELETED' }
  | { outcome: 'NAME_TAKEN'; blockerId: string }
)

/**
 * Undoes the deletion of a tracking: it is as it was, and the next run brings it about at Google again, whether the
 * deletion had got there or not. One that is live already is answered as it is, so a repeated restore does no harm.
 * @param versions the only ones to restore, where the caller names some
 * @throws AppError `not_found`, also where it is purged; `precondition_failed`; `conflict` where its customer is deleted, or its name was
 *   taken meanwhile
 */
export async function restoreTracking(
  db: TenantDb,
  trackingId: string,
  versions?: readonly number[],
): Promise<TrackingView> {
  const [restored] = await db.$queryRaw<Restored[]>`
    select outcome, customer_id as "customerId", wishes, blocker_id as "blockerId"
    from app.restore_tracking(${trackingId}::uuid)`
  if (!restored) throw notFound('tracking')
  switch (restored.outcome) {
    case 'RESTORED': {
      await enqueueSync(db, restored.customerId, restored.wishes)
      const tracking = await getTracking(db, trackingId)
      // The restore itself has added one.
      requireVersion('tracking', tracking.version - 1, versions)
      return tracking
    }
    case 'LIVE':
      return getTracking(db, trackingId)
    case 'CUSTOMER_DELETED':
      throw new AppError(
        'conflict',
        'The customer of this tracking is deleted. First an ADMIN restores it with ' +
          `POST /api/v1/customers/${restored.customerId}/restore.`,
      )
    case 'NAME_TAKEN':
      throw nameTaken(restored.blockerId)
    default:
      return restored satisfies never
  }
}

function nameTaken(blockerId: string): AppError {
  const reason = `tracking ${blockerId} of this customer has this name now; rename or delete it, then restore`
  return new AppError('conflict', `tracking.name: ${reason}`, {
    invalidParams: [{ name: 'tracking.name', reason }],
  })
}
