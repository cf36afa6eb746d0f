import { boundsAfter, type Position } from '../db/keyset.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { RUN_FIELDS, type SyncRunView, syncRunView } from './run-view.ts'

type Listing = { customerId?: string; after: Position<Date> | undefined; take: number }

/** Runs, the newest first. */
export async function listRuns(db: TenantDb, { customerId, after, take }: Listing): Promise<SyncRunView[]> {
  const bounds = after && boundsAfter('desc', after)
  const rows = await db.syncRun.findMany({
    where: {
      ...(customerId && { customerId }),
      ...(bounds && { createdAt: bounds.within, OR: [{ createdAt: bounds.past }, { id: bounds.pastId }] }),
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take,
    select: RUN_FIELDS,
  })
  return rows.map(syncRunView)
}
