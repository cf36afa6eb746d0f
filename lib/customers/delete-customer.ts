import { notFound, stale } from '../errors/app-error.ts'
import { enqueueSync } from '../sync/queue/enqueue.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { withTenant } from '../tenant/with-tenant.ts'

/**
 * Deletes a customer with its trackings, under one deletion id, and wishes what stands of them at Google taken down.
 * While the connection is lost, these wishes wait for it.
 * @param versions the only ones to delete, where the caller names some
 * @throws AppError `not_found`, `precondition_failed`
 */
export async function deleteCustomer(
  tenant: Tenant,
  customerId: string,
  versions?: readonly number[],
): Promise<void> {
  // The wishes are for rows that are hidden by then.
  await withTenant(tenant, { deleted: 'include' }, async (db) => {
    const [deleted] = await db.$queryRaw<{ standing: string[] | null }[]>`
      select standing from app.soft_delete_customer_at(${customerId}::uuid, ${versions ?? null}::integer[])`
    if (!deleted) throw notFound('customer')
    if (!deleted.standing) throw stale('customer')
    const jobs = deleted.standing.map((trackingId) => ({ trackingId, action: 'DELETE' as const }))
    // Without jobs of its own too: trackings deleted before, while the customer was paused, may still wait.
    await enqueueSync(db, customerId, jobs)
  })
}
