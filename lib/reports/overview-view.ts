import { z } from 'zod'
import { CUSTOMER_STATUSES, type CustomerStatus } from '../model/customer-status.ts'
import { SYNC_STATUSES, type SyncStatus } from '../model/sync-status.ts'

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
export type Overview = z.input<typeof OverviewView>

/** What the statement returns: counts of what it found, as JSON. */
export type OverviewRow = {
  customers: Partial<Record<CustomerStatus, number>>
  trackings: Partial<Record<SyncStatus, number>>
  topCustomers: Overview['topCustomers']
}

export function overviewView({ customers, trackings, topCustomers }: OverviewRow): Overview {
  const byStatus = { ...none(CUSTOMER_STATUSES), ...customers }
  const bySyncStatus = { ...none(SYNC_STATUSES), ...trackings }
  return {
    customers: { total: sum(byStatus), byStatus },
    trackings: { total: sum(bySyncStatus), bySyncStatus },
    topCustomers,
  }
}

export function none<const Member extends string>(members: readonly Member[]): Record<Member, number> {
  // Each member of the record's keys gets its 0.
  return Object.fromEntries(members.map((member) => [member, 0])) as Record<Member, number>
}

export function sum(counted: Readonly<Record<string, number>>): number {
  return Object.values(counted).reduce((total, count) => total + count, 0)
}
