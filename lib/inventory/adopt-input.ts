import { z } from 'zod'
import { trackingName } from '../trackings/tracking-input.ts'

/** The tag that becomes a tracking, and under which name; without one, the tag's own. */
export const AdoptTag = z
  .strictObject({
    tagId: z
      .string()
      .regex(/^\d{1,20}$/, 'must be the number of a tag in Tag Manager')
      .meta({ description: 'A conversion tag of Google Ads, as the inventory lists it', examples: ['15'] }),
    name: trackingName
      .exactOptional()
      .describe('The name of the tracking; by default that of the tag. The tag keeps its own'),
  })
  .meta({ id: 'AdoptTag' })
export type AdoptTag = z.infer<typeof AdoptTag>
