import type { TenantDb } from '../tenant/with-tenant.ts'
import type { CreateCustomer } from './customer-input.ts'
import { CUSTOMER_COLUMNS, type Customer, customerView } from './customer-view.ts'

/** Creates a customer. Its connection to Google comes later, so it starts as `NOT_CONNECTED`. */
export async function createCustomer(db: TenantDb, input: CreateCustomer): Promise<Customer> {
  const customer = await db.customer.create({ data: input, select: CUSTOMER_COLUMNS })
  return customerView({ ...customer, googleConnection: null })
}
