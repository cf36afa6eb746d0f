import { z } from 'zod'
import { CONVERSION_CATEGORIES } from '../model/conversion-category.ts'
import { CONVERSION_COUNTINGS } from '../model/conversion-counting.ts'
import { enhancedInput } from './enhanced-input.ts'

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))
const MAX_VALUE = 9_999_999_999.99

const category = z.enum(CONVERSION_CATEGORIES)
const counting = z.enum(CONVERSION_COUNTINGS)
const value = z
  .number()
  .min(0)
  .max(MAX_VALUE)
  .refine((number) => Number(number.toFixed(2)) === number, 'must have at most 2 decimals')
  .meta({ description: 'What one conversion is worth', examples: [25] })
const currency = z
  .string()
  .refine((code) => CURRENCIES.has(code), 'must be a currency of ISO 4217, for example EUR')
  .meta({ description: 'Of ISO 4217', examples: ['EUR'] })

/** How Google Ads counts a tracking; what is left out gets the default of the tracking's type. */
export const ConversionInput = z
  .strictObject({
    category: category.exactOptional(),
    counting: counting.default('ONE_PER_CLICK'),
    value: value.exactOptional(),
    currency: currency.exactOptional(),
    enhanced: enhancedInput.default('off'),
  })
  .superRefine((given, context) => {
    const hasValue = given.value !== undefined
    const hasCurrency = given.currency !== undefined
    if (hasValue && !hasCurrency) reject('currency', 'is required along with a value')
    if (hasCurrency && !hasValue) reject('value', 'is required along with a currency')

    function reject(field: 'value' | 'currency', message: string) {
      context.addIssue({ code: 'custom', path: [field], message })
    }
  })
  .meta({ id: 'ConversionInput' })
export type ConversionInput = z.infer<typeof ConversionInput>

/** Changes of these settings; `null` takes value or currency away, and switches enhanced conversions off. */
export const ConversionChanges = z
  .strictObject({
    category: category.exactOptional(),
    counting: counting.exactOptional(),
    value: value.nullable().exactOptional(),
    currency: currency.nullable().exactOptional(),
    enhanced: enhancedInput.nullable().exactOptional(),
  })
  .meta({ id: 'ConversionChanges' })
