import { z } from 'zod'
import { CUSTOMER_STATUSES } from '../model/customer-status.ts'
import { SYNC_STATUSES } from '../model/sync-status.ts'

/** One count for each member of a closed set; what the database did not find counts 0. */
function counts<const Member extends string>(members: readonly [Member, ...Member[]]) {
  return z.record(z.enum(members), z.int())
}

export const OverviewView = z
  .object({
    customers: z.object({ total: z.int(), byStatus: counts(CUSTOMER_STATUSES) }),
    trackings: z.object({ total: z.int(), bySyncStatus: counts(SYNC_STATUSES) }),
    topCustomers: z
      .array(z.object({ id: z.uuid(), name: z.string(), trackingCount: z.int() }))
      .describe('At most ten, most trackings first'),
  })
  .meta({ id: 'Overview' })
export type OverviewView = z.infer<typeof OverviewView>

/** How the statement answers: sparse counts, as JSON. */
export const OverviewRow = z.object({
  customers: z.partialRecord(z.enum(CUSTOMER_STATUSES), z.int()),
  trackings: z.partialRecord(z.enum(SYNC_STATUSES), z.int()),
  topCustomers: OverviewView.shape.topCustomers,
})

export function overviewView({
  customers,
  trackings,
  topCustomers,
}: z.infer<typeof OverviewRow>): OverviewView {
  const byStatus = { ...none(CUSTOMER_STATUSES), ...customers }
  const bySyncStatus = { ...none(SYNC_STATUSES), ...trackings }
  return OverviewView.parse({
    customers: { total: sum(byStatus), byStatus },
    trackings: { total: sum(bySyncStatus), bySyncStatus },
    topCustomers,
  })
}

function none(members: readonly string[]): Record<string, number> {
  return Object.fromEntries(members.map((member) => [member, 0]))
}

function sum(counted: Record<string, number>): number {
  return Object.values(counted).reduce((total, count) => total + count, 0)
}
