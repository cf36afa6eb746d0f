import { EVIDENCE_STATES } from '../model/evidence-state.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import type { ConversionsQuery } from './conversions-input.ts'
import type { ConversionsAbout, Counted, CountedStates } from './conversions-view.ts'
import { none, sum } from './overview-view.ts'
import { MAX_DAYS } from './report-input.ts'

const DEFAULT_DAYS = 30

type Row = Omit<ConversionsAbout, 'totals'> & { states: CountedStates | null } & Counted

/**
 * The window of a report of conversions, how far its accounts are read, and on the first page its totals; one statement.
 * The window ends with yesterday in the organization’s time zone, the last day that is over, and has {@link MAX_DAYS} days at most.
 */
export async function sumConversions(
  db: TenantDb,
  organizationId: string,
  { from, until, days = DEFAULT_DAYS, customerId, cursor }: ConversionsQuery,
): Promise<ConversionsAbout> {
  const isFirst = cursor === undefined
  const [row] = await db.$queryRaw<Row[]>`
    with
    -- 1. The window.
    bounds as materialized (
      select last_day, greatest(coalesce(${from ?? null}::date, last_day - ${days - 1}::integer),
        last_day - ${MAX_DAYS - 1}::integer) as first_day
      from (select coalesce(${until ?? null}::date, today - 1) as last_day from report_calendar
        where organization_id = ${organizationId}::uuid) c
    ),
    -- 2. What was counted in it, by currency.
    amount as (
      select d.currency, sum(d.conversions) as conversions, sum(d.value) as value
      from report_conversion_day d
      where ${isFirst} and d.organization_id = ${organizationId}::uuid
        and (${customerId ?? null}::uuid is null or d.customer_id = ${customerId ?? null}::uuid)
        and d.day between (select first_day from bounds) and (select last_day from bounds)
      group by d.currency
    ),
    -- 3. How many trackings are in each state.
    state as (
      select s.evidence_state, sum(s.trackings)::int as trackings
      from report_evidence_state s
      where ${isFirst} and s.organization_id = ${organizationId}::uuid
        and (${customerId ?? null}::uuid is null or s.customer_id = ${customerId ?? null}::uuid)
      group by s.evidence_state
    ),
    -- 4. How far their accounts are read.
    account as (
      select min(a.collected_through) as collected_through,
        count(distinct c.ads_account_id) filter (where a.collected_through is null)::int as never_collected
      from report_customer_evidence c
      left join report_evidence_account a
        on a.organization_id = ${organizationId}::uuid and a.ads_account_id = c.ads_account_id
      where c.organization_id = ${organizationId}::uuid
        and (${customerId ?? null}::uuid is null or c.customer_id = ${customerId ?? null}::uuid)
    )
    select b.first_day::text as "from", b.last_day::text as "until", a.collected_through::text as "collectedThrough",
      a.never_collected as "accountsNeverCollected",
      (select coalesce(sum(conversions), 0)::float8 from amount) as conversions,
      (select coalesce(jsonb_agg(to_jsonb(amount) order by currency), '[]') from amount) as amounts,
      (select jsonb_object_agg(evidence_state, trackings) from state) as states
    from bounds b, account a`
  if (!row) throw new Error('the session has no organization')
  const { states, conversions, amounts, ...window } = row
  if (!isFirst) return { ...window, totals: null }
  const byState = { ...none(EVIDENCE_STATES), ...states }
  const trackings = { total: sum(byState), counting: byState.COUNTING, byState }
  return { ...window, totals: { conversions, amounts, trackings } }
}
