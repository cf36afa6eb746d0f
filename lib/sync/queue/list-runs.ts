import { z } from 'zod'
import { Id } from '../../input/id.ts'
import { SYNC_RUN_KINDS } from '../../model/sync-run-kind.ts'
import { SYNC_RUN_STATUSES } from '../../model/sync-run-status.ts'
import { isSelective } from '../../paging/is-selective.ts'
import { BY_CREATED_AT, listPage, ORDERS } from '../../paging/list-page.ts'
import type { Page, PageQuery } from '../../paging/page.ts'
import { planForValues } from '../../tenant/plan-for-values.ts'
import type { TenantDb } from '../../tenant/with-tenant.ts'
import { RUN_FIELDS, type SyncRun } from './run-view.ts'

export const SyncRunFilter = z.strictObject({
  customerId: Id.exactOptional(),
  status: z.enum(SYNC_RUN_STATUSES).exactOptional(),
  kind: z.enum(SYNC_RUN_KINDS).exactOptional(),
  order: z.enum(ORDERS).default('desc'),
})
export type SyncRunFilter = z.infer<typeof SyncRunFilter>

/** Runs by the time they were requested. */
export function listRuns(
  db: TenantDb,
  { organizationId }: { organizationId: string },
  query: SyncRunFilter & PageQuery,
): Promise<Page<SyncRun>> {
  const { customerId, status, kind, order } = query
  if (isSelective(query)) planForValues()
  return listPage({
    list: 'syncRuns.list',
    organizationId,
    query,
    sort: BY_CREATED_AT,
    order,
    read: ({ where, orderBy, take }) =>
      db.syncRun.findMany({
        where: {
          ...(customerId && { customerId }),
          ...(status && { status }),
          ...(kind && { kind }),
          // A look of the watch has a row only while it is at work.
          background: false,
          ...where,
        },
        orderBy,
        take,
        select: RUN_FIELDS,
      }),
  })
}
