import { notFound } from '../errors/app-error.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { TRACKING_FIELDS, type TrackingView, trackingView } from './tracking-view.ts'

/** @throws AppError `not_found` */
export async function getTracking(db: TenantDb, trackingId: string): Promise<TrackingView> {
  const tracking = await db.tracking.findUnique({ where: { id: trackingId }, select: TRACKING_FIELDS })
  if (!tracking) throw notFound('tracking')
  return trackingView(tracking)
}
