import { AppError } from '../errors/app-error.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { NO_SUCH_TRACKING } from './tracking-problems.ts'
import {
  TRACKING_WITH_FINDINGS,
  type TrackingWithFindings,
  trackingWithFindingsView,
} from './tracking-view.ts'

/** @throws AppError `not_found` */
export async function getTrackingWithFindings(
  db: TenantDb,
  trackingId: string,
): Promise<TrackingWithFindings> {
  const tracking = await db.tracking.findUnique({
    where: { id: trackingId },
    select: TRACKING_WITH_FINDINGS,
  })
  if (!tracking) throw AppError.of(NO_SUCH_TRACKING)
  return trackingWithFindingsView(tracking)
}
