import { z } from 'zod'
import { ConversionColumns } from '../model/tracking-fields.ts'

const columns = ConversionColumns.shape

const FromDataLayer = z
  .object({
    dataLayer: z.string().meta({ description: 'The name of the value', examples: ['ecommerce.value'] }),
  })
  .meta({
    id: 'DataLayerValue',
    description: 'Read from the data layer of the page at the moment of the conversion',
  })

/** How Google Ads counts a tracking. */
export const ConversionView = z
  .object({
    category: columns.conversionCategory,
    counting: columns.conversionCounting,
    value: z.union([z.number(), FromDataLayer]).nullable(),
    currency: z.union([z.string(), FromDataLayer]).nullable(),
    orderId: FromDataLayer.nullable(),
    newCustomer: z.union([z.boolean(), FromDataLayer]).nullable(),
    primary: columns.conversionPrimary,
    clickThroughLookbackWindowDays: columns.conversionClickThroughLookbackWindowDays,
    viewThroughLookbackWindowDays: columns.conversionViewThroughLookbackWindowDays,
  })
  .meta({ id: 'Conversion' })
