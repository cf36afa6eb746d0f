import { AppError } from '../errors/app-error.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { NO_SUCH_CUSTOMER } from './customer-problems.ts'
import { CUSTOMER_FIELDS, type Customer, customerView } from './customer-view.ts'

/**
 * Several customers, in the order of the ids.
 * @throws AppError `not_found` unless all are there
 */
export async function getCustomers(db: TenantDb, ids: readonly string[]): Promise<Customer[]> {
  const rows = await db.customer.findMany({ where: { id: { in: [...ids] } }, select: CUSTOMER_FIELDS })
  const byId = new Map(rows.map((row) => [row.id, customerView(row)]))
  return ids.map((id) => {
    const customer = byId.get(id)
    if (!customer) throw AppError.of(NO_SUCH_CUSTOMER)
    return customer
  })
}
