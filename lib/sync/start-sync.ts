import type { Tenant } from '../tenant/tenant.ts'
import { withTenant } from '../tenant/with-tenant.ts'
import { getRun } from './get-run.ts'
import { kickSync } from './kick.ts'
import { requestSync } from './request-sync.ts'
import type { SyncRunWithJobsView } from './run-view.ts'

/**
 * Makes the customer's run due and, once that is committed, starts it beside the answer.
 * @returns the run as it waits
 * @throws AppError `not_found`; `conflict` where nothing may be written at Google yet
 */
export async function startSync(tenant: Tenant, customerId: string): Promise<SyncRunWithJobsView> {
  const run = await withTenant(tenant, {}, async (db) => getRun(db, (await requestSync(db, customerId)).id))
  kickSync(run.id)
  return run
}
