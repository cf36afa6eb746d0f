import { requestRepair } from '../sync/queue/request-repair.ts'
import type { SyncRunWithJobs } from '../sync/queue/run-view.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { startRun } from './start-run.ts'

/**
 * Sets back what others have changed of a customer's trackings at Google, in the background.
 * @returns the run as it waits
 * @throws AppError `not_found`; `conflict` where nothing may be written at Google yet
 */
export function startRepair(tenant: Tenant, customerId: string): Promise<SyncRunWithJobs> {
  return startRun(tenant, (db) => requestRepair(db, customerId))
}
