import { boundsAfter, type Position } from '../db/keyset.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import type { TrackingFilter } from './tracking-input.ts'
import { TRACKING_FIELDS, type TrackingView, trackingView } from './tracking-view.ts'

type Listing = TrackingFilter & { after: Position<Date> | undefined; take: number }

/**
 * Trackings, the newest first. Deleted ones come without those whose customer is deleted, which come back with it.
 * Wants a transaction that sees deleted rows for these.
 */
export async function listTrackings(
  db: TenantDb,
  { customerId, syncStatus, type, deleted, after, take }: Listing,
): Promise<TrackingView[]> {
  const bounds = after && boundsAfter('desc', after)
  const rows = await db.tracking.findMany({
    where: {
      ...(customerId && { customerId }),
      ...(syncStatus && { syncStatus }),
      ...(type && { type }),
      ...(deleted && { deletedAt: { not: null }, customer: { deletedAt: null } }),
      ...(bounds && { createdAt: bounds.within, OR: [{ createdAt: bounds.past }, { id: bounds.pastId }] }),
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take,
    select: TRACKING_FIELDS,
  })
  return rows.map(trackingView)
}
