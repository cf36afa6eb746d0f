import { BY_CREATED_AT, BY_NAME, listPage } from '../paging/list-page.ts'
import type { Page, PageQuery } from '../paging/page.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import type { CustomerFilter } from './customer-input.ts'
import { CUSTOMER_FIELDS, type Customer, customerView } from './customer-view.ts'
import { searchCustomers } from './search-customers.ts'

/** Customers by age or, as the database's collation sorts them, by name. Deleted ones need a transaction that sees them. */
export function listCustomers(
  db: TenantDb,
  { organizationId }: { organizationId: string },
  query: CustomerFilter & PageQuery,
): Promise<Page<Customer>> {
  const { q, status, deleted, sort, order } = query
  return listPage({
    list: 'customers.list',
    organizationId,
    query,
    sort: sort === 'name' ? BY_NAME : BY_CREATED_AT,
    order,
    async read({ where, orderBy, take, after }) {
      if (q !== undefined) return searchCustomers(db, { ...query, q, after, take })
      const rows = await db.customer.findMany({
        where: { ...(status && { status }), ...(deleted && { deletedAt: { not: null } }), ...where },
        orderBy,
        take,
        select: CUSTOMER_FIELDS,
      })
      return rows.map(customerView)
    },
  })
}
