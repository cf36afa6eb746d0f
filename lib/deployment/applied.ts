import { z } from 'zod'
import { FieldValue } from './fields.ts'

const FieldsSchema = z.record(z.string(), FieldValue)
const AppliedObject = z.object({
  id: z.string(),
  fields: FieldsSchema,
  /** The folder that it was made in. */
  folderId: z.string().optional(),
})
export type AppliedObject = z.infer<typeof AppliedObject>

/** How many days after a click, and after a view, a conversion counts. */
export const LookbackWindows = z.object({ click: z.number(), view: z.number() })
export type LookbackWindows = z.infer<typeof LookbackWindows>

/** What we last wrote at Google Ads and Tag Manager for a tracking: the base against which a plan compares. */
export const AppliedGoogleAds = z.object({
  conversion: z.object({ resourceName: z.string(), conversionId: z.string(), label: z.string() }),
  action: FieldsSchema.default({}),
  /** The look-back windows that the action was made with: Google's own, which no run writes. */
  windows: LookbackWindows.optional(),
  tag: AppliedObject.optional(),
  /** By which tag and triggers are named for as long as they are there; absent of those from before there were patterns. */
  namePattern: z.string().optional(),
  /** By role. */
  triggers: z.record(z.string(), AppliedObject).default({}),
})
export type AppliedGoogleAds = z.infer<typeof AppliedGoogleAds>

/** What was applied, by destination. */
export const Applied = z.object({ googleAds: AppliedGoogleAds.optional() })
export type Applied = z.infer<typeof Applied>
