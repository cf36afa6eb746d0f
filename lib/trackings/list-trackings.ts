import { isSelective } from '../paging/is-selective.ts'
import { BY_CREATED_AT, BY_NAME, listPage } from '../paging/list-page.ts'
import type { Page, PageQuery } from '../paging/page.ts'
import { planForValues } from '../tenant/plan-for-values.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import type { TrackingFilter } from './tracking-input.ts'
import { TRACKING_FIELDS, type Tracking, trackingView } from './tracking-view.ts'

/** Trackings by age or, as the database's collation sorts them, by name. Deleted ones need a transaction that sees them. */
export function listTrackings(
  db: TenantDb,
  { organizationId }: { organizationId: string },
  query: TrackingFilter & PageQuery,
): Promise<Page<Tracking>> {
  const { customerId, syncStatus, type, deploymentState, evidenceState, deleted, sort, order } = query
  if (isSelective(query)) planForValues()
  return listPage({
    list: 'trackings.list',
    organizationId,
    query,
    sort: sort === 'name' ? BY_NAME : BY_CREATED_AT,
    order,
    async read({ where, orderBy, take }) {
      const rows = await db.tracking.findMany({
        where: {
          ...(customerId && { customerId }),
          ...(syncStatus && { syncStatus }),
          ...(type && { type }),
          ...(deploymentState && { deploymentState }),
          ...(evidenceState && { evidenceState }),
          // Without those whose customer is deleted, which come back with it.
          ...(deleted && { deletedAt: { not: null }, customer: { deletedAt: null } }),
          ...where,
        },
        orderBy,
        take,
        select: TRACKING_FIELDS,
      })
      return rows.map(trackingView)
    },
  })
}
