import { BY_CREATED_AT, listPage } from '../paging/list-page.ts'
import type { Page } from '../paging/page.ts'
import { planForValues } from '../tenant/plan-for-values.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import type { ConversionsQuery } from './conversions-input.ts'
import type { ConversionsPage, CountedRow } from './conversions-page.ts'
import { type ConversionsAbout, type ConversionsReport, SPARKLINE_DAYS } from './conversions-view.ts'
import { listConversionsByCustomer } from './list-conversions-by-customer.ts'
import { listConversionsByDay } from './list-conversions-by-day.ts'
import { listConversionsByTracking } from './list-conversions-by-tracking.ts'
import { daysBetween } from './report-input.ts'
import { sumConversions } from './sum-conversions.ts'

/**
 * How much was counted by customer, by tracking or by day of a window, with its totals on the first page: two statements,
 * the first of which says which days these are, so that the second is planned for their months alone.
 */
export async function getConversionsReport(
  db: TenantDb,
  { organizationId }: { organizationId: string },
  query: ConversionsQuery,
): Promise<ConversionsReport> {
  planForValues()
  const about = await sumConversions(db, organizationId, query)
  const { groupBy } = query
  switch (groupBy) {
    case 'customer':
      return {
        groupBy,
        ...about,
        ...(await pageOf(organizationId, query, about, (page) =>
          listConversionsByCustomer(db, organizationId, page),
        )),
      }
    case 'tracking':
      return {
        groupBy,
        ...about,
        ...(await pageOf(organizationId, query, about, (page) =>
          listConversionsByTracking(db, organizationId, page),
        )),
      }
    case 'day':
      return {
        groupBy,
        ...about,
        data: await listConversionsByDay(db, organizationId, { ...query, ...about }),
        nextCursor: null,
      }
    default:
      return groupBy satisfies never
  }
}

/** A page of rows, newest first, each with its sparkline where the window is short enough for one. */
async function pageOf<Row extends CountedRow>(
  organizationId: string,
  { format: _format, ...query }: ConversionsQuery,
  { from, until }: ConversionsAbout,
  read: (page: ConversionsPage) => Promise<Row[]>,
): Promise<Page<Row & { sparkline: number[] | null }>> {
  const days = daysBetween(from, until)
  const isDaily = days <= SPARKLINE_DAYS
  const { data, nextCursor } = await listPage({
    list: 'reports.conversions',
    organizationId,
    query,
    sort: BY_CREATED_AT,
    order: 'desc',
    read: ({ after, take }) => read({ from, until, customerId: query.customerId, after, take, isDaily }),
  })
  const sparklineOf = ({ byDay }: Row) =>
    isDaily ? Array.from({ length: Math.max(days, 0) }, (_, day) => byDay?.[day] ?? 0) : null
  return { data: data.map((row) => ({ ...row, sparkline: sparklineOf(row) })), nextCursor }
}
