import { notFound } from '../errors/app-error.ts'
import { requestRepair } from '../sync/queue/request-repair.ts'
import type { SyncRunWithJobs } from '../sync/queue/run-view.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { startRun } from './start-run.ts'

/**
 * Sets back what others have changed of one tracking at Google, in the background.
 * @returns the run as it waits
 * @throws AppError `not_found`; `conflict` where nothing may be written at Google yet
 */
export function startTrackingRepair(tenant: Tenant, trackingId: string): Promise<SyncRunWithJobs> {
  return startRun(tenant, async (db) => {
    const tracking = await db.tracking.findUnique({
      where: { id: trackingId },
      select: { customerId: true },
    })
    if (!tracking) throw notFound('tracking')
    return requestRepair(db, tracking.customerId, [trackingId])
  })
}
