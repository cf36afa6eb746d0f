import { AppError } from '../errors/app-error.ts'
import { type ConversionDay, conversionDays } from '../google/conversion-days.ts'
import { type GoogleAds, googleAds } from '../google/google-ads.ts'
import { GoogleError } from '../google/google-error.ts'
import { type LastReceived, lastReceived } from '../google/last-received.ts'
import { withFreshToken } from '../google/with-fresh-token.ts'
import type { AccessTokenSource } from '../tenant/access-token-source.ts'
import type { CollectedAccount, Login } from './collected-account.ts'
import type { CollectionSession } from './collection-session.ts'
import { NoLoginError } from './no-login-error.ts'
import { type ReadWindow, readWindow } from './read-window.ts'

/** Of one request: five in a row end well within the lease. In milliseconds. */
const TIMEOUT_MS = 20_000
/** Logins that are tried: of hundreds that a client has thrown out, each would cost a question a day. */
const LOGINS = 3

type AskOptions = { session: CollectionSession; accessToken: AccessTokenSource; now: Date }

/** What an account has said of our actions, by their ids. */
export type AccountReport = {
  timeZone: string
  currency: string | null
  window: ReadWindow
  actions: ReadonlyMap<string, LastReceived>
  days: ReadonlyMap<string, readonly ConversionDay[]>
}

/**
 * Asks an account of its actions, one question of each kind, by the first of its logins that reaches it.
 * @throws GoogleError of the last login that was tried · NoLoginError
 */
export async function askAccount(account: CollectedAccount, options: AskOptions): Promise<AccountReport> {
  let failure: unknown = new NoLoginError()
  for (const login of account.logins.slice(0, LOGINS)) {
    try {
      return await askAs(login, account, options)
    } catch (error) {
      if (!isLoginLost(error)) throw error
      failure = error instanceof GoogleError ? error : failure
    }
  }
  throw failure
}

/** Whether another login may do better: of this one the grant has ended, or a right is gone. */
function isLoginLost(error: unknown): boolean {
  // It was disconnected meanwhile.
  if (error instanceof AppError && error.code === 'not_found') return true
  return error instanceof GoogleError && (error.kind === 'token' || error.kind === 'user_action')
}

function askAs(
  { googleAccountId, loginCustomerId }: Login,
  account: CollectedAccount,
  options: AskOptions,
): Promise<AccountReport> {
  const { session, accessToken: tokenOf } = options
  return withFreshToken(
    (known) => tokenOf(session.tenant, googleAccountId, known),
    (accessToken) =>
      askBy(googleAds({ accessToken, loginCustomerId, timeoutMs: TIMEOUT_MS }), account, options),
  )
}

async function askBy(
  ads: GoogleAds,
  account: CollectedAccount,
  { now, session }: AskOptions,
): Promise<AccountReport> {
  const ids = account.trackings.flatMap(({ actionId }) => actionId ?? [])
  const asked = { accountId: account.adsAccountId, actionIds: new Set(ids) }
  await session.renew()
  const received = await lastReceived(ads, asked)
  const { timeZone, currency } = received ?? { ...account, timeZone: account.timeZone ?? 'UTC' }
  const window = readWindow(now, timeZone, account)
  if (!received) return { timeZone, currency, window, actions: new Map(), days: new Map() }
  await session.renew()
  const actionIds = new Set(received.actions.keys())
  const days = await conversionDays(ads, { ...asked, actionIds }, window)
  const byAction = Map.groupBy(days, ({ actionId }) => actionId)
  return { timeZone, currency, window, actions: received.actions, days: byAction }
}
