import { z } from 'zod'
import type { Prisma } from '../db/generated/client.ts'
import { CONVERSION_CATEGORIES } from '../model/conversion-category.ts'
import { CONVERSION_COUNTINGS } from '../model/conversion-counting.ts'
import { SYNC_STATUSES } from '../model/sync-status.ts'
import { TRACKING_TYPES } from '../model/tracking-type.ts'

const Conversion = z
  .object({
    category: z.enum(CONVERSION_CATEGORIES),
    counting: z.enum(CONVERSION_COUNTINGS),
    value: z.number().nullable(),
    currency: z.string().nullable(),
  })
  .meta({ id: 'Conversion' })

export const TrackingView = z
  .object({
    id: z.uuid(),
    customerId: z.uuid(),
    name: z.string(),
    type: z.enum(TRACKING_TYPES),
    selector: z.string().nullable(),
    urlPattern: z.string().nullable(),
    eventName: z.string().nullable(),
    conversion: Conversion,
    gtmTriggerId: z.string().nullable(),
    gtmTagId: z.string().nullable(),
    googleAdsConversionId: z.string().nullable().describe('The number after AW-'),
    conversionLabel: z.string().nullable(),
    version: z.int().describe('Grows with every edit'),
    syncedVersion: z.int().describe('The version that stands at Google; 0 before the first sync'),
    syncStatus: z.enum(SYNC_STATUSES),
    syncErrorCode: z.string().nullable(),
    syncErrorMessage: z.string().nullable(),
    lastSyncedAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    deletedAt: z.iso.datetime().nullable().describe('When it was deleted, until it is restored or purged'),
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

export function trackingView(row: TrackingRow): TrackingView {
  return TrackingView.parse({
    ...row,
    conversion: {
      category: row.conversionCategory,
      counting: row.conversionCounting,
      value: row.conversionValue?.toNumber() ?? null,
      currency: row.conversionCurrency,
    },
    lastSyncedAt: row.lastSyncedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    deletedAt: row.deletedAt?.toISOString() ?? null,
  })
}
