import { AppError } from '../errors/app-error.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { NO_SUCH_CUSTOMER } from './customer-problems.ts'
import { CUSTOMER_FIELDS, type Customer, customerView } from './customer-view.ts'

/** @throws AppError `not_found` */
export async function getCustomer(db: TenantDb, customerId: string): Promise<Customer> {
  const customer = await db.customer.findUnique({ where: { id: customerId }, select: CUSTOMER_FIELDS })
  if (!customer) throw AppError.of(NO_SUCH_CUSTOMER)
  return customerView(customer)
}
