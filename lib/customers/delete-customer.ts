import { notFound } from '../errors.ts'
import { enqueueSync } from '../sync/enqueue.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { withTenant } from '../tenant/with-tenant.ts'

/**
 * Deletes a customer with its trackings, under one deletion id, and wishes what stands of them at Google taken down.
 * While the connection is lost, these wishes wait for it.
 * @throws AppError `not_found`
 */
export async function deleteCustomer(tenant: Tenant, customerId: string): Promise<void> {
  // The wishes are for rows that are hidden by then.
  await withTenant(tenant, { deleted: 'include' }, async (db) => {
    const [deleted] = await db.$queryRaw<{ standing: string[] | null }[]>`
      select app.soft_delete_customer(${customerId}::uuid) as standing`
    if (!deleted?.standing) throw notFound('customer')
    const jobs = deleted.standing.map((trackingId) => ({ trackingId, action: 'DELETE' as const }))
    // Without jobs of its own too: trackings deleted before, while the customer was paused, may still wait.
    await enqueueSync(db, customerId, jobs)
  })
}
