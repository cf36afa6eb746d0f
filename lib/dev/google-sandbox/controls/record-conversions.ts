import { adsNow, noonOf } from '../ads/account-time.ts'
import { receiveRequest } from '../ads/counted-conversions.ts'
import { inCurrency } from '../ads/in-currency.ts'
import type { Counted, State } from '../state/state.ts'
import { findAction } from './find-action.ts'

/** What an action has counted, by day of the account (`2026-11-30`); a value in its currency, by default the action's. */
export type RecordedDays = Readonly<Record<string, number | { count: number; value: number }>>

/**
 * An account has counted so many conversions of an action on these days, clicks and conversions alike, in place of what
 * was counted before; 0 removes a day. The last request was seen at noon of the last of them, or now if that is earlier.
 * @throws Error for a manager, which counts nothing itself: a mistake of the test
 */
export function recordConversions(
  state: State,
  accountId: string,
  idNameOrLabel: string,
  days: RecordedDays,
): void {
  const { account, owner, action } = findAction(state, accountId, idNameOrLabel)
  if (account.manager) throw new Error(`${accountId} is a manager: its clients count conversions.`)
  const { defaultValue, defaultCurrencyCode } = action.valueSettings
  const each = inCurrency(defaultValue, defaultCurrencyCode, account.currencyCode)
  const kept = (account.counted.get(action.id) ?? []).filter(({ day }) => !Object.hasOwn(days, day))
  const added = Object.entries(days)
    .map(([day, recorded]): Counted => {
      const { count, value } =
        typeof recorded === 'number' ? { count: recorded, value: recorded * each } : recorded
      return { clickDay: day, day, count, value }
    })
    .filter(({ count }) => count > 0)
  account.counted.set(action.id, [...kept, ...added])
  const last = added
    .map(({ day }) => day)
    .toSorted()
    .at(-1)
  if (last === undefined) return
  const seen = Math.min(noonOf(account, last).getTime(), adsNow(state).getTime())
  receiveRequest(owner, action.id, new Date(seen))
}
