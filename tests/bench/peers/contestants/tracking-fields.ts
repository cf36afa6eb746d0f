import { TRACKING_COLUMNS, type TrackingField } from './tracking-columns.ts'

/** What Prisma and ZenStack are to select of a tracking. */
export const TRACKING_FIELDS = Object.fromEntries(
  Object.keys(TRACKING_COLUMNS).map((field) => [field, true]),
) as Record<TrackingField, true>
