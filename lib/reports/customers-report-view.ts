import { z } from 'zod'
import { csvHead } from '../csv/csv-head.ts'
import { csvLine } from '../csv/csv-line.ts'
import { Timestamp } from '../input/timestamp.ts'
import { CUSTOMER_STATUSES } from '../model/customer-status.ts'
import { oneOf } from '../model/one-of.ts'

const CustomerReportRow = z.object({
  customerId: z.uuid(),
  name: z.string(),
  status: oneOf(CUSTOMER_STATUSES),
  total: z.int().describe('Live trackings'),
  succeeded: z.int(),
  failed: z.int(),
  pending: z.int(),
  inProgress: z.int(),
  awaitingPublish: z.int(),
  lastSyncedAt: Timestamp.nullable(),
})

/** A row as the statement returns it. */
export type CustomerReportRow = z.input<typeof CustomerReportRow> & { lastSyncedAt: Date | null }

export const CustomersReport = z.object({ data: z.array(CustomerReportRow) }).meta({ id: 'CustomersReport' })

const COLUMNS = CustomerReportRow.keyof().options

/** The report as CSV, a line at a time. */
export async function* customersCsv(rows: readonly CustomerReportRow[]): AsyncIterable<string> {
  yield `${csvHead(COLUMNS)}\n`
  for (const row of rows) yield `${csvLine(COLUMNS.map((column) => row[column]))}\n`
}
