import { DEPLOYMENT_STATES } from '../model/deployment-state.ts'
import { EVIDENCE_STATES } from '../model/evidence-state.ts'
import { isSelective } from '../paging/is-selective.ts'
import { listPage } from '../paging/list-page.ts'
import type { Page, PageQuery } from '../paging/page.ts'
import { planForValues } from '../tenant/plan-for-values.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import type { CustomerFilter } from './customer-input.ts'
import { CUSTOMER_SORTS } from './customer-sorts.ts'
import { CUSTOMER_FIELDS, type Customer, customerView } from './customer-view.ts'
import { searchCustomers } from './search-customers.ts'

/**
 * Customers by age, by name as the database's collation sorts them, or by how much they need. Deleted ones need a
 * transaction that sees them.
 */
export function listCustomers(
  db: TenantDb,
  { organizationId }: { organizationId: string },
  query: CustomerFilter & PageQuery,
): Promise<Page<Customer>> {
  const { q, status, deploymentWorst, evidenceWorst, hasFindings, deleted, sort, order } = query
  if (isSelective(query)) planForValues()
  return listPage({
    list: 'customers.list',
    organizationId,
    query,
    sort: CUSTOMER_SORTS[sort].sort,
    order,
    async read({ where, orderBy, take, after }) {
      if (q !== undefined) return searchCustomers(db, { ...query, q, after, take })
      const rows = await db.customer.findMany({
        where: {
          ...(status && { status }),
          // The two may meet the condition of a cursor on the same column.
          AND: [
            ...(deploymentWorst ? [{ deploymentRank: DEPLOYMENT_STATES.indexOf(deploymentWorst) }] : []),
            ...(evidenceWorst ? [{ evidenceRank: EVIDENCE_STATES.indexOf(evidenceWorst) }] : []),
            ...(hasFindings === undefined ? [] : [{ openFindings: hasFindings ? { gt: 0 } : 0 }]),
          ],
          ...(deleted && { deletedAt: { not: null } }),
          ...where,
        },
        orderBy,
        take,
        select: CUSTOMER_FIELDS,
      })
      return rows.map(customerView)
    },
  })
}
