import type { TenantDb } from '../tenant/with-tenant.ts'
import type { ConversionsPage, CountedRow } from './conversions-page.ts'
import type { ConversionsOfTracking } from './conversions-view.ts'

type Row = Omit<ConversionsOfTracking, 'sparkline'> & CountedRow

/** Trackings, newest first, with what each of them has counted in a window; one statement, which reads only theirs. */
export function listConversionsByTracking(
  db: TenantDb,
  organizationId: string,
  { from, until, customerId, after, take, isDaily }: ConversionsPage,
): Promise<Row[]> {
  return db.$queryRaw<Row[]>`
    with
    -- 1. The page.
    page as materialized (
      select tracking_id, customer_id, name, evidence_state, last_received_at, created_at
      from report_tracking_evidence
      where organization_id = ${organizationId}::uuid
        and (${customerId ?? null}::uuid is null or customer_id = ${customerId ?? null}::uuid)
        and (${after?.id ?? null}::uuid is null
          or (created_at, tracking_id) < (${after?.value ?? null}::timestamptz, ${after?.id ?? null}::uuid))
      order by created_at desc, tracking_id desc limit ${take}
    )
    select p.tracking_id as id, p.created_at as "createdAt", p.tracking_id as "trackingId", p.name,
      p.customer_id as "customerId", c.name as "customerName", p.evidence_state as "evidenceState",
      p.last_received_at as "lastReceivedAt", a.collected_through::text as "collectedThrough", d.*
    from page p
    -- 2. Their customers and accounts.
    join report_customer_evidence c on c.organization_id = ${organizationId}::uuid and c.customer_id = p.customer_id
    left join report_evidence_account a
      on a.organization_id = ${organizationId}::uuid and a.ads_account_id = c.ads_account_id,
    -- 3. What they have counted: by currency, and by day.
    lateral (
      select coalesce(sum(conversions) filter (where day is null), 0)::float8 as conversions,
        coalesce(jsonb_agg(jsonb_build_object('currency', currency, 'conversions', conversions, 'value', value)
          order by currency) filter (where day is null), '[]') as amounts,
        jsonb_object_agg(day - ${from}::date, conversions) filter (where currency is null and ${isDaily}) as "byDay"
      from (
        select currency, day, sum(conversions) as conversions, sum(value) as value
        from (
          select currency, day, sum(conversions) as conversions, sum(value) as value
          from report_conversion_day
          where organization_id = ${organizationId}::uuid and tracking_id = p.tracking_id
            and day between ${from}::date and ${until}::date
          group by currency, day) counted
        group by grouping sets ((currency), (day))) summed
    ) d
    order by p.created_at desc, p.tracking_id desc`
}
