import { z } from 'zod'
import { csvLine } from '../csv/csv-line.ts'
import { CUSTOMER_STATUSES } from '../model/customer-status.ts'
import { ReportFormat } from './report-format.ts'

export const CustomersQuery = z.strictObject({
  sort: z
    .enum(['trackings', 'failed'])
    .default('trackings')
    .describe('Most trackings first, or most failed ones (customers without any are left out then)'),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  format: ReportFormat,
})
export type CustomersQuery = z.infer<typeof CustomersQuery>

const CustomerReportRow = z.object({
  customerId: z.uuid(),
  name: z.string(),
  status: z.enum(CUSTOMER_STATUSES),
  total: z.int().describe('Live trackings'),
  succeeded: z.int(),
  failed: z.int(),
  pending: z.int(),
  inProgress: z.int(),
  lastSyncedAt: z.iso.datetime().nullable(),
})
export type CustomerReportRow = z.infer<typeof CustomerReportRow>

export const CustomersReport = z.object({ data: z.array(CustomerReportRow) }).meta({ id: 'CustomersReport' })

const COLUMNS = CustomerReportRow.keyof().options

/** The report as CSV, a line at a time. */
export async function* customersCsv(rows: readonly CustomerReportRow[]): AsyncIterable<string> {
  yield `${csvLine(COLUMNS)}\n`
  for (const row of rows) yield `${csvLine(COLUMNS.map((column) => row[column]))}\n`
}
