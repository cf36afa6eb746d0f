import { AppError } from '../errors/app-error.ts'
import { type IfMatch, stale } from '../input/if-match.ts'
import { enqueueSync } from '../sync/queue/enqueue.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { NO_SUCH_TRACKING } from './tracking-problems.ts'

/**
 * Deletes a tracking: it is hidden at once, and what is deployed of it is removed by the next run. One that
 * never reached a run needs no call to Google; its waiting job is cancelled.
 * @throws AppError `not_found`, `precondition_failed`
 */
export async function deleteTracking(db: TenantDb, trackingId: string, ifMatch: IfMatch): Promise<void> {
  const [deleted] = await db.$queryRaw<{ customerId: string | null; deployed: boolean }[]>`
    select customer_id as "customerId", deployed as "deployed"
    from app.soft_delete_tracking_at(${trackingId}::uuid, ${ifMatch ?? null}::integer[])`
  if (!deleted) throw AppError.of(NO_SUCH_TRACKING)
  if (deleted.customerId === null) throw stale('tracking')
  if (deleted.deployed) enqueueSync(deleted.customerId, [{ trackingId, action: 'DELETE' }])
}
