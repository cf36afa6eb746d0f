import type { TenantDb } from '../tenant/with-tenant.ts'
import type { ConversionsPage } from './conversions-page.ts'
import type { ConversionsOfDay } from './conversions-view.ts'

/** Every day of a window with what was counted on it, also those on which nothing was; one statement. */
export function listConversionsByDay(
  db: TenantDb,
  organizationId: string,
  { from, until, customerId }: Pick<ConversionsPage, 'from' | 'until' | 'customerId'>,
): Promise<ConversionsOfDay[]> {
  return db.$queryRaw<ConversionsOfDay[]>`
    with counted as (
      select day, currency, sum(conversions) as conversions, sum(value) as value
      from report_conversion_day
      where organization_id = ${organizationId}::uuid
        and (${customerId ?? null}::uuid is null or customer_id = ${customerId ?? null}::uuid)
        and day between ${from}::date and ${until}::date
      group by day, currency
    )
    select d.day::date::text as date, coalesce(sum(c.conversions), 0)::float8 as conversions,
      coalesce(jsonb_agg(jsonb_build_object('currency', c.currency, 'conversions', c.conversions, 'value', c.value)
        order by c.currency) filter (where c.day is not null), '[]') as amounts
    from generate_series(${from}::date::timestamp, ${until}::date::timestamp, interval '1 day') d (day)
    left join counted c on c.day = d.day::date
    group by d.day order by d.day`
}
