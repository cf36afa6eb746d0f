import { boundsAfter, type Order, type Position } from '../db/keyset.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import type { TrackingFilter } from './tracking-input.ts'
import { TRACKING_FIELDS, type TrackingView, trackingView } from './tracking-view.ts'

type Filter = Pick<TrackingFilter, 'customerId' | 'syncStatus' | 'type' | 'deleted'>

/** The deleted ones want a transaction that sees deleted rows. */
type Listing<Value extends Date | string> = Filter & {
  order: Order
  after: Position<Value> | undefined
  take: number
}

/** Trackings by the time they were created. */
export async function listTrackingsByAge(
  db: TenantDb,
  { order, after, take, ...filter }: Listing<Date>,
): Promise<TrackingView[]> {
  const bounds = after && boundsAfter(order, after)
  const rows = await db.tracking.findMany({
    where: {
      ...conditions(filter),
      ...(bounds && { createdAt: bounds.within, OR: [{ createdAt: bounds.past }, { id: bounds.pastId }] }),
    },
    orderBy: [{ createdAt: order }, { id: order }],
    take,
    select: TRACKING_FIELDS,
  })
  return rows.map(trackingView)
}

/** Trackings by name, as the database's collation sorts them. */
export async function listTrackingsByName(
  db: TenantDb,
  { order, after, take, ...filter }: Listing<string>,
): Promise<TrackingView[]> {
  const bounds = after && boundsAfter(order, after)
  const rows = await db.tracking.findMany({
    where: {
      ...conditions(filter),
      ...(bounds && { name: bounds.within, OR: [{ name: bounds.past }, { id: bounds.pastId }] }),
    },
    orderBy: [{ name: order }, { id: order }],
    take,
    select: TRACKING_FIELDS,
  })
  return rows.map(trackingView)
}

/** Deleted ones come without those whose customer is deleted, which come back with it. */
function conditions({ customerId, syncStatus, type, deleted }: Filter) {
  return {
    ...(customerId && { customerId }),
    ...(syncStatus && { syncStatus }),
    ...(type && { type }),
    ...(deleted && { deletedAt: { not: null }, customer: { deletedAt: null } }),
  }
}
