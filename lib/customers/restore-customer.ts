import { AppError } from '../errors/app-error.ts'
import { type IfMatch, requireMatch } from '../input/if-match.ts'
import { enqueueSync, type NewJob } from '../sync/queue/enqueue.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { NO_SUCH_CUSTOMER, RESTORED_CONTAINER_IN_USE, RESTORED_TRACKING_MOVED } from './customer-problems.ts'
import type { Customer } from './customer-view.ts'
import { getCustomer } from './get-customer.ts'

type Restored =
  | { outcome: 'RESTORED'; jobs: NewJob[] }
  | { outcome: 'LIVE' }
  | { outcome: 'CONTAINER_TAKEN'; container: string; blockerId: string }
  | { outcome: 'TRACKING_MOVED'; blockerId: string }

/**
 * Undoes the deletion of a customer, with exactly the trackings that went along; those deleted before stay deleted.
 * They are re-created at Google as soon as the login can be used: the status says whether it can now. A customer that
 * is live already is returned as it is, so a repeated restore does no harm.
 * @throws AppError `not_found`, also where it is purged; `precondition_failed`; `conflict` where its container was taken
 *   meanwhile, or one of its trackings goes on at another customer
 */
export async function restoreCustomer(db: TenantDb, customerId: string, ifMatch: IfMatch): Promise<Customer> {
  const [restored] = await db.$queryRaw<Restored[]>`
    select outcome, jobs, container, blocker_id as "blockerId" from app.restore_customer(${customerId}::uuid)`
  if (!restored) throw AppError.of(NO_SUCH_CUSTOMER)
  switch (restored.outcome) {
    case 'RESTORED': {
      enqueueSync(customerId, restored.jobs)
      const customer = await getCustomer(db, customerId)
      // The restore itself has added one; a mismatch rolls it back.
      requireMatch('customer', customer.version - 1, ifMatch)
      return customer
    }
    case 'LIVE':
      return getCustomer(db, customerId)
    case 'CONTAINER_TAKEN':
      throw AppError.of(RESTORED_CONTAINER_IN_USE, {
        customerId: restored.blockerId,
        googleContainerId: restored.container,
      })
    case 'TRACKING_MOVED':
      throw AppError.of(RESTORED_TRACKING_MOVED, { trackingId: restored.blockerId })
    default:
      return restored satisfies never
  }
}
