import type { TenantDb } from '../tenant/with-tenant.ts'
import type { AccountReport } from './ask-account.ts'
import type { JudgedTracking } from './judge-trackings.ts'

/**
 * Overwrites the days that were read, of trackings of one customer: a late correction counts, and what Google names no more
 * is 0. A tracking that is deleted or has another action by now is left as it is.
 */
export async function recordDays(
  db: TenantDb,
  customerId: string,
  judged: readonly JudgedTracking[],
  { window, currency }: AccountReport,
): Promise<void> {
  const reported = judged
    .filter(({ days }) => days !== null)
    .map(({ trackingId, actionName, days }) => ({ trackingId, actionName, days }))
  if (reported.length === 0) return
  // Visitors send values, of any size: of what is beyond its column the largest is kept that it holds.
  await db.$executeRaw`
    with held as materialized (
      select t.id, a.days
      from jsonb_to_recordset(${JSON.stringify(reported)}::jsonb)
        as a ("trackingId" uuid, "actionName" text, days jsonb)
      join tracking t on t.organization_id = (select app.require_org()) and t.id = a."trackingId"
      where t.customer_id = ${customerId}::uuid and t.deleted_at is null
        and t.conversion_action_resource_name = a."actionName"
      order by t.id for no key update of t
    ), named as materialized (
      select h.id, n.* from held h
      cross join jsonb_to_recordset(h.days) as n (day date, conversions numeric, value numeric)
    ), unnamed as (
      update conversion_day d set conversions = 0, value = 0, updated_at = clock_timestamp()
      from held h
      where d.organization_id = (select app.require_org()) and d.tracking_id = h.id
        and d.day between ${window.from}::date and ${window.through}::date and (d.conversions <> 0 or d.value <> 0)
        and not exists (select from named n where n.id = d.tracking_id and n.day = d.day))
    insert into conversion_day as d (tracking_id, day, customer_id, conversions, value, currency)
    select n.id, n.day, ${customerId}::uuid, least(greatest(n.conversions, 0), 99999999999.999),
      least(greatest(n.value, -99999999999999.99), 99999999999999.99), ${currency}
    from named n
    on conflict (organization_id, tracking_id, day) do update
    set customer_id = excluded.customer_id, conversions = excluded.conversions, value = excluded.value,
      currency = excluded.currency, updated_at = clock_timestamp()
    where (d.customer_id, d.conversions, d.value, d.currency)
      is distinct from (excluded.customer_id, excluded.conversions, excluded.value, excluded.currency)`
}
