import { AppError } from '../errors/app-error.ts'
import { type IfMatch, stale } from '../input/if-match.ts'
import { enqueueSync } from '../sync/queue/enqueue.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { NO_SUCH_CUSTOMER } from './customer-problems.ts'

/**
 * Deletes a customer with its trackings, under one deletion id, and queues the removal of what is deployed of them.
 * While the connection is lost, these jobs wait for it.
 * @param db sees deleted rows: the jobs are for rows that are hidden by then
 * @throws AppError `not_found`, `precondition_failed`
 */
export async function deleteCustomer(db: TenantDb, customerId: string, ifMatch: IfMatch): Promise<void> {
  const [deleted] = await db.$queryRaw<{ deployed: string[] | null }[]>`
    select deployed from app.soft_delete_customer_at(${customerId}::uuid, ${ifMatch ?? null}::integer[])`
  if (!deleted) throw AppError.of(NO_SUCH_CUSTOMER)
  if (!deleted.deployed) throw stale('customer')
  const jobs = deleted.deployed.map((trackingId) => ({ trackingId, action: 'DELETE' as const }))
  // Without jobs of its own too: trackings deleted before, while the customer was paused, may still wait.
  enqueueSync(customerId, jobs)
}
