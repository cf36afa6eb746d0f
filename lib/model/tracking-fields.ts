import { z } from 'zod'
import { CONVERSION_CATEGORIES } from './conversion-category.ts'
import { CONVERSION_COUNTINGS } from './conversion-counting.ts'
import { EnhancedConversions } from './enhanced-conversions.ts'
import { LINK_HOSTS } from './link-host.ts'
import { oneOf } from './one-of.ts'
import { TrackingCondition } from './tracking-condition.ts'
import { TRACKING_TYPE_NAMES } from './tracking-type.ts'

export const PAUSED =
  '`true`: its tag is paused in Tag Manager, so that nothing is counted; what other people have paused there stays theirs'

/** What a tracking waits for. */
export const TargetColumns = z.object({
  selector: z.string().nullable(),
  urlPattern: z.string().nullable(),
  urlRegex: z.string().nullable(),
  ignoreCase: z.boolean(),
  historyChanges: z.boolean(),
  eventName: z.string().nullable(),
  eventRegex: z.string().nullable(),
  linkHost: oneOf(LINK_HOSTS).nullable(),
  fileExtensions: z.array(z.string()),
  percent: z.int().nullable(),
  seconds: z.int().nullable(),
  videoUrl: z.string().nullable(),
  waitForTags: z.boolean().nullable(),
  waitForTagsTimeout: z.int().nullable(),
  checkValidation: z.boolean().nullable(),
  conditions: z.array(TrackingCondition),
  exceptions: z.array(TrackingCondition),
})

/** How it counts. A value is either there itself or read from the data layer, under what its `…Key` says. */
export const ConversionColumns = z.object({
  conversionCategory: oneOf(CONVERSION_CATEGORIES),
  conversionCounting: oneOf(CONVERSION_COUNTINGS),
  conversionValue: z.number().nullable(),
  conversionValueKey: z.string().nullable(),
  conversionCurrency: z.string().nullable(),
  conversionCurrencyKey: z.string().nullable(),
  conversionOrderIdKey: z.string().nullable(),
  conversionNewCustomer: z.boolean().nullable(),
  conversionNewCustomerKey: z.string().nullable(),
  conversionPrimary: z.boolean(),
  conversionClickThroughLookbackWindowDays: z.int().nullable(),
  conversionViewThroughLookbackWindowDays: z.int().nullable(),
  conversionEnhanced: EnhancedConversions,
})
export type ConversionColumns = z.infer<typeof ConversionColumns>

/** What a person decides about a tracking, by column. Views, writes and the snapshot of a run are made from it. */
export const TrackingFields = z.object({
  name: z.string(),
  type: oneOf(TRACKING_TYPE_NAMES),
  ...TargetColumns.shape,
  ...ConversionColumns.shape,
  paused: z.boolean().describe(PAUSED),
})
export type TrackingFields = z.infer<typeof TrackingFields>
