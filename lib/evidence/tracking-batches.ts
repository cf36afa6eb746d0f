import type { CollectedTracking } from './collected-account.ts'

/** Trackings of one customer that are judged and written together. */
export type TrackingBatch = { customerId: string; trackings: CollectedTracking[] }

/** So that a transaction ends soon, whatever the size of the customer: 90 days of each are 45,000 rows. */
const TRACKINGS_A_BATCH = 500

/** Trackings by customer, in parts. */
export function trackingBatches(trackings: readonly CollectedTracking[]): TrackingBatch[] {
  return [...Map.groupBy(trackings, ({ customerId }) => customerId)].flatMap(([customerId, all]) => {
    const count = Math.ceil(all.length / TRACKINGS_A_BATCH)
    return Array.from({ length: count }, (_, at) => ({
      customerId,
      trackings: all.slice(at * TRACKINGS_A_BATCH, (at + 1) * TRACKINGS_A_BATCH),
    }))
  })
}
