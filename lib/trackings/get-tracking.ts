import { AppError } from '../errors/app-error.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { NO_SUCH_TRACKING } from './tracking-problems.ts'
import { TRACKING_FIELDS, type Tracking, trackingView } from './tracking-view.ts'

/** @throws AppError `not_found` */
export async function getTracking(db: TenantDb, trackingId: string): Promise<Tracking> {
  const tracking = await db.tracking.findUnique({ where: { id: trackingId }, select: TRACKING_FIELDS })
  if (!tracking) throw AppError.of(NO_SUCH_TRACKING)
  return trackingView(tracking)
}
