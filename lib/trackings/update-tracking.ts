import { AppError } from '../errors/app-error.ts'
import { type IfMatch, requireMatch, unmatched } from '../input/if-match.ts'
import { enqueueSync } from '../sync/queue/enqueue.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { constraintError } from './constraint-error.ts'
import { planTrackingUpdate } from './plan-tracking-update.ts'
import type { TrackingColumns } from './tracking-columns.ts'
import type { UpdateTracking } from './tracking-input.ts'
import { NO_SUCH_TRACKING, TRACKING_CHANGED } from './tracking-problems.ts'
import { TRACKING_FIELDS, type Tracking, trackingView } from './tracking-view.ts'

/**
 * Changes a tracking and queues the change at Google: a read, the row, the job with its run. A change that changes
 * nothing writes nothing. The database makes the tracking PENDING, unless a run has it in hand.
 * @throws AppError `not_found`, `invalid_request`, `precondition_failed`; `conflict` for the name, or when another
 *   request was faster
 */
export async function updateTracking(
  db: TenantDb,
  trackingId: string,
  changes: UpdateTracking,
  ifMatch: IfMatch,
): Promise<Tracking> {
  const row = await db.tracking.findUnique({ where: { id: trackingId }, select: TRACKING_FIELDS })
  if (!row) throw AppError.of(NO_SUCH_TRACKING)
  const current = trackingView(row)
  requireMatch('tracking', current.version, ifMatch)
  const columns = planTrackingUpdate(current, changes)
  if (!columns) return current
  const written = await write(db, current, columns)
  if (!written) throw unmatched('tracking', ifMatch, AppError.of(TRACKING_CHANGED))
  enqueueSync(current.customerId, [{ trackingId, action: 'UPDATE' }])
  return written
}

async function write(
  db: TenantDb,
  { id, version }: Tracking,
  columns: TrackingColumns,
): Promise<Tracking | undefined> {
  const [written] = await db.tracking
    .updateManyAndReturn({
      where: { id, version },
      data: { ...columns, version: version + 1, syncErrorCode: null, syncErrorMessage: null },
      select: TRACKING_FIELDS,
    })
    .catch((error: unknown) => {
      throw constraintError(error)
    })
  return written && trackingView(written)
}
