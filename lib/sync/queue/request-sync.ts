import { AppError, notFound } from '../../errors/app-error.ts'
import type { TenantDb } from '../../tenant/with-tenant.ts'
import { SYNC_WAITS } from '../sync-problems.ts'
import { enqueueSyncNow, type NewJob } from './enqueue.ts'
import { notReady, READINESS_FIELDS } from './not-ready.ts'

/** The run of a customer, by id. */
export type RequestedRun = { id: string }

/**
 * What may be asked of a sync. `buildOnLive` is the way out of a rollback: the live version becomes the latest one
 * again, and ours is built on it. `planDigest` is of the plan that it has to apply, and nothing else.
 */
type SyncRequest = { buildOnLive?: boolean; planDigest?: string }

/**
 * Makes the customer's pending run due now, or queues one, also where nothing was edited: it looks at everything.
 * Trackings that failed or were never made get a new job, so that one call brings everything up to date. One with a plan
 * takes over the run of edits that waits, and gives it back if the plan is stale; it queues no jobs before that is known.
 * @throws AppError `not_found`; `conflict` where nothing may be written at Google yet, with what to do first, or where a
 *   sync waits that has to apply another plan, or none
 */
export async function requestSync(
  db: TenantDb,
  customerId: string,
  { buildOnLive = false, planDigest }: SyncRequest = {},
): Promise<RequestedRun> {
  await requireReachable(db, customerId)
  if (planDigest === undefined) await enqueueSyncNow(db, customerId, await outstandingJobs(db, customerId))
  const [run] = await db.$queryRaw<RequestedRun[]>`
    insert into sync_run as r (customer_id, run_at, mode, builds_on_live, request)
    values (${customerId}::uuid, now(), 'sync', ${buildOnLive}, ${JSON.stringify({ planDigest })}::jsonb)
    on conflict (organization_id, customer_id) where status = 'QUEUED' and kind = 'SYNC'
    do update set run_at = least(r.run_at, excluded.run_at),
      mode = case r.mode when 'edit' then excluded.mode else r.mode end,
      builds_on_live = r.builds_on_live or excluded.builds_on_live, request = r.request || excluded.request
    where r.mode = 'edit' or r.request ->> 'planDigest' is not distinct from excluded.request ->> 'planDigest'
    returning id`
  if (!run) throw AppError.of(SYNC_WAITS)
  return run
}

/**
 * Allows a run where Google may be written to, or where it may show that a lost container is back.
 * @throws AppError `not_found`; `conflict` with what to do first
 */
export async function requireReachable(db: TenantDb, customerId: string): Promise<void> {
  const customer = await db.customer.findUnique({
    where: { id: customerId },
    select: READINESS_FIELDS,
  })
  if (!customer) throw notFound('customer')
  const issue = notReady(customer)
  if (issue) throw issue
}

/** Jobs for the customer's trackings that failed or were never made. */
export async function outstandingJobs(db: TenantDb, customerId: string): Promise<NewJob[]> {
  const trackings = await db.tracking.findMany({
    where: { customerId, syncStatus: { in: ['FAILED', 'PENDING'] } },
    select: { id: true, syncedVersion: true },
  })
  return trackings.map(({ id, syncedVersion }) => ({
    trackingId: id,
    action: syncedVersion === 0 ? 'CREATE' : 'UPDATE',
  }))
}
