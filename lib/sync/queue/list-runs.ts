import { z } from 'zod'
import { boundsAfter, ORDERS, type Position } from '../../db/keyset.ts'
import { SYNC_RUN_KINDS } from '../../model/sync-run-kind.ts'
import { SYNC_RUN_STATUSES } from '../../model/sync-run-status.ts'
import type { TenantDb } from '../../tenant/with-tenant.ts'
import { RUN_FIELDS, type SyncRunView, syncRunView } from './run-view.ts'

export const SyncRunFilter = z.strictObject({
  customerId: z.uuid().exactOptional(),
  status: z.enum(SYNC_RUN_STATUSES).exactOptional(),
  kind: z.enum(SYNC_RUN_KINDS).exactOptional(),
  order: z.enum(ORDERS).default('desc'),
})
export type SyncRunFilter = z.infer<typeof SyncRunFilter>

type Listing = SyncRunFilter & { after: Position<Date> | undefined; take: number }

/** Runs by the time they were asked for. */
export async function listRuns(
  db: TenantDb,
  { customerId, status, kind, order, after, take }: Listing,
): Promise<SyncRunView[]> {
  const bounds = after && boundsAfter(order, after)
  const rows = await db.syncRun.findMany({
    where: {
      ...(customerId && { customerId }),
      ...(status && { status }),
      ...(kind && { kind }),
      ...(bounds && { createdAt: bounds.within, OR: [{ createdAt: bounds.past }, { id: bounds.pastId }] }),
    },
    orderBy: [{ createdAt: order }, { id: order }],
    take,
    select: RUN_FIELDS,
  })
  return rows.map(syncRunView)
}
