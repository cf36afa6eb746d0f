import { AppError, notFound } from '../../errors/app-error.ts'
import type { TenantDb } from '../../tenant/with-tenant.ts'
import { CONNECTION_LOST, CUSTOMER_PAUSED, SETUP_INCOMPLETE } from '../sync-problems.ts'
import { enqueueSync } from './enqueue.ts'

/** The run of a customer, by id. */
export type RequestedRun = { id: string }

/**
 * Makes the customer's pending run due now, or queues one. Trackings that failed or were never made get a new job, so
 * that one call brings everything up to date.
 * @throws AppError `not_found`; `conflict` where nothing may be written at Google yet, with what to do first
 */
export async function requestSync(db: TenantDb, customerId: string): Promise<RequestedRun> {
  const customer = await db.customer.findUnique({
    where: { id: customerId },
    select: {
      status: true,
      googleConnection: { select: { status: true } },
      trackings: {
        where: { deletedAt: null, syncStatus: { in: ['FAILED', 'PENDING'] } },
        select: { id: true, syncedVersion: true },
      },
    },
  })
  if (!customer) throw notFound('customer')
  // With a healthy connection, ERROR means that the container was lost: a sync is how to see that it is back.
  const mayRecover = customer.status === 'ERROR' && customer.googleConnection?.status === 'ACTIVE'
  if (customer.status !== 'CONNECTED' && !mayRecover) throw notReady(customer.status)
  const jobs = customer.trackings.map(({ id, syncedVersion }) => ({
    trackingId: id,
    action: syncedVersion === 0 ? ('CREATE' as const) : ('UPDATE' as const),
  }))
  await enqueueSync(db, customerId, jobs)
  const [run] = await db.$queryRaw<RequestedRun[]>`
    insert into sync_run as r (customer_id, run_at) values (${customerId}::uuid, now())
    on conflict (organization_id, customer_id) where status = 'QUEUED' and kind = 'SYNC'
    do update set run_at = least(r.run_at, excluded.run_at)
    returning id`
  if (!run) throw new Error('an upsert returned no row')
  return run
}

/** What has to happen before anything may be written at Google for a customer of this status. */
export function notReady(status: string): AppError {
  switch (status) {
    case 'ACTIVE':
      return AppError.of(SETUP_INCOMPLETE)
    case 'INACTIVE':
      return AppError.of(CUSTOMER_PAUSED)
    default:
      return AppError.of(CONNECTION_LOST)
  }
}
