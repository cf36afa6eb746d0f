import { accessToken } from '../connections/tokens/access-token.ts'
import { getRun } from '../sync/queue/get-run.ts'
import type { RequestedRun } from '../sync/queue/request-sync.ts'
import type { SyncRunWithJobs } from '../sync/queue/run-view.ts'
import { startInBackground } from '../sync/run/start-in-background.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { type TenantDb, withTenant } from '../tenant/with-tenant.ts'

/** Requests a run and, once that is committed, starts it in the background. */
export async function startRun(
  tenant: Tenant,
  request: (db: TenantDb) => Promise<RequestedRun>,
): Promise<SyncRunWithJobs> {
  const run = await withTenant(tenant, {}, async (db) => getRun(db, (await request(db)).id))
  startInBackground(run.id, accessToken)
  return run
}
