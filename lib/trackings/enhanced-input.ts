import { z } from 'zod'
import { dataLayerName } from '../input/data-layer-name.ts'
import { ENHANCED_MODES } from '../model/enhanced-conversions.ts'

const from = z.strictObject({ dataLayer: dataLayerName }).meta({ id: 'FromDataLayerInput' })

/** @see https://support.google.com/google-ads/answer/13258081 what Google wants of an address, and of a phone number */
const UserDataInput = z
  .strictObject({
    email: from.exactOptional(),
    phone: from.exactOptional(),
    address: z
      .strictObject({
        firstName: from,
        lastName: from,
        street: from.exactOptional(),
        city: from.exactOptional(),
        region: from.exactOptional(),
        postalCode: from,
        country: from,
      })
      .meta({ id: 'UserAddressInput' })
      .exactOptional(),
  })
  .refine(
    ({ email, address }) => email !== undefined || address !== undefined,
    'must have an e-mail or an address: Google matches a phone number only along with one of them',
  )
  .meta({ id: 'UserDataInput' })

/** What the tag sends along about the visitor, as callers ask for it. */
export const enhancedInput = z.union([z.enum(ENHANCED_MODES), UserDataInput])
