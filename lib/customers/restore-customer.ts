import { AppError, notFound, requireVersion } from '../errors/app-error.ts'
import { enqueueSync, type NewJob } from '../sync/queue/enqueue.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import type { CustomerView } from './customer-view.ts'
import { getCustomer } from './get-customer.ts'

type Restored =
  | { outcome: 'RESTORED'; wishes: NewJob[] }
  | { outcome: 'LIVE' }
  | { outcome: 'CONTAINER_TAKEN'; container: string; blockerId: string }

/**
 * Undoes the deletion of a customer, with exactly the trackings that went along; those deleted before stay deleted.
 * They are brought about at Google again, as soon as the login can be used: the status says whether it can now. A
 * customer that is live already is answered as it is, so a repeated restore does no harm.
 * @param versions the only ones to restore, where the caller names some
 * @throws AppError `not_found`, also where it is purged; `precondition_failed`; `conflict` where its container was taken meanwhile
 */
export async function restoreCustomer(
  db: TenantDb,
  customerId: string,
  versions?: readonly number[],
): Promise<CustomerView> {
  const [restored] = await db.$queryRaw<Restored[]>`
    select outcome, wishes, container, blocker_id as "blockerId" from app.restore_customer(${customerId}::uuid)`
  if (!restored) throw notFound('customer')
  switch (restored.outcome) {
    case 'RESTORED': {
      await enqueueSync(db, customerId, restored.wishes)
      const customer = await getCustomer(db, customerId)
      // The restore itself has added one.
      requireVersion('customer', customer.version - 1, versions)
      return customer
    }
    case 'LIVE':
      return getCustomer(db, customerId)
    case 'CONTAINER_TAKEN':
      throw containerTaken(restored)
    default:
      return restored satisfies never
  }
}

function containerTaken({ container, blockerId }: { container: string; blockerId: string }): AppError {
  const reason = `customer ${blockerId} uses ${container} now; delete it or choose another container for it, then restore`
  return new AppError('conflict', `customer.googleContainerId: ${reason}`, {
    invalidParams: [{ name: 'customer.googleContainerId', reason }],
  })
}
