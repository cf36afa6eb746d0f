import { z } from 'zod'
import type { Prisma } from '../db/generated/client.ts'
import { oneOf } from '../input/one-of.ts'
import { Timestamp } from '../input/timestamp.ts'
import { CONVERSION_CATEGORIES } from '../model/conversion-category.ts'
import { CONVERSION_COUNTINGS } from '../model/conversion-counting.ts'
import { SYNC_STATUSES } from '../model/sync-status.ts'
import { TRACKING_TYPES } from '../model/tracking-type.ts'

const Conversion = z
  .object({
    category: oneOf(CONVERSION_CATEGORIES),
    counting: oneOf(CONVERSION_COUNTINGS),
    value: z.number().nullable(),
    currency: z.string().nullable(),
  })
  .meta({ id: 'Conversion' })

export const TrackingView = z
  .object({
    id: z.uuid(),
    customerId: z.uuid(),
    name: z.string(),
    type: oneOf(TRACKING_TYPES),
    selector: z.string().nullable(),
    urlPattern: z.string().nullable(),
    eventName: z.string().nullable(),
    conversion: Conversion,
    gtmTriggerId: z.string().nullable(),
    gtmTagId: z.string().nullable(),
    googleAdsConversionId: z.string().nullable().describe('The number after AW-'),
    conversionLabel: z.string().nullable(),
    version: z.int().describe('Grows with every edit'),
    syncedVersion: z.int().describe('The version that is deployed; 0 before the first sync'),
    syncStatus: oneOf(SYNC_STATUSES),
    syncErrorCode: z.string().nullable(),
    syncErrorMessage: z.string().nullable(),
    lastSyncedAt: Timestamp.nullable(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
    deletedAt: Timestamp.nullable().describe('When it was deleted, until it is restored or purged'),
  })
  .meta({ id: 'Tracking' })
export type TrackingView = z.infer<typeof TrackingView>

export const TRACKING_FIELDS = {
  id: true,
  customerId: true,
  name: true,
  type: true,
  selector: true,
  urlPattern: true,
  eventName: true,
  conversionCategory: true,
  conversionCounting: true,
  conversionValue: true,
  conversionCurrency: true,
  gtmTriggerId: true,
  gtmTagId: true,
  googleAdsConversionId: true,
  conversionLabel: true,
  version: true,
  syncedVersion: true,
  syncStatus: true,
  syncErrorCode: true,
  syncErrorMessage: true,
  lastSyncedAt: true,
  createdAt: true,
  updatedAt: true,
  deletedAt: true,
} as const satisfies Prisma.TrackingSelect

type TrackingRow = Prisma.TrackingGetPayload<{ select: typeof TRACKING_FIELDS }>

/** A tracking as the verbs return it. */
export type Tracking = ReturnType<typeof trackingView>

export function trackingView({
  conversionCategory: category,
  conversionCounting: counting,
  conversionValue,
  conversionCurrency: currency,
  ...row
}: TrackingRow) {
  return { ...row, conversion: { category, counting, value: conversionValue?.toNumber() ?? null, currency } }
}
