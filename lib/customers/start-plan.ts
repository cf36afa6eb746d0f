import { accessToken } from '../connections/tokens/access-token.ts'
import { AppError } from '../errors/app-error.ts'
import { getRun } from '../sync/queue/get-run.ts'
import { requestPlan } from '../sync/queue/request-plan.ts'
import type { SyncRunWithJobs } from '../sync/queue/run-view.ts'
import { executeWithin } from '../sync/run/execute-within.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { type TenantDb, withTenant } from '../tenant/with-tenant.ts'
import type { PlanCustomer } from './customer-input.ts'
import { NO_SUCH_CUSTOMER, OTHER_TRACKINGS } from './customer-problems.ts'

async function requireTrackings(db: TenantDb, customerId: string, ids: string[]): Promise<void> {
  const customer = await db.customer.findUnique({
    where: { id: customerId },
    select: { trackings: { where: { id: { in: ids }, deletedAt: null }, select: { id: true } } },
  })
  if (!customer) throw AppError.of(NO_SUCH_CUSTOMER)
  if (customer.trackings.length < ids.length) throw AppError.of(OTHER_TRACKINGS)
}

/** How long a request waits for its plan, in milliseconds. */
const READY_WITHIN_MS = 20_000

/**
 * Plans what a sync of the customer would do, and writes nothing at Google.
 * @returns the run, with its plan where that is ready in time; it goes on in the background otherwise
 * @throws AppError `not_found`, `invalid_request`; `conflict` where Google cannot be reached for the customer yet, or another plan waits
 */
export async function startPlan(
  tenant: Tenant,
  customerId: string,
  { mode, buildOnLive, trackingIds }: PlanCustomer = {},
): Promise<SyncRunWithJobs> {
  const request = {
    ...(mode && { planFor: mode }),
    ...(buildOnLive && { buildOnLive }),
    ...(trackingIds && { trackingIds }),
  }
  const { id } = await withTenant(tenant, {}, async (db) => {
    if (trackingIds) await requireTrackings(db, customerId, [...new Set(trackingIds)])
    return requestPlan(db, customerId, request)
  })
  await executeWithin(READY_WITHIN_MS, id, accessToken)
  return withTenant(tenant, { readOnly: true }, (db) => getRun(db, id))
}
