import { z } from 'zod'
import { ENHANCED_MODES } from '../model/enhanced-conversions.ts'
import { FromDataLayerInput } from './from-data-layer-input.ts'

/** @see https://support.google.com/google-ads/answer/13258081 what Google wants of an address, and of a phone number */
const UserDataInput = z
  .strictObject({
    email: FromDataLayerInput.exactOptional(),
    phone: FromDataLayerInput.exactOptional(),
    address: z
      .strictObject({
        firstName: FromDataLayerInput,
        lastName: FromDataLayerInput,
        street: FromDataLayerInput.exactOptional(),
        city: FromDataLayerInput.exactOptional(),
        region: FromDataLayerInput.exactOptional(),
        postalCode: FromDataLayerInput,
        country: FromDataLayerInput,
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
