import { AppError } from '../errors/app-error.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { NO_SUCH_TRACKING } from './tracking-problems.ts'
import { TRACKING_FIELDS, type Tracking, trackingView } from './tracking-view.ts'

/**
 * Several trackings, in the order of the ids.
 * @throws AppError `not_found` unless all are there
 */
export async function getTrackings(db: TenantDb, ids: readonly string[]): Promise<Tracking[]> {
  const rows = await db.tracking.findMany({ where: { id: { in: [...ids] } }, select: TRACKING_FIELDS })
  const byId = new Map(rows.map((row) => [row.id, trackingView(row)]))
  return ids.map((id) => {
    const tracking = byId.get(id)
    if (!tracking) throw AppError.of(NO_SUCH_TRACKING)
    return tracking
  })
}
