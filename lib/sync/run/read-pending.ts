import type { TenantDb } from '../../tenant/with-tenant.ts'
import { WorkItem } from '../plan/work-item.ts'
import { trackingRow } from './tracking-row.ts'

/** What is not the tracking's own, and the whole row of the tracking. */
type PendingRow = { job: object; tracking: unknown }

/**
 * The trackings of which a sync would take the jobs that is asked for now: those with an open job, and those that failed
 * or were never made. Nothing is taken.
 * @param trackingIds only of these, as a repair of them leaves the jobs of the others
 */
export async function readPending(
  db: TenantDb,
  customerId: string,
  trackingIds?: readonly string[],
): Promise<WorkItem[]> {
  const rows = await db.$queryRaw<PendingRow[]>`
    with open as ( -- as a run takes them: also those of a version that awaits publishing
      select distinct on (j.tracking_id) j.tracking_id, j.id, j.action
      from sync_job j
      where j.organization_id = app.require_org() and j.customer_id = ${customerId}::uuid
        and (j.status = 'QUEUED' or j.status = 'RUNNING' and exists (
          select from sync_run r
          where r.organization_id = app.require_org() and r.id = j.run_id
            and (r.status = 'AWAITING_PUBLISH' or r.status = 'QUEUED' and r.kind = 'PUBLISH')))
      order by j.tracking_id, j.status
    )
    select to_jsonb(t) as tracking, jsonb_build_object('jobId', coalesce(open.id, t.id), 'action', case
        when t.deleted_at is not null then 'DELETE' when open.action = 'CREATE' then 'CREATE' else 'UPDATE' end) as job
    from tracking t left join open on open.tracking_id = t.id
    where t.organization_id = app.require_org() and t.customer_id = ${customerId}::uuid
      and (open.id is not null or t.deleted_at is null and t.sync_status in ('FAILED', 'PENDING'))
    order by t.id`
  const items = rows.map(({ job, tracking }) => WorkItem.parse({ ...trackingRow(tracking), ...job }))
  return trackingIds ? items.filter(({ trackingId }) => trackingIds.includes(trackingId)) : items
}
