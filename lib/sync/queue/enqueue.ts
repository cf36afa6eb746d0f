import type { SyncJobAction } from '../../model/sync-job-action.ts'
import { atCommit } from '../../tenant/at-commit.ts'
import type { TenantDb } from '../../tenant/with-tenant.ts'

export type NewJob = { trackingId: string; action: SyncJobAction }

/** Changes to trackings of one customer that are to be made at Google. */
type RequestedChanges = { customerId: string; jobs: readonly NewJob[] }

/**
 * Queues changes to trackings of one customer, and the run that will make them, now: for those who look at the queue
 * afterwards; see {@link enqueueSyncs}.
 * @param dueInSeconds later than usual, where no user is waiting
 */
export async function enqueueSyncNow(
  db: TenantDb,
  customerId: string,
  jobs: readonly NewJob[],
  dueInSeconds?: number,
): Promise<void> {
  await enqueue((text, ...values) => db.$executeRaw(text, ...values), [{ customerId, jobs }], dueInSeconds)
}

/** The same with the COMMIT, without a round trip. */
export function enqueueSync(customerId: string, jobs: readonly NewJob[], dueInSeconds?: number): void {
  enqueue(atCommit, [{ customerId, jobs }], dueInSeconds)
}

/**
 * Queues changes to trackings, and the runs that will make them, with the COMMIT. A job replaces the one still pending
 * for the same tracking (a tracking never made stays a CREATE, a deleted one a DELETE: a sync may have been requested
 * just before it was deleted). One pending run a customer takes all of them: due 15 s after the last edit, 60 s after
 * the first. While nothing may be written at Google (the customer is not READY) the jobs wait without a run;
 * call again with no jobs once it may. Those of a deleted customer, which only a transaction that sees deleted rows can
 * write, get their run whatever its status was.
 */
export function enqueueSyncs(jobs: readonly (NewJob & { customerId: string })[]): void {
  const byCustomer = Map.groupBy(jobs, ({ customerId }) => customerId)
  enqueue(
    atCommit,
    [...byCustomer].map(([customerId, theirs]) => ({ customerId, jobs: theirs })),
  )
}

function enqueue<Result>(
  execute: (text: TemplateStringsArray, ...values: unknown[]) => Result,
  requests: readonly RequestedChanges[],
  dueInSeconds = 15,
): Result {
  const customerIds = requests.map(({ customerId }) => customerId)
  const jobs = requests.flatMap(({ customerId, jobs }) => jobs.map((job) => ({ customerId, ...job })))
  return execute`
    select app.enqueue_syncs(${customerIds}::uuid[], ${jobs.map(({ customerId }) => customerId)}::uuid[],
      ${jobs.map(({ trackingId }) => trackingId)}::uuid[], ${jobs.map(({ action }) => action)}::text[],
      ${dueInSeconds})`
}
