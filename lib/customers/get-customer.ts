import { notFound } from '../errors/app-error.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { CUSTOMER_FIELDS, type CustomerView, customerView } from './customer-view.ts'

/** @throws AppError `not_found` */
export async function getCustomer(db: TenantDb, customerId: string): Promise<CustomerView> {
  const customer = await db.customer.findUnique({ where: { id: customerId }, select: CUSTOMER_FIELDS })
  if (!customer) throw notFound('customer')
  return customerView(customer)
}
