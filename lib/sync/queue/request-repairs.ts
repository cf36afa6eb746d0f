import type { RepairableCode } from '../../model/finding-code.ts'
import type { RepairSkip } from '../../model/repair-skip.ts'
import type { TenantDb } from '../../tenant/with-tenant.ts'

/** How many customers one call repairs. */
export const MAX_REPAIRS = 100

export type RequestedRepairs = {
  runs: { id: string; customerId: string; trackingIds: string[] }[]
  skipped: { customerId: string; why: RepairSkip }[]
  /** Customers that are left for the next call. */
  more: number
}

type Row = {
  customerId: string
  trackingIds: string[]
  why: RepairSkip | null
  runId: string | null
  more: number
}

/**
 * Queues a repair for each customer of which a finding of this kind is open, for the trackings that it is about. Those
 * that a run can be made for come first.
 * @param customerIds only these
 */
export async function requestRepairs(
  db: TenantDb,
  code: RepairableCode,
  customerIds?: readonly string[],
): Promise<RequestedRepairs> {
  const given = [...new Set(customerIds ?? [])]
  const rows = await db.$queryRaw<Row[]>`
    with named as (
      select distinct n.id from unnest(${given}::uuid[]) n (id)
    ), found as (
      select f.customer_id as id, array_agg(distinct f.tracking_id) as tracking_ids from finding f
      where f.organization_id = (select app.require_org()) and f.status = 'open' and f.code = ${code}
        and f.tracking_id is not null and (${customerIds === undefined} or f.customer_id in (select n.id from named n))
      group by f.customer_id
    ), affected as (
      select coalesce(n.id, f.id) as id, f.tracking_ids, case
          when c.id is null then 'no_such_customer'
          when f.id is null then 'nothing_found'
          when c.status = 'PAUSED' then 'paused'
          when c.status = 'NOT_CONNECTED' then 'not_connected'
          when c.status = 'ERROR' then 'connection_lost'
          when c.status <> 'READY' then 'setup_incomplete'
          when c.hold then 'on_hold'
          when exists (
            select from sync_run r
            where r.organization_id = c.organization_id and r.customer_id = c.id and r.kind = 'REPAIR'
              and r.status in ('QUEUED', 'RUNNING', 'AWAITING_PUBLISH')) then 'repair_under_way'
        end as why
      from found f
      full join named n on n.id = f.id
      left join customer c
        on c.organization_id = (select app.require_org()) and c.id = coalesce(n.id, f.id) and c.deleted_at is null
    ), chosen as materialized (
      select a.*, count(*) over ()::integer - ${MAX_REPAIRS}::integer as more
      from affected a order by a.why is not null, a.id limit ${MAX_REPAIRS}
    ), made as (
      insert into sync_run (customer_id, kind, mode, run_at, request)
      select c.id, 'REPAIR', 'repair', now(), jsonb_build_object('trackingIds', c.tracking_ids)
      from chosen c where c.why is null order by c.id
      on conflict (organization_id, customer_id) where status = 'QUEUED' and kind = 'REPAIR' do nothing
      returning id, customer_id)
    select c.id as "customerId", coalesce(c.tracking_ids, '{}') as "trackingIds", m.id as "runId", c.more,
      case when m.id is null then coalesce(c.why, 'repair_under_way') end as why
    from chosen c left join made m on m.customer_id = c.id order by c.why is not null, c.id`
  return {
    runs: rows.flatMap(({ runId, customerId, trackingIds }) =>
      runId === null ? [] : [{ id: runId, customerId, trackingIds }],
    ),
    skipped: rows.flatMap(({ customerId, why }) => (why === null ? [] : [{ customerId, why }])),
    more: Math.max(0, rows[0]?.more ?? 0),
  }
}
