import { requestRollback } from '../sync/queue/request-rollback.ts'
import type { SyncRunWithJobs } from '../sync/queue/run-view.ts'
import type { Tenant } from '../tenant/tenant.ts'
import type { RollbackCustomer } from './customer-input.ts'
import { startRun } from './start-run.ts'

/**
 * Takes back what we published last, in the background. The customer is on hold from here on.
 * @returns the run as it waits
 * @throws AppError `not_found`; `conflict` where there is nothing to go back to, or a rollback is at work
 */
export function startRollback(
  tenant: Tenant,
  customerId: string,
  { mode }: RollbackCustomer,
): Promise<SyncRunWithJobs> {
  return startRun(tenant, (db) => requestRollback(db, customerId, mode))
}
