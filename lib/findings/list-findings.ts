import { isSelective } from '../paging/is-selective.ts'
import { listPage } from '../paging/list-page.ts'
import type { Page, PageQuery } from '../paging/page.ts'
import { planForValues } from '../tenant/plan-for-values.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import type { FindingFilter } from './finding-input.ts'
import { FINDING_FIELDS, type Finding, findingView } from './finding-view.ts'

const BY_OPENED_AT = { column: 'openedAt', kind: 'time' } as const

/** Findings by the time they were opened. */
export function listFindings(
  db: TenantDb,
  { organizationId }: { organizationId: string },
  query: FindingFilter & PageQuery,
): Promise<Page<Finding>> {
  const { customerId, trackingId, code, severity, status, order } = query
  if (isSelective(query)) planForValues()
  return listPage({
    list: 'findings.list',
    organizationId,
    query,
    sort: BY_OPENED_AT,
    order,
    async read({ where, orderBy, take }) {
      const rows = await db.finding.findMany({
        where: {
          ...(customerId && { customerId }),
          ...(trackingId && { trackingId }),
          ...(code && { code }),
          ...(severity && { severity }),
          ...(status !== 'all' && { status }),
          ...where,
        },
        orderBy,
        take,
        select: FINDING_FIELDS,
      })
      return rows.map(findingView)
    },
  })
}
