import { z } from 'zod'
import { FromDataLayer } from '../model/from-data-layer.ts'
import { ConversionColumns } from '../model/tracking-fields.ts'

const columns = ConversionColumns.shape

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
    enhanced: columns.conversionEnhanced,
  })
  .meta({ id: 'Conversion' })
