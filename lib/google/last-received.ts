import { z } from 'zod'
import { type AskedActions, actionsAskedFor } from './actions-asked-for.ts'
import { AdsActionId } from './ads-action-id.ts'
import type { GoogleAds } from './google-ads.ts'

/** `2026-11-30 08:15:00`, as Google writes a moment of the account’s time zone. */
const LocalTime = z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)

const Row = z.object({
  customer: z.object({ timeZone: z.string().refine(isTimeZone), currencyCode: z.string() }),
  conversionAction: z.object({ resourceName: AdsActionId, status: z.string().default('UNKNOWN') }),
  metrics: z
    .object({
      conversionLastReceivedRequestDateTime: LocalTime.optional(),
      conversionLastConversionDate: z.iso.date().optional(),
    })
    .prefault({}),
})

/** What Google Ads has last received of an action. */
export type LastReceived = {
  /** It is removed: Google keeps it, and it receives nothing. */
  removed: boolean
  /** When its last request came, `2026-11-30 08:15:00` in the account’s time zone, whether an ad led to it or not; null if none ever did. */
  requestAt: string | null
  /** The day of its last conversion; null if it has none. */
  conversionOn: string | null
}

/** An account’s actions by their ids; those that it does not have are left out. */
export type ReceivedByAccount = {
  /** As the tz database names it. */
  timeZone: string
  currency: string
  actions: ReadonlyMap<string, LastReceived>
}

/**
 * Asks an account when each of the actions has last received a request and counted a conversion: one question, also of its
 * manager’s actions. Undefined where the account has none of them.
 * @see https://developers.google.com/google-ads/api/fields/v26/conversion_action
 * @throws GoogleError
 */
export async function lastReceived(
  ads: GoogleAds,
  asked: AskedActions,
): Promise<ReceivedByAccount | undefined> {
  const where = actionsAskedFor('conversion_action.resource_name', asked).map((text) => ` WHERE ${text}`)
  const rows = await ads.search(
    asked.accountId,
    `SELECT customer.time_zone, customer.currency_code, conversion_action.resource_name, conversion_action.status,
      metrics.conversion_last_received_request_date_time, metrics.conversion_last_conversion_date
      FROM conversion_action${where.join('')}`,
    Row,
  )
  const [first] = rows
  if (!first) return undefined
  const actions = rows.map(({ conversionAction: { resourceName: id, status }, metrics }) => {
    const received: LastReceived = {
      removed: status === 'REMOVED',
      requestAt: metrics.conversionLastReceivedRequestDateTime ?? null,
      conversionOn: metrics.conversionLastConversionDate ?? null,
    }
    return [id, received] as const
  })
  return {
    timeZone: first.customer.timeZone,
    currency: first.customer.currencyCode,
    actions: new Map(actions.filter(([id]) => asked.actionIds.has(id))),
  }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
