import { z } from 'zod'
import { type AskedActions, actionsAskedFor } from './actions-asked-for.ts'
import { AdsActionId } from './ads-action-id.ts'
import type { GoogleAds } from './google-ads.ts'

/** A number as its decimal digits say: nothing is calculated with it before PostgreSQL does. */
const Decimal = z.number().default(0).transform(String)

const Row = z.object({
  segments: z.object({ conversionAction: AdsActionId, date: z.iso.date() }),
  metrics: z
    .object({
      allConversionsByConversionDate: Decimal,
      allConversionsValueByConversionDate: Decimal,
    })
    .prefault({}),
})

/** What an action has counted on one day of the account’s time zone, in decimal digits; the value is in its currency. */
export type ConversionDay = { actionId: string; day: string; conversions: string; value: string }

/**
 * Asks an account what the actions have counted by the day of the conversion, from one day (YYYY-MM-DD) to another: one
 * question. Days on which an action has counted nothing are left out.
 * @see https://developers.google.com/google-ads/api/fields/v26/customer
 * @throws GoogleError
 */
export async function conversionDays(
  ads: GoogleAds,
  asked: AskedActions,
  { from, through }: { from: string; through: string },
): Promise<ConversionDay[]> {
  const conditions = [
    `segments.date BETWEEN '${from}' AND '${through}'`,
    ...actionsAskedFor('segments.conversion_action', asked),
  ]
  const rows = await ads.search(
    asked.accountId,
    `SELECT segments.conversion_action, segments.date, metrics.all_conversions_by_conversion_date,
      metrics.all_conversions_value_by_conversion_date FROM customer WHERE ${conditions.join(' AND ')}`,
    Row,
  )
  return rows
    .map(({ segments, metrics }) => ({
      actionId: segments.conversionAction,
      day: segments.date,
      conversions: metrics.allConversionsByConversionDate,
      value: metrics.allConversionsValueByConversionDate,
    }))
    .filter(({ actionId }) => asked.actionIds.has(actionId))
}
