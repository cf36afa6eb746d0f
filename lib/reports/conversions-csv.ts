import { csvHead } from '../csv/csv-head.ts'
import { csvLine } from '../csv/csv-line.ts'
import type { Position } from '../paging/cursor.ts'
import { planForValues } from '../tenant/plan-for-values.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { type TenantDb, withTenant } from '../tenant/with-tenant.ts'
import type { ConversionsQuery } from './conversions-input.ts'
import type { ConversionsPage, CountedRow } from './conversions-page.ts'
import type { Counted } from './conversions-view.ts'
import { listConversionsByCustomer } from './list-conversions-by-customer.ts'
import { listConversionsByDay } from './list-conversions-by-day.ts'
import { listConversionsByTracking } from './list-conversions-by-tracking.ts'
import { sumConversions } from './sum-conversions.ts'

/** Rows read at a time: what one transaction reads and one instance holds in memory. */
const BATCH = 500

const COUNTED = ['conversions', 'value', 'currency'] as const

/** The whole report as CSV, a line for each row and currency; a row without conversions has one line, without a currency. */
export async function conversionsCsv(
  db: TenantDb,
  tenant: Tenant,
  query: ConversionsQuery,
): Promise<AsyncIterable<string>> {
  planForValues()
  const { from, until } = await sumConversions(db, tenant.organizationId, query)
  const window = { from, until, customerId: query.customerId }
  const { groupBy } = query
  switch (groupBy) {
    case 'customer':
      return lines(
        [
          'customerId',
          'name',
          'evidenceWorst',
          'trackings',
          'counting',
          ...COUNTED,
          'lastReceivedAt',
          'collectedThrough',
        ],
        batches(tenant, window, listConversionsByCustomer),
      )
    case 'tracking':
      return lines(
        [
          'trackingId',
          'name',
          'customerId',
          'customerName',
          'evidenceState',
          ...COUNTED,
          'lastReceivedAt',
          'collectedThrough',
        ],
        batches(tenant, window, listConversionsByTracking),
      )
    case 'day':
      return lines(['date', ...COUNTED], [await listConversionsByDay(db, tenant.organizationId, window)])
    default:
      return groupBy satisfies never
  }
}

/** The rows, a transaction for each batch. */
async function* batches<Row extends CountedRow>(
  tenant: Tenant,
  window: Pick<ConversionsPage, 'from' | 'until' | 'customerId'>,
  read: (db: TenantDb, organizationId: string, page: ConversionsPage) => Promise<Row[]>,
): AsyncIterable<Row[]> {
  for (let after: Position<Date> | undefined; ; ) {
    const page = { ...window, after, take: BATCH, isDaily: false }
    const batch = await withTenant(tenant, { readOnly: true, single: true }, (db) => {
      planForValues()
      return read(db, tenant.organizationId, page)
    })
    yield batch
    const last = batch.at(-1)
    if (!last || batch.length < BATCH) return
    after = { value: last.createdAt, id: last.id }
  }
}

type Cell = string | number | Date | null
type CsvRow<Column extends string> = Counted & Record<Exclude<Column, (typeof COUNTED)[number]>, Cell>

async function* lines<Column extends string>(
  columns: readonly Column[],
  rows: Iterable<CsvRow<Column>[]> | AsyncIterable<CsvRow<Column>[]>,
): AsyncIterable<string> {
  yield `${csvHead(columns)}\n`
  for await (const batch of rows) yield batch.flatMap((row) => linesOf(columns, row)).join('')
}

function linesOf<Column extends string>(columns: readonly Column[], row: CsvRow<Column>): string[] {
  const amounts = row.amounts.length > 0 ? row.amounts : [{ currency: null, conversions: 0, value: null }]
  return amounts.map((amount) => {
    const cells: Record<string, Cell> = { ...row, amounts: null, ...amount }
    return `${csvLine(columns.map((column) => cells[column] ?? null))}\n`
  })
}
