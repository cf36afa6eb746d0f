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
  // Of arrays the planner knows how many there are; of JSON it supposes a hundred, and may read all trackings instead.
  await db.$executeRaw`
    with requested as ( -- 1. the changes
      select * from unnest(${jobs.map(({ customerId }) => customerId)}::uuid[],
        ${jobs.map(({ trackingId }) => trackingId)}::uuid[], ${jobs.map(({ action }) => action)}::text[]
      ) as job (customer_id, tracking_id, action)
    ), queued as ( -- 2. queue a job for each, or change the pending one
      insert into sync_job as j (customer_id, tracking_id, action)
      select q.customer_id, q.tracking_id, q.action from requested q
      where q.action = 'DELETE' or exists (
        select from tracking t where t.organization_id = app.require_org() and t.id = q.tracking_id
          and t.deleted_at is null offset 0) -- looked up one by one, also by a plan for any number of them
      on conflict (organization_id, tracking_id) where status = 'QUEUED'
      do update set action =
        case when j.action = 'DELETE' or j.action = 'CREATE' and excluded.action = 'UPDATE'
          then j.action else excluded.action end
      returning 1
    ) -- 3. queue a run for each customer that is syncable and has jobs, or postpone the pending one
    insert into sync_run as r (customer_id, run_at)
    select c.id, now() + make_interval(secs => ${dueInSeconds}) from customer c
    where c.organization_id = app.require_org() and c.id = any (${customerIds}::uuid[])
      and (c.status = 'CONNECTED' or c.deleted_at is not null and c.container_path is not null)
      and (exists (select from requested q where q.customer_id = c.id) or exists (
        select from sync_job p where p.organization_id = c.organization_id and p.customer_id = c.id
          and p.status = 'QUEUED'))
    on conflict (organization_id, customer_id) where status = 'QUEUED' and kind = 'SYNC'
    do update set run_at = least(excluded.run_at, r.created_at + interval '60 seconds')`
}
