import { notFound } from '../errors.ts'
import { enqueueSync } from '../sync/enqueue.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'

/**
 * Deletes a tracking: it is hidden at once, and what stands of it at Google is taken down by the next run. One that
 * never reached a run needs no call to Google; its waiting job is cancelled.
 * @throws AppError `not_found`
 */
export async function deleteTracking(db: TenantDb, trackingId: string): Promise<void> {
  const [deleted] = await db.$queryRaw<{ customerId: string; atGoogle: boolean }[]>`
    select customer_id as "customerId", at_google as "atGoogle"
    from app.soft_delete_tracking(${trackingId}::uuid)`
  if (!deleted) throw notFound('tracking')
  if (deleted.atGoogle) await enqueueSync(db, deleted.customerId, [{ trackingId, action: 'DELETE' }])
}
