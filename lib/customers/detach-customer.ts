import { AppError } from '../errors/app-error.ts'
import { type IfMatch, stale } from '../input/if-match.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import type { DetachCustomer } from './customer-input.ts'
import { NO_SUCH_CUSTOMER, SYNC_UNDER_WAY } from './customer-problems.ts'
import type { Customer } from './customer-view.ts'
import { getCustomer } from './get-customer.ts'

type Detached = { outcome: 'DONE' | 'UNCHANGED' | 'STALE' | 'BUSY' }

/**
 * Lets go of the customer's container, its Google Ads account or both, on record. What is deployed there stays there;
 * waiting runs are cancelled, nothing is removed from the container any more, and every live tracking waits to be made
 * where the customer goes next. Where there is nothing to let go of, the customer is returned as it is.
 * @throws AppError `not_found`, `precondition_failed`; `conflict` while a run is at work
 */
export async function detachCustomer(
  db: TenantDb,
  customerId: string,
  { what, reason }: DetachCustomer,
  ifMatch: IfMatch,
): Promise<Customer> {
  const [detached] = await db.$queryRaw<Detached[]>`
    select outcome from app.detach_customer(${customerId}::uuid, ${what !== 'googleAdsAccount'},
      ${what !== 'container'}, ${reason ?? null}, ${ifMatch ?? null}::integer[])`
  if (!detached) throw AppError.of(NO_SUCH_CUSTOMER)
  switch (detached.outcome) {
    case 'DONE':
    case 'UNCHANGED':
      return getCustomer(db, customerId)
    case 'STALE':
      throw stale('customer')
    case 'BUSY':
      throw AppError.of(SYNC_UNDER_WAY)
    default:
      return detached.outcome satisfies never
  }
}
