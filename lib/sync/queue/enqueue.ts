import type { SyncJobAction } from '../../model/sync-job-action.ts'
import type { TenantDb } from '../../tenant/with-tenant.ts'

export type NewJob = { trackingId: string; action: SyncJobAction }

/** What is wished for trackings of one customer. */
export type RequestedChanges = { customerId: string; jobs: readonly NewJob[] }

/**
 * Writes what is wished for trackings of one customer, and the run that will do it; see {@link enqueueSyncs}.
 * @param dueInSeconds later than usual, where nobody is waiting
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
 * Writes what is wished for trackings, and the runs that will do it, in one statement. A wish replaces
 * the one still waiting for the same tracking (a tracking never made stays a CREATE, a deleted one a DELETE: somebody
 * may have asked for a sync just before it was deleted). One waiting run a customer takes
 * all of them: due 15 s after the last edit, 60 s after the first. While nothing may be written at Google (no
 * container chosen yet, or paused) the wishes wait without a run; call again with no jobs once it may. Those of a
 * deleted customer, which only a transaction that sees deleted rows can write, get their run whatever its status was.
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
    with wish as (
      select * from unnest(${jobs.map(({ customerId }) => customerId)}::uuid[],
        ${jobs.map(({ trackingId }) => trackingId)}::uuid[], ${jobs.map(({ action }) => action)}::text[]
      ) as job (customer_id, tracking_id, action)
    ), queued as (
      insert into sync_job as j (customer_id, tracking_id, action)
      select w.customer_id, w.tracking_id, w.action from wish w
      where w.action = 'DELETE' or exists (
        select from tracking t where t.organization_id = app.require_org() and t.id = w.tracking_id
          and t.deleted_at is null)
      on conflict (organization_id, tracking_id) where status = 'QUEUED'
      do update set action =
        case when j.action = 'DELETE' or j.action = 'CREATE' and excluded.action = 'UPDATE'
          then j.action else excluded.action end
      returning 1
    )
    insert into sync_run as r (customer_id, run_at)
    select c.id, now() + make_interval(secs => ${dueInSeconds}) from customer c
    where c.organization_id = app.require_org() and c.id = any (${customerIds}::uuid[])
      and (c.status = 'CONNECTED' or c.deleted_at is not null and c.container_path is not null)
      and (exists (select from wish w where w.customer_id = c.id) or exists (
        select from sync_job w where w.organization_id = c.organization_id and w.customer_id = c.id
          and w.status = 'QUEUED'))
    on conflict (organization_id, customer_id) where status = 'QUEUED' and kind = 'SYNC'
    do update set run_at = least(excluded.run_at, r.created_at + interval '60 seconds')`
}
