import { boundsAfter, type Order, type Position } from '../db/keyset.ts'
import type { CustomerStatus } from '../model/customer-status.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { CUSTOMER_FIELDS, type CustomerView, customerView } from './customer-view.ts'

type Listing<Value extends Date | string> = {
  status?: CustomerStatus
  /** The deleted ones; wants a transaction that sees deleted rows. */
  deleted: boolean
  order: Order
  after: Position<Value> | undefined
  take: number
}

/** Customers by the time they were taken on. */
export async function listCustomersByAge(
  db: TenantDb,
  { status, deleted, order, after, take }: Listing<Date>,
): Promise<CustomerView[]> {
  const bounds = after && boundsAfter(order, after)
  const rows = await db.customer.findMany({
    where: {
      ...(status && { status }),
      ...(deleted && { deletedAt: { not: null } }),
      ...(bounds && { createdAt: bounds.within, OR: [{ createdAt: bounds.past }, { id: bounds.pastId }] }),
    },
    orderBy: [{ createdAt: order }, { id: order }],
    take,
    select: CUSTOMER_FIELDS,
  })
  return rows.map(customerView)
}

/** Customers by name, as the database's collation sorts them. */
export async function listCustomersByName(
  db: TenantDb,
  { status, deleted, order, after, take }: Listing<string>,
): Promise<CustomerView[]> {
  const bounds = after && boundsAfter(order, after)
  const rows = await db.customer.findMany({
    where: {
      ...(status && { status }),
      ...(deleted && { deletedAt: { not: null } }),
      ...(bounds && { name: bounds.within, OR: [{ name: bounds.past }, { id: bounds.pastId }] }),
    },
    orderBy: [{ name: order }, { id: order }],
    take,
    select: CUSTOMER_FIELDS,
  })
  return rows.map(customerView)
}
