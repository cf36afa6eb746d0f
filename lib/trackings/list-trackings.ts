import { boundsAfter, type Position } from '../db/keyset.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import type { TrackingFilter } from './tracking-input.ts'
import { TRACKING_FIELDS, type TrackingView, trackingView } from './tracking-view.ts'

type Listing = TrackingFilter & { after: Position<Date> | undefined; take: number }

/** Trackings, the newest first. */
export async function listTrackings(
  db: TenantDb,
  { customerId, syncStatus, type, after, take }: Listing,
): Promise<TrackingView[]> {
  const bounds = after && boundsAfter('desc', after)
  const rows = await db.tracking.findMany({
    where: {
      ...(customerId && { customerId }),
      ...(syncStatus && { syncStatus }),
      ...(type && { type }),
      ...(bounds && { createdAt: bounds.within, OR: [{ createdAt: bounds.past }, { id: bounds.pastId }] }),
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take,
    select: TRACKING_FIELDS,
  })
  return rows.map(trackingView)
}
