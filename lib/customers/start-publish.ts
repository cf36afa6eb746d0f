import { requestPublish } from '../sync/queue/request-publish.ts'
import type { SyncRunWithJobs } from '../sync/queue/run-view.ts'
import type { Tenant } from '../tenant/tenant.ts'
import type { PublishVersion } from './customer-input.ts'
import { startRun } from './start-run.ts'

/**
 * Publishes the version that awaits it and was reviewed, in the background.
 * @returns the run as it waits
 * @throws AppError `not_found`; `version_superseded` where another version waits; `conflict` where none does
 */
export function startPublish(
  tenant: Tenant,
  customerId: string,
  { versionId }: PublishVersion,
): Promise<SyncRunWithJobs> {
  return startRun(tenant, (db) => requestPublish(db, customerId, versionId))
}
