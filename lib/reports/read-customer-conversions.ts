import { NO_SUCH_CUSTOMER } from '../customers/customer-problems.ts'
import { AppError } from '../errors/app-error.ts'
import type { Position } from '../paging/cursor.ts'
import { planForValues } from '../tenant/plan-for-values.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import type { Counted } from './conversions-view.ts'
import type { CustomerConversions } from './customer-conversions-view.ts'

/** A customer with the trackings of a page, as the statement returns them: times are text in JSON. */
export type CustomerConversionsRow = Pick<CustomerConversions, 'from' | 'until'> & {
  account: Omit<NonNullable<CustomerConversions['account']>, 'errorMessage'> | null
  totals: Counted
  trackings: (Omit<CustomerConversions['data'][number], 'evidence'> & {
    id: string
    createdAt: string
    /** As its column holds it. */
    evidence: unknown
  })[]
}

type Part = {
  customerId: string
  /** How many of the last days that are over. */
  days: number
  after: Position<Date> | undefined
  take: number
}

/**
 * What some trackings of a customer have counted on each day, and how far its Ads account is read; one statement.
 * @throws AppError `not_found`
 */
export async function readCustomerConversions(
  db: TenantDb,
  organizationId: string,
  { customerId, days, after, take }: Part,
): Promise<CustomerConversionsRow> {
  planForValues()
  const [row] = await db.$queryRaw<CustomerConversionsRow[]>`
    with
    -- 1. The customer, its account and the window.
    bounds as materialized (
      select a.*, last_day, last_day - ${days - 1}::integer as first_day
      from report_calendar o
      join report_customer_evidence c on c.organization_id = o.organization_id and c.customer_id = ${customerId}::uuid
      left join report_evidence_account a
        on a.organization_id = o.organization_id and a.ads_account_id = c.ads_account_id,
        lateral (select (now() at time zone coalesce(app.usable_time_zone(a.time_zone), o.time_zone))::date - 1 as last_day) l
      where o.organization_id = ${organizationId}::uuid
    ),
    -- 2. What all of its trackings have counted, by currency.
    amount as (
      select currency, sum(conversions) as conversions, sum(value) as value
      from report_conversion_day
      where organization_id = ${organizationId}::uuid and customer_id = ${customerId}::uuid
        and day between (select first_day from bounds) and (select last_day from bounds)
      group by currency
    ),
    -- 3. The page.
    page as materialized (
      select *
      from report_tracking_evidence
      where organization_id = ${organizationId}::uuid and customer_id = ${customerId}::uuid
        and (${after?.id ?? null}::uuid is null
          or (created_at, tracking_id) > (${after?.value ?? null}::timestamptz, ${after?.id ?? null}::uuid))
      order by created_at, tracking_id limit ${take}
    ),
    -- 4. What each of them has counted, by day.
    counted as (
      select p.*, d.days
      from page p, lateral (
        select coalesce(jsonb_agg(jsonb_build_object('date', day, 'conversions', conversions, 'value', value,
          'currency', currency) order by day), '[]') as days
        from report_conversion_day
        where organization_id = ${organizationId}::uuid and tracking_id = p.tracking_id
          and day between (select first_day from bounds) and (select last_day from bounds)) d
    )
    select b.first_day::text as "from", b.last_day::text as "until",
      case when b.ads_account_id is not null then jsonb_build_object(
        'googleAdsAccountId', b.ads_account_id, 'timeZone', b.time_zone, 'currency', b.currency,
        'collectedFrom', b.collected_from, 'collectedThrough', b.collected_through, 'collectedAt', b.collected_at,
        'nextCollectionAt', b.due_at, 'errorCode', b.error_code) end as account,
      (select jsonb_build_object('conversions', coalesce(sum(conversions), 0),
        'amounts', coalesce(jsonb_agg(to_jsonb(amount) order by currency), '[]')) from amount) as totals,
      (select coalesce(jsonb_agg(jsonb_build_object(
          'id', tracking_id, 'createdAt', created_at, 'trackingId', tracking_id, 'name', name,
          'evidenceState', evidence_state, 'evidence', evidence, 'evidenceCheckedAt', evidence_checked_at,
          'lastReceivedAt', last_received_at, 'days', days)
        order by created_at, tracking_id), '[]') from counted) as trackings
    from bounds b`
  if (!row) throw AppError.of(NO_SUCH_CUSTOMER)
  return row
}
