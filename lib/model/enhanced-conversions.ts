import { z } from 'zod'

/** A value of the data layer at the moment at which a tag fires, by its name. */
const FromDataLayer = z
  .object({
    dataLayer: z.string().meta({
      description: 'The name of the value, with dots for what is inside of another',
      examples: ['user.email'],
    }),
  })
  .meta({ id: 'FromDataLayer' })
export type FromDataLayer = z.infer<typeof FromDataLayer>

/** Where a page keeps what a visitor has given: names of the data layer alone, and no data of any visitor. */
export const UserData = z
  .object({
    email: FromDataLayer.exactOptional(),
    phone: FromDataLayer.exactOptional(),
    address: z
      .object({
        firstName: FromDataLayer,
        lastName: FromDataLayer,
        street: FromDataLayer.exactOptional(),
        city: FromDataLayer.exactOptional(),
        region: FromDataLayer.exactOptional(),
        postalCode: FromDataLayer,
        country: FromDataLayer,
      })
      .meta({ id: 'UserAddress' })
      .exactOptional(),
  })
  .meta({ id: 'UserData' })
export type UserData = z.infer<typeof UserData>

export const ENHANCED_MODES = ['off', 'automatic'] as const

/** Enhanced conversions for web: what the tag of a tracking sends along about the visitor. */
export const EnhancedConversions = z.union([z.enum(ENHANCED_MODES), UserData])
export type EnhancedConversions = z.infer<typeof EnhancedConversions>
