import { z } from 'zod'

const FieldsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
const AppliedObject = z.object({ id: z.string(), fields: FieldsSchema })

/** What we last wrote at Google Ads and Tag Manager for a tracking: the base against which a plan compares. */
export const AppliedGoogleAds = z.object({
  conversion: z.object({ resourceName: z.string(), conversionId: z.string(), label: z.string() }),
  action: FieldsSchema.default({}),
  tag: AppliedObject.optional(),
  /** By role. */
  triggers: z.record(z.string(), AppliedObject).default({}),
})
export type AppliedGoogleAds = z.infer<typeof AppliedGoogleAds>

/** What was applied, by destination. */
export const Applied = z.object({ googleAds: AppliedGoogleAds.optional() })
export type Applied = z.infer<typeof Applied>
