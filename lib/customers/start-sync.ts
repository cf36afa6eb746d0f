import { requestSync } from '../sync/queue/request-sync.ts'
import type { SyncRunWithJobs } from '../sync/queue/run-view.ts'
import type { Tenant } from '../tenant/tenant.ts'
import type { SyncCustomer } from './customer-input.ts'
import { startRun } from './start-run.ts'

/**
 * Makes the customer's run due and, once that is committed, starts it in the background.
 * @returns the run as it waits
 * @throws AppError `not_found`; `conflict` where nothing may be written at Google yet
 */
export function startSync(
  tenant: Tenant,
  customerId: string,
  request: SyncCustomer = {},
): Promise<SyncRunWithJobs> {
  return startRun(tenant, (db) => requestSync(db, customerId, request))
}
