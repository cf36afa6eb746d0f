import { enqueueSync } from '../sync/queue/enqueue.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { constraintError } from './constraint-error.ts'
import { newTrackingRow } from './new-tracking-row.ts'
import type { CreateTracking } from './tracking-input.ts'
import { TRACKING_FIELDS, type Tracking, trackingView } from './tracking-view.ts'

/**
 * Writes a tracking and, with the COMMIT, the job that creates it at Google, which a run does later: no look-up before.
 * Whether the customer exists and the name is free is for the constraints to say, so no race can come between.
 * @throws AppError `not_found` for the customer, `conflict` for the name
 */
export async function createTracking(db: TenantDb, input: CreateTracking): Promise<Tracking> {
  const tracking = await insert(db, input)
  enqueueSync(input.customerId, [{ trackingId: tracking.id, action: 'CREATE' }])
  return trackingView(tracking)
}

async function insert(db: TenantDb, input: CreateTracking) {
  try {
    return await db.tracking.create({ data: newTrackingRow(input), select: TRACKING_FIELDS })
  } catch (error) {
    throw constraintError(error)
  }
}
