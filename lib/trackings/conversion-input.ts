import { z } from 'zod'
import { CONVERSION_CATEGORIES } from '../model/conversion-category.ts'
import { CONVERSION_COUNTINGS } from '../model/conversion-counting.ts'
import { enhancedInput } from './enhanced-input.ts'
import { FromDataLayerInput } from './from-data-layer-input.ts'

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))
const MAX_VALUE = 9_999_999_999.99

/** Either the value itself, or where the data layer has it. */
function orFromDataLayer<Constant extends z.ZodType>(constant: Constant, what: string) {
  return z.union([constant, FromDataLayerInput], {
    error: `must be ${what}, or { "dataLayer": "the.name" } for a value of the data layer`,
  })
}

const category = z.enum(CONVERSION_CATEGORIES)
const counting = z.enum(CONVERSION_COUNTINGS).meta({
  description:
    'Whether one conversion counts after a click or each of them. Without it as Google recommends for the category: ' +
    'MANY_PER_CLICK for PURCHASE and SUBSCRIBE_PAID, ONE_PER_CLICK for all others',
})
const value = orFromDataLayer(
  z
    .number()
    .min(0)
    .max(MAX_VALUE)
    .refine((number) => Number(number.toFixed(2)) === number, 'must have at most 2 decimals'),
  'a number',
).meta({
  description:
    'What one conversion is worth: the same for all, which is the default value of the conversion action too, or as ' +
    'the data layer says. Then a conversion without a value counts 0',
  examples: [25, { dataLayer: 'ecommerce.value' }],
})
const currency = orFromDataLayer(
  z.string().refine((code) => CURRENCIES.has(code), 'must be a currency of ISO 4217, for example EUR'),
  'a currency of ISO 4217, for example EUR',
).meta({
  description:
    'Of the value, of ISO 4217. A value that is the same for all needs one that is as well; without one, values of ' +
    'the data layer are read in the currency of the conversion action',
  examples: ['EUR', { dataLayer: 'ecommerce.currency' }],
})
const orderId = FromDataLayerInput.meta({
  description:
    'Identifies an order, so that one that is reported again, as by a reload of the thank-you page, is not counted ' +
    'again. Always of the data layer: one that is the same for all would count a single conversion',
  examples: [{ dataLayer: 'ecommerce.transaction_id' }],
})
const newCustomer = orFromDataLayer(z.boolean(), 'true or false').meta({
  description:
    'Whether the conversion is of a new customer, for bidding for new customers. `true` or `false` suit an event that ' +
    'only new or only known customers cause; the data layer has to say true or false as well',
  examples: [{ dataLayer: 'new_customer' }],
})
const primary = z.boolean().meta({
  description:
    'Whether bidding aims at it (`primaryForGoal`). Written when the conversion action is made and when it is changed ' +
    'here; what people choose in Google Ads meanwhile stays',
  default: true,
})
const windowMeta = (after: string, most: number) => ({
  description:
    `How many days after ${after} a conversion still counts, at most ${most}. Without it Google’s own default. ` +
    'Written as `primary` is; `null` leaves what the conversion action has',
  examples: [most],
})
const clickThroughLookbackWindowDays = z.int().min(1).max(90).meta(windowMeta('a click', 90))
const viewThroughLookbackWindowDays = z.int().min(1).max(30).meta(windowMeta('an ad was seen', 30))

/** How Google Ads counts a tracking; what is left out gets the default of the tracking's type and category. */
export const ConversionInput = z
  .strictObject({
    category: category.exactOptional(),
    counting: counting.exactOptional(),
    value: value.exactOptional(),
    currency: currency.exactOptional(),
    orderId: orderId.exactOptional(),
    newCustomer: newCustomer.exactOptional(),
    primary: primary.exactOptional(),
    clickThroughLookbackWindowDays: clickThroughLookbackWindowDays.exactOptional(),
    viewThroughLookbackWindowDays: viewThroughLookbackWindowDays.exactOptional(),
    enhanced: enhancedInput.default('off'),
  })
  .superRefine((given, context) => {
    const isFixed = typeof given.value === 'number'
    if (isFixed && given.currency === undefined) reject('currency', 'is required along with a value')
    if (isFixed && typeof given.currency === 'object')
      reject(
        'currency',
        'must be a currency itself, such as EUR, along with a value that is the same for all',
      )
    if (given.currency !== undefined && given.value === undefined)
      reject('value', 'is required along with a currency')

    function reject(field: 'value' | 'currency', message: string) {
      context.addIssue({ code: 'custom', path: [field], message })
    }
  })
  .meta({ id: 'ConversionInput' })
export type ConversionInput = z.infer<typeof ConversionInput>

/** Changes of these settings; `null` takes a value away, and switches enhanced conversions off. */
export const ConversionChanges = z
  .strictObject({
    category: category.exactOptional(),
    counting: counting.exactOptional(),
    value: value.nullable().exactOptional(),
    currency: currency.nullable().exactOptional(),
    orderId: orderId.nullable().exactOptional(),
    newCustomer: newCustomer.nullable().exactOptional(),
    primary: primary.exactOptional(),
    clickThroughLookbackWindowDays: clickThroughLookbackWindowDays.nullable().exactOptional(),
    viewThroughLookbackWindowDays: viewThroughLookbackWindowDays.nullable().exactOptional(),
    enhanced: enhancedInput.nullable().exactOptional(),
  })
  .meta({ id: 'ConversionChanges' })
