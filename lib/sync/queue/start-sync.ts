import type { Tenant } from '../../tenant/tenant.ts'
import { type TenantDb, withTenant } from '../../tenant/with-tenant.ts'
import { getRun } from './get-run.ts'
import { requestPublish } from './request-publish.ts'
import { type RequestedRun, requestSync } from './request-sync.ts'
import type { SyncRunWithJobs } from './run-view.ts'
import { startInBackground } from './start-in-background.ts'

/**
 * Makes the customer's run due and, once that is committed, starts it beside the answer.
 * @returns the run as it waits
 * @throws AppError `not_found`; `conflict` where nothing may be written at Google yet
 */
export function startSync(tenant: Tenant, customerId: string): Promise<SyncRunWithJobs> {
  return start(tenant, (db) => requestSync(db, customerId))
}

/**
 * Publishes the version that awaits it, beside the answer.
 * @returns the run as it waits
 * @throws AppError `not_found`; `conflict` where no version waits
 */
export function startPublish(tenant: Tenant, customerId: string): Promise<SyncRunWithJobs> {
  return start(tenant, (db) => requestPublish(db, customerId))
}

async function start(
  tenant: Tenant,
  request: (db: TenantDb) => Promise<RequestedRun>,
): Promise<SyncRunWithJobs> {
  const run = await withTenant(tenant, {}, async (db) => getRun(db, (await request(db)).id))
  startInBackground(run.id)
  return run
}
