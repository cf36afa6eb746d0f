import type { AdsCustomer, ConversionAction, State } from '../state/state.ts'
import type { AdClick, Visit } from '../visitors/fire-tags.ts'
import type { Conversion } from '../visitors/simulate.ts'
import { accountDay } from './account-time.ts'
import { addConversions, receiveRequest } from './counted-conversions.ts'
import { inCurrency } from './in-currency.ts'

const DAY_MS = 86_400_000

/** Without these, a tag sends a request in which Google finds no click. */
const NEEDED_CONSENT = ['ad_storage', 'ad_user_data']

/**
 * What Google Ads makes of the conversions that a visitor's tags report. Every request is seen; a conversion is counted
 * if it leads back to an ad, for the account of the ad, one for each click or all as the action says, and an order id once
 * for each action. Those of removed and hidden actions are not; that the request of a hidden one is seen is our reading.
 * @see https://support.google.com/google-ads/answer/6386790
 * @see https://developers.google.com/google-ads/api/reference/rpc/v26/ConversionActionStatusEnum.ConversionActionStatus
 */
export function receiveConversions(state: State, conversions: readonly Conversion[], visit: Visit): void {
  const ofThisClick = new Set<string>()
  for (const conversion of conversions) {
    const found = taggedAction(state, conversion)
    if (!found) continue
    const { owner, action } = found
    if (action.status === 'REMOVED' || owner.stopped.has(action.id)) continue
    receiveRequest(owner, action.id, visit.now)
    const click = conversion.linked ? attributedClick(state, owner, action, visit) : undefined
    const again = action.countingType === 'ONE_PER_CLICK' && ofThisClick.has(action.id)
    if (!click || again || action.status === 'HIDDEN' || isKnownOrder(owner, action, conversion)) continue
    ofThisClick.add(action.id)
    const times = owner.doubled.has(action.id) ? 2 : 1
    addConversions(click.account, action.id, {
      clickDay: accountDay(click.account, click.at),
      day: accountDay(click.account, visit.now),
      count: times,
      value: times * conversionValue(conversion, action, click.account),
    })
  }
}

/** Whether an order was counted before; if not, it is from now on. */
function isKnownOrder(owner: AdsCustomer, { id }: ConversionAction, { orderId }: Conversion): boolean {
  if (orderId === undefined) return false
  const known = owner.orderIds.get(id) ?? new Set()
  if (known.has(orderId)) return true
  owner.orderIds.set(id, known.add(orderId))
  return false
}

/** The number behind `AW-` names the account, the label one of its actions. */
function taggedAction(state: State, { conversionId, label }: Conversion) {
  for (const owner of state.adsCustomers.values()) {
    if (owner.conversionTrackingId !== conversionId) continue
    for (const action of owner.conversionActions.values()) {
      if (action.label === label && action.type === 'WEBPAGE') return { owner, action }
    }
  }
  return undefined
}

/** The click that a conversion is counted for: known by consent, of an account that uses the action, and in its window. */
function attributedClick(
  state: State,
  owner: AdsCustomer,
  action: ConversionAction,
  { now, adClick = true, consent = {} }: Visit,
): { account: AdsCustomer; at: Date } | undefined {
  if (adClick === false || NEEDED_CONSENT.some((type) => consent[type] === 'denied')) return undefined
  const { at = now, account: named }: AdClick = adClick === true ? {} : adClick
  const account = [...state.adsCustomers.values()].find(
    ({ id, manager, conversionCustomerId }) =>
      !manager && (named ?? id) === id && (id === owner.id || conversionCustomerId === owner.id),
  )
  const age = now.getTime() - at.getTime()
  const inWindow = age >= 0 && age <= Number(action.clickThroughLookbackWindowDays) * DAY_MS
  return account && inWindow ? { account, at } : undefined
}

/** The tag's value, else the action's, in the account's currency. */
function conversionValue(
  conversion: Conversion,
  { valueSettings }: ConversionAction,
  account: AdsCustomer,
): number {
  const { defaultValue, defaultCurrencyCode, alwaysUseDefaultValue } = valueSettings
  const given = Number(conversion.value ?? Number.NaN)
  const fromTag = !alwaysUseDefaultValue && Number.isFinite(given)
  const currency = (fromTag && conversion.currencyCode) || defaultCurrencyCode
  return inCurrency(fromTag ? given : defaultValue, currency, account.currencyCode)
}
