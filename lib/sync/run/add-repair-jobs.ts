import { REPAIRABLE_CODES } from '../../model/finding-code.ts'
import type { TenantDb } from '../../tenant/with-tenant.ts'
import { Repairs } from '../plan/plan-scope.ts'

/** A run whose version a repair replaces, with what it would have repaired itself. */
export type ReplacedRun = { id: string; repairs: Repairs }

/**
 * Gives the trackings that are to be repaired a job each: those that are named, or all of the customer's of which
 * something is known to be wrong. Before that, as with every run, the one is cancelled whose version still awaits
 * publishing. Locks are taken in the order of all runs: runs, trackings, jobs.
 */
export async function addRepairJobs(
  db: TenantDb,
  customerId: string,
  repairs: Repairs,
): Promise<ReplacedRun[]> {
  const all = repairs === 'all'
  const named = all ? [] : repairs
  const rows = await db.$queryRaw<{ id: string; repairs: unknown }[]>`
    with superseded as materialized (
      update sync_run set status = 'CANCELLED', finished_at = now()
      where organization_id = app.require_org() and customer_id = ${customerId}::uuid
        and (status = 'AWAITING_PUBLISH' or status = 'QUEUED' and kind = 'PUBLISH')
      returning id, coalesce(checkpoint -> 'repairs', '[]') as repairs
    ), locked as materialized (
      select t.id, t.synced_version from tracking t
      where t.organization_id = app.require_org() and t.customer_id = ${customerId}::uuid and t.deleted_at is null
        and (select count(*) from superseded) >= 0
        and (t.id = any (${[...named]}::uuid[]) or ${all} and (t.sync_status in ('FAILED', 'PENDING') or exists (
          select from finding f
          where f.organization_id = t.organization_id and f.customer_id = t.customer_id and f.tracking_id = t.id
            and f.resolved_at is null and f.code = any (${[...REPAIRABLE_CODES]}::text[]))))
      order by t.id for no key update
    ), added as (
      insert into sync_job (customer_id, tracking_id, action)
      select ${customerId}::uuid, l.id, case l.synced_version when 0 then 'CREATE' else 'UPDATE' end
      from locked l order by l.id
      on conflict (organization_id, tracking_id) where status = 'QUEUED' do nothing)
    select id, repairs from superseded`
  return rows.map((row) => ({ id: row.id, repairs: Repairs.parse(row.repairs) }))
}
