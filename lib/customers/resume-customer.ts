import { accessToken } from '../connections/tokens/access-token.ts'
import { AppError } from '../errors/app-error.ts'
import { resolveFinding } from '../findings/resolve-finding.ts'
import { notReady, READINESS_FIELDS } from '../sync/queue/not-ready.ts'
import { outstandingJobs, type RequestedRun, requestSync } from '../sync/queue/request-sync.ts'
import { ROLLBACK_FINDINGS } from '../sync/run/rollback-findings.ts'
import { startInBackground } from '../sync/run/start-in-background.ts'
import { ROLLBACK_UNDER_WAY } from '../sync/sync-problems.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { type TenantDb, withTenant } from '../tenant/with-tenant.ts'
import { NO_SUCH_CUSTOMER } from './customer-problems.ts'
import type { Customer } from './customer-view.ts'
import { getCustomer } from './get-customer.ts'

/**
 * Ends the hold after a rollback. Where jobs wait, or trackings have failed, a sync is started that builds on what is
 * live; a rollback that has not started is cancelled. A customer that is not on hold is returned as it is.
 * @throws AppError `not_found`; `conflict` while a rollback is at work
 */
export async function resumeCustomer(tenant: Tenant, customerId: string): Promise<Customer> {
  const { customer, run } = await withTenant(tenant, {}, async (db) => {
    const run = await endHold(db, customerId)
    return { customer: await getCustomer(db, customerId), run }
  })
  if (run) startInBackground(run.id, accessToken)
  return customer
}

async function endHold(db: TenantDb, customerId: string): Promise<RequestedRun | undefined> {
  const { count } = await db.customer.updateMany({
    where: { id: customerId, hold: true },
    data: { hold: false, version: { increment: 1 } },
  })
  const customer = await db.customer.findUnique({
    where: { id: customerId },
    select: {
      ...READINESS_FIELDS,
      syncRuns: { where: { kind: 'ROLLBACK', status: 'RUNNING' }, select: { id: true }, take: 1 },
    },
  })
  if (!customer) throw AppError.of(NO_SUCH_CUSTOMER)
  if (count === 0) return undefined
  if (customer.syncRuns.length > 0) throw AppError.of(ROLLBACK_UNDER_WAY)
  await db.syncRun.updateMany({
    where: { customerId, kind: 'ROLLBACK', status: 'QUEUED' },
    data: { status: 'CANCELLED', finishedAt: new Date() },
  })
  await resolveFinding(db, customerId, { codes: ROLLBACK_FINDINGS, except: [] })
  if (notReady(customer) || !(await hasOutstanding(db, customerId))) return undefined
  return requestSync(db, customerId, { buildOnLive: true })
}

async function hasOutstanding(db: TenantDb, customerId: string): Promise<boolean> {
  if ((await outstandingJobs(db, customerId)).length > 0) return true
  return (await db.syncJob.count({ where: { customerId, status: 'QUEUED' }, take: 1 })) > 0
}
