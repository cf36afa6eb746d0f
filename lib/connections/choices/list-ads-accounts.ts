import { inParallel } from '../../concurrency/in-parallel.ts'
import { googleAds } from '../../google/google-ads.ts'
import { GoogleError } from '../../google/google-error.ts'
import { type GoogleReason, requestText } from '../../google/google-reasons.ts'
import type { AdsAccountView, GoogleAccountsView, Problem } from './google-accounts-view.ts'

const MAX_ROOTS = 20
const MAX_ACCOUNTS = 500
const WIDTH = 4

type AdsAccounts = Omit<GoogleAccountsView, 'accounts' | 'notSearched'>

/** Where they were not asked for. */
export const NO_ADS_ACCOUNTS: AdsAccounts = { adsAccounts: null, adsProblem: null, adsTruncated: false }

/**
 * The Google Ads accounts of a login, those below its managers included. An account that Google rejects is listed with the
 * reason, and so is a login without Google Ads.
 * @throws GoogleError where the token is rejected, or Google cannot respond now
 */
export async function listAdsAccounts(accessToken: string): Promise<AdsAccounts> {
  const roots = await orProblem(googleAds({ accessToken }).listAccessibleCustomers())
  if ('code' in roots) return { adsAccounts: [], adsProblem: roots, adsTruncated: false }
  const found = await inParallel(roots.slice(0, MAX_ROOTS), WIDTH, (id) => accountsUnder(accessToken, id))
  const all = withoutRepeats(found.flat())
  return {
    adsAccounts: all.slice(0, MAX_ACCOUNTS),
    adsProblem: null,
    adsTruncated: roots.length > MAX_ROOTS || all.length > MAX_ACCOUNTS,
  }
}

/** A directly reached account and, if it is a manager, those below it. */
async function accountsUnder(accessToken: string, id: string): Promise<AdsAccountView[]> {
  const account = {
    googleAdsAccountId: id,
    name: '',
    manager: false,
    loginCustomerId: null,
    currencyCode: null,
  }
  const setting = await orProblem(googleAds({ accessToken }).conversionSetting(id))
  if (setting === undefined || 'code' in setting) {
    return [{ ...account, problem: setting ?? problem('ads_access_denied') }]
  }
  const { descriptiveName: name, manager, currencyCode } = setting
  const known = { ...account, name, manager, currencyCode: currencyCode || null }
  if (!manager) return [{ ...known, problem: null }]

  const clients = await orProblem(googleAds({ accessToken, loginCustomerId: id }).listClientAccounts(id))
  if ('code' in clients) return [{ ...known, problem: clients }]
  const below = clients.map((client) => ({
    googleAdsAccountId: client.id,
    name: client.descriptiveName,
    manager: client.manager,
    loginCustomerId: id,
    currencyCode: null,
    problem: client.status === 'ENABLED' ? null : problem('ads_account_not_enabled'),
  }))
  return [{ ...known, problem: null }, ...below]
}

/** A manager lists itself, and accounts have several managers; direct access wins. */
function withoutRepeats(accounts: AdsAccountView[]): AdsAccountView[] {
  const directFirst = accounts.toSorted(
    (a, b) => Number(a.loginCustomerId !== null) - Number(b.loginCustomerId !== null),
  )
  const byId = new Map<string, AdsAccountView>()
  for (const account of directFirst) {
    if (!byId.has(account.googleAdsAccountId)) byId.set(account.googleAdsAccountId, account)
  }
  return [...byId.values()]
}

/** A rejection that concerns one account only is returned; one that stops everything is thrown. */
async function orProblem<T>(request: Promise<T>): Promise<T | Problem> {
  try {
    return await request
  } catch (error) {
    if (!(error instanceof GoogleError)) throw error
    switch (error.kind) {
      case 'user_action':
      case 'permanent':
      case 'operator':
        return problem(error.reason)
      case 'token':
      case 'quota':
      case 'conflict':
      case 'transient':
        throw error
      default:
        return error.kind satisfies never
    }
  }
}

function problem(code: GoogleReason): Problem {
  return { code, nextStep: requestText(code) }
}
