import type { AdsCustomer, State } from '../state/state.ts'

const DAY_MS = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

/** The time of Google Ads and of the visitors: the sandbox's clock, unless a test has set another. */
export function adsNow(state: State): Date {
  return state.adsNow ?? state.now()
}

/** `yyyy-MM-dd HH:mm:ss` in the account's time zone, as Google writes it. */
export function accountTime({ timeZone }: Pick<AdsCustomer, 'timeZone'>, at: Date): string {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  formats.set(timeZone, format)
  return format.format(at)
}

/** `yyyy-MM-dd` in the account's time zone. */
export function accountDay(account: Pick<AdsCustomer, 'timeZone'>, at: Date): string {
  return accountTime(account, at).slice(0, 10)
}

/** Noon of a day in the account's time zone. */
export function noonOf(account: Pick<AdsCustomer, 'timeZone'>, day: string): Date {
  const noon = Date.parse(`${day}T12:00:00Z`)
  const there = Date.parse(`${accountTime(account, new Date(noon)).replace(' ', 'T')}Z`)
  return new Date(noon - (there - noon))
}

/** The last day whose conversions an account reports by now; `undefined` where none are late. */
export function lastReportedDay(state: State, account: AdsCustomer): string | undefined {
  if (account.lagDays === 0) return undefined
  return accountDay(account, new Date(adsNow(state).getTime() - account.lagDays * DAY_MS))
}
