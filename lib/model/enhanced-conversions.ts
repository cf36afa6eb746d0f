import { z } from 'zod'
import { FromDataLayer } from './from-data-layer.ts'

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
