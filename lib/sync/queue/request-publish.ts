import { AppError, notFound } from '../../errors/app-error.ts'
import type { TenantDb } from '../../tenant/with-tenant.ts'
import { NO_VERSION_WAITS } from '../sync-problems.ts'
import { notReady, type RequestedRun } from './request-sync.ts'

/**
 * Lets the run whose version awaits publishing go on: it is the same run, and publishes exactly what it made.
 * @throws AppError `not_found`; `conflict` where no version waits or nothing may be written at Google
 */
export async function requestPublish(db: TenantDb, customerId: string): Promise<RequestedRun> {
  const [run] = await db.$queryRaw<RequestedRun[]>`
    update sync_run r set kind = 'PUBLISH', status = 'QUEUED', run_at = now()
    from customer c
    where c.organization_id = app.require_org() and c.id = ${customerId}::uuid
      and r.organization_id = c.organization_id and r.customer_id = c.id and r.status = 'AWAITING_PUBLISH'
      and c.status = 'CONNECTED'
    returning r.id`
  if (run) return run
  const customer = await db.customer.findUnique({ where: { id: customerId }, select: { status: true } })
  if (!customer) throw notFound('customer')
  if (customer.status !== 'CONNECTED') throw notReady(customer.status)
  throw AppError.of(NO_VERSION_WAITS)
}
