import type { SyncJobAction } from '../../model/sync-job-action.ts'
import type { TenantDb } from '../../tenant/with-tenant.ts'

export type NewJob = { trackingId: string; action: SyncJobAction }

/** Changes to trackings of one customer that are to be made at Google. */
export type RequestedChanges = { customerId: string; jobs: readonly NewJob[] }

/**
 * Queues changes to trackings of one customer, and the run that will make them; see {@link enqueueSyncs}.
 * @param dueInSeconds later than usual, where no user is waiting
 */
export function enqueueSync(
  db: TenantDb,
  customerId: string,
  jobs: readonly NewJob[],
  dueInSeconds?: number,
): Promise<void> {
  return enqueueSyncs(db, [{ customerId, jobs }], dueInSeconds)
}

/**
 * Queues changes to trackings, and the runs that will make them, in one statement. A job replaces the one still pending
 * for the same tracking (a tracking never made stays a CREATE, a deleted one a DELETE: a sync may have been requested
 * just before it was deleted). One pending run a customer takes all of them: due 15 s after the last edit, 60 s after
 * the first. While nothing may be written at Google (no container chosen yet, or paused) the jobs wait without a run;
 * call again with no jobs once it may. Those of a deleted customer, which only a transaction that sees deleted rows can
 * write, get their run whatever its status was.
 */
export async function enqueueSyncs(
  db: TenantDb,
  requests: readonly RequestedChanges[],
  dueInSeconds = 15,
): Promise<void> {
  const customerIds = requests.map(({ customerId }) => customerId)
  const jobs = requests.flatMap(({ customerId, jobs }) => jobs.map((job) => ({ customerId, ...job })))
  await db.$executeRaw`
    select app.enqueue_syncs(${customerIds}::uuid[], ${jobs.map(({ customerId }) => customerId)}::uuid[],
      ${jobs.map(({ trackingId }) => trackingId)}::uuid[], ${jobs.map(({ action }) => action)}::text[],
      ${dueInSeconds})`
}
