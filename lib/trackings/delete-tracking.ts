import { notFound, stale } from '../errors/app-error.ts'
import { enqueueSync } from '../sync/queue/enqueue.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'

/**
 * Deletes a tracking: it is hidden at once, and what stands of it at Google is taken down by the next run. One that
 * never reached a run needs no call to Google; its waiting job is cancelled.
 * @param versions the only ones to delete, where the caller names some
 * @throws AppError `not_found`, `precondition_failed`
 */
export async function deleteTracking(
  db: TenantDb,
  trackingId: string,
  versions?: readonly number[],
): Promise<void> {
  const [deleted] = await db.$queryRaw<{ customerId: string | null; deployed: boolean }[]>`
    select customer_id as "customerId", deployed as "deployed"
    from app.soft_delete_tracking_at(${trackingId}::uuid, ${versions ?? null}::integer[])`
  if (!deleted) throw notFound('tracking')
  if (deleted.customerId === null) throw stale('tracking')
  if (deleted.deployed) await enqueueSync(db, deleted.customerId, [{ trackingId, action: 'DELETE' }])
}
