import type { TenantDb } from '../../tenant/with-tenant.ts'
import { Repairs } from '../plan/plan-scope.ts'
import { WorkItem } from '../plan/work-item.ts'
import { trackingRow } from './tracking-row.ts'

/** What is not the tracking's own, the whole row of the tracking, and what runs that are replaced would have repaired. */
type JobRow = { job: object; tracking: unknown; repairs: unknown }

/** Of a repair: the trackings whose jobs it takes, and the runs that it has replaced already. */
export type TakenScope = { trackingIds?: readonly string[] | undefined; replaced?: readonly string[] }

export type TakenJobs = { items: WorkItem[]; repairs: Repairs }

/**
 * Makes every waiting job of the customer this run's, its tracking IN_PROGRESS. So too the jobs of a run whose version
 * still awaits publishing: this run builds on that version and replaces it. What is done follows the tracking itself: a
 * deleted one is removed and a live one is not, whatever the job was. What the run that is replaced would have repaired,
 * this one repairs.
 */
export async function takeJobs(
  db: TenantDb,
  runId: string,
  customerId: string,
  { trackingIds, replaced = [] }: TakenScope = {},
): Promise<TakenJobs> {
  const rows = await db.$queryRaw<JobRow[]>`
    with superseded as ( -- 1. cancel the run that this one replaces
      update sync_run set status = 'CANCELLED', finished_at = now()
      where organization_id = app.require_org() and customer_id = ${customerId}::uuid
        and (status = 'AWAITING_PUBLISH' or status = 'QUEUED' and kind = 'PUBLISH')
      returning id, checkpoint
    ), open as ( -- 2. find the open jobs, of each tracking the newest first
      select j.id, j.tracking_id, row_number() over (partition by j.tracking_id order by j.status) as place
      from sync_job j
      where j.organization_id = app.require_org() and j.customer_id = ${customerId}::uuid
        and (j.status = 'QUEUED' and (${trackingIds === undefined} or j.tracking_id = any (${[...(trackingIds ?? [])]}::uuid[]))
          or j.status = 'RUNNING' and (j.run_id in (select id from superseded) or j.run_id = any (${[...replaced]}::uuid[])))
    ), locked as ( -- 3. lock the trackings before their jobs, as edits and deletions do: neither waits for the other
      select t.id from tracking t
      where t.organization_id = app.require_org() and t.id in (select tracking_id from open)
      order by t.id for no key update
    ), replaced as ( -- 4. cancel the older jobs
      update sync_job set status = 'CANCELLED', finished_at = now()
      where organization_id = app.require_org() and id in (select id from open where place > 1)
    ), taken as ( -- 5. take the newest, unless it was cancelled meanwhile
      update sync_job set status = 'RUNNING', run_id = ${runId}::uuid
      where organization_id = app.require_org() and id in (select id from open where place = 1)
        and tracking_id in (select id from locked) and status in ('QUEUED', 'RUNNING')
      returning id, tracking_id, action
    ), marked as ( -- 6. mark the trackings
      update tracking t set sync_status = 'IN_PROGRESS' from taken
      where t.organization_id = app.require_org() and t.id = taken.tracking_id
      returning t.*
    ) -- 7. take the snapshot
    select to_jsonb(t) as tracking, jsonb_build_object('jobId', taken.id, 'action', case
        when t.deleted_at is not null then 'DELETE' when taken.action = 'DELETE' then 'UPDATE'
        else taken.action end) as job,
      (select s.checkpoint -> 'repairs' from superseded s limit 1) as repairs
    from taken join marked t on t.id = taken.tracking_id order by t.id`
  return { items: rows.map(workItem), repairs: Repairs.parse(rows[0]?.repairs ?? []) }
}

/** The columns under the names that they have in code; the schema takes those that a run needs. */
function workItem({ job, tracking }: JobRow): WorkItem {
  return WorkItem.parse({ ...trackingRow(tracking), ...job })
}
