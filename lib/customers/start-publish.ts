import { requestPublish } from '../sync/queue/request-publish.ts'
import type { SyncRunWithJobs } from '../sync/queue/run-view.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { startRun } from './start-run.ts'

/**
 * Publishes the version that awaits it, in the background.
 * @returns the run as it waits
 * @throws AppError `not_found`; `conflict` where no version waits
 */
export function startPublish(tenant: Tenant, customerId: string): Promise<SyncRunWithJobs> {
  return startRun(tenant, (db) => requestPublish(db, customerId))
}
