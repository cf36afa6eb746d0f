import { requestVerify } from '../sync/queue/request-verify.ts'
import type { SyncRunWithJobs } from '../sync/queue/run-view.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { startRun } from './start-run.ts'

/**
 * Looks at what is live for the customer, in the background, and writes nothing at Google.
 * @returns the run as it waits
 * @throws AppError `not_found`; `conflict` where Google cannot be reached for the customer yet
 */
export function startVerify(tenant: Tenant, customerId: string): Promise<SyncRunWithJobs> {
  return startRun(tenant, (db) => requestVerify(db, customerId))
}
