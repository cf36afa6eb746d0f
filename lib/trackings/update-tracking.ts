import { AppError, notFound, requireVersion, stale } from '../errors/app-error.ts'
import { enqueueSync } from '../sync/queue/enqueue.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { nameTaken } from './name-taken.ts'
import { planTrackingUpdate } from './plan-tracking-update.ts'
import type { TrackingColumns } from './tracking-columns.ts'
import type { UpdateTracking } from './tracking-input.ts'
import { TRACKING_FIELDS, type TrackingView, trackingView } from './tracking-view.ts'

/**
 * Changes a tracking and wishes the change at Google: a read, the row, the job with its run. A change that changes
 * nothing writes nothing. The database makes the tracking PENDING, unless a run has it in hand.
 * @param versions the only ones to change, where the caller names some
 * @throws AppError `not_found`, `invalid_request`, `precondition_failed`; `conflict` for the name, or when somebody
 *   else was faster
 */
export async function updateTracking(
  db: TenantDb,
  trackingId: string,
  changes: UpdateTracking,
  versions?: readonly number[],
): Promise<TrackingView> {
  const row = await db.tracking.findUnique({ where: { id: trackingId }, select: TRACKING_FIELDS })
  if (!row) throw notFound('tracking')
  const current = trackingView(row)
  requireVersion('tracking', current.version, versions)
  const columns = planTrackingUpdate(current, changes)
  if (!columns) return current
  const written = await write(db, current, columns)
  if (!written) throw versions ? stale('tracking') : superseded()
  await enqueueSync(db, current.customerId, [{ trackingId, action: 'UPDATE' }])
  return written
}

async function write(
  db: TenantDb,
  { id, version }: TrackingView,
  columns: TrackingColumns,
): Promise<TrackingView | undefined> {
  const [written] = await db.tracking
    .updateManyAndReturn({
      where: { id, version },
      data: { ...columns, version: version + 1, syncErrorCode: null, syncErrorMessage: null },
      select: TRACKING_FIELDS,
    })
    .catch((error: unknown) => {
      throw nameTaken(error) ?? error
    })
  return written && trackingView(written)
}

function superseded(): AppError {
  return new AppError(
    'conflict',
    'Somebody changed or deleted this tracking at the same moment. Read it again and repeat.',
  )
}
