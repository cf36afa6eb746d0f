import { holdLogin } from '../connections/hold-login.ts'
import { AppError } from '../errors/app-error.ts'
import { type IfMatch, requireMatch, unmatched } from '../input/if-match.ts'
import { enqueueSync } from '../sync/queue/enqueue.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import type { AssignConnection } from './customer-input.ts'
import { CUSTOMER_CHANGED, NO_SUCH_CUSTOMER } from './customer-problems.ts'
import { CUSTOMER_COLUMNS, CUSTOMER_FIELDS, type Customer, customerView } from './customer-view.ts'

/**
 * Gives a customer a Google login that the organization has already, without a consent. As after one, the customer
 * keeps container, Google Ads account and all that is synced: whether this login reaches them, the next run finds, and
 * a customer that had lost its login gets that run now. The login that it has already changes nothing.
 * @throws AppError `not_found`, `precondition_failed`; `conflict` where the login is lost
 */
export async function assignConnection(
  db: TenantDb,
  customerId: string,
  { googleAccountId }: AssignConnection,
  ifMatch: IfMatch,
): Promise<Customer> {
  const current = await db.customer.findUnique({ where: { id: customerId }, select: CUSTOMER_FIELDS })
  if (!current) throw AppError.of(NO_SUCH_CUSTOMER)
  requireMatch('customer', current.version, ifMatch)
  const googleConnection = await holdLogin(db, googleAccountId)
  if (current.googleAccountId === googleAccountId) return customerView({ ...current, googleConnection })

  const [written] = await db.customer.updateManyAndReturn({
    where: { id: customerId, version: current.version },
    data: { googleAccountId, googleAccess: 'GRANTED', version: current.version + 1 },
    select: CUSTOMER_COLUMNS,
  })
  if (!written) throw unmatched('customer', ifMatch, AppError.of(CUSTOMER_CHANGED))
  if (written.status === 'READY' && current.status !== 'READY') enqueueSync(customerId, [])
  return customerView({ ...current, ...written, googleConnection })
}
