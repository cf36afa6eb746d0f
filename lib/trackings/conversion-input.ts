import { z } from 'zod'
import { CONVERSION_CATEGORIES, CONVERSION_COUNTINGS } from './tracking-sets.ts'

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))
const MAX_VALUE = 9_999_999_999.99

/** How Google Ads counts a tracking; what is left out gets the default of the tracking's type. */
export const ConversionInput = z
  .strictObject({
    category: z.enum(CONVERSION_CATEGORIES).exactOptional(),
    counting: z.enum(CONVERSION_COUNTINGS).default('ONE_PER_CLICK'),
    value: z
      .number()
      .min(0)
      .max(MAX_VALUE)
      .refine((value) => Number(value.toFixed(2)) === value, 'must have at most 2 decimals')
      .exactOptional(),
    currency: z
      .string()
      .refine((code) => CURRENCIES.has(code), 'must be a currency of ISO 4217, for example EUR')
      .exactOptional(),
  })
  .superRefine(({ value, currency }, context) => {
    if (value !== undefined && currency === undefined) refuse('currency', 'is required along with a value')
    if (currency !== undefined && value === undefined) refuse('value', 'is required along with a currency')

    function refuse(field: 'value' | 'currency', message: string) {
      context.addIssue({ code: 'custom', path: [field], message })
    }
  })
export type ConversionInput = z.infer<typeof ConversionInput>
