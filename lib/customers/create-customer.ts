import { holdLogin } from '../connections/hold-login.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import type { CreateCustomer } from './customer-input.ts'
import { type Customer, customerView, NEW_CUSTOMER_FIELDS } from './customer-view.ts'

/**
 * Creates a customer, with a Google login that is there or, for its connection to come later, without. No container is
 * chosen yet, so it starts as `SETUP_INCOMPLETE` or `NOT_CONNECTED`.
 * @throws AppError `not_found`, `conflict` where the login is not there, or lost
 */
export async function createCustomer(db: TenantDb, input: CreateCustomer): Promise<Customer> {
  const { googleAccountId } = input
  const googleConnection = googleAccountId === undefined ? null : await holdLogin(db, googleAccountId)
  const access = googleConnection && { googleAccess: 'GRANTED' }
  const customer = await db.customer.create({ data: { ...input, ...access }, select: NEW_CUSTOMER_FIELDS })
  return customerView({ ...customer, googleConnection })
}
