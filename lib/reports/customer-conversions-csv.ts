import { csvHead } from '../csv/csv-head.ts'
import { csvLine } from '../csv/csv-line.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { type TenantDb, withTenant } from '../tenant/with-tenant.ts'
import type { CustomerConversionsQuery } from './conversions-input.ts'
import { type CustomerConversionsRow, readCustomerConversions } from './read-customer-conversions.ts'

/** Trackings read at a time, each with up to a year of days. */
const BATCH = 100

const TRACKING = ['trackingId', 'name', 'evidenceState'] as const
const DAY = ['date', 'conversions', 'value', 'currency'] as const

/**
 * The days of all trackings of a customer as CSV, a line for each on which it counted something.
 * @throws AppError `not_found`
 */
export async function customerConversionsCsv(
  db: TenantDb,
  tenant: Tenant,
  customerId: string,
  { days }: CustomerConversionsQuery,
): Promise<AsyncIterable<string>> {
  const part = { customerId, days, take: BATCH }
  const first = await readCustomerConversions(db, tenant.organizationId, { ...part, after: undefined })
  return lines(first, (last) =>
    withTenant(tenant, { readOnly: true, single: true }, (next) =>
      readCustomerConversions(next, tenant.organizationId, {
        ...part,
        after: { value: new Date(last.createdAt), id: last.id },
      }),
    ),
  )
}

async function* lines(
  first: CustomerConversionsRow,
  readAfter: (last: CustomerConversionsRow['trackings'][number]) => Promise<CustomerConversionsRow>,
): AsyncIterable<string> {
  yield `${csvHead([...TRACKING, ...DAY])}\n`
  for (let { trackings } = first; ; ) {
    yield trackings.flatMap(linesOf).join('')
    const last = trackings.at(-1)
    if (!last || trackings.length < BATCH) return
    trackings = (await readAfter(last)).trackings
  }
}

function linesOf(tracking: CustomerConversionsRow['trackings'][number]): string[] {
  const named = TRACKING.map((column) => tracking[column])
  return tracking.days.map((day) => `${csvLine([...named, ...DAY.map((column) => day[column])])}\n`)
}
