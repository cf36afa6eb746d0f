import { type ConversionAction, type GoogleAdsOptions, googleAds } from '../../google/google-ads.ts'
import { SyncBlockedError } from './sync-blocked-error.ts'
import type { Work } from './work.ts'

export type AdsAccounts = ReturnType<typeof adsAccounts>

/** How many names one question to Google Ads holds; its texts have a limit. */
const NAMES_A_QUESTION = 500

/** The account in which a conversion action is. */
export function accountOf(resourceName: string): string {
  const account = /^customers\/(\d+)\//.exec(resourceName)?.[1]
  if (account === undefined) throw new TypeError('Not the resource name of a conversion action')
  return account
}

/**
 * The Google Ads accounts of a customer: its own, and the manager's that may count its conversions. Each is reached by
 * a login of its own.
 * @throws SyncBlockedError `ads_account_missing`; GoogleError from every method
 */
export function adsAccounts(
  { googleAdsAccountId, loginCustomerId }: Work['customer'],
  options: GoogleAdsOptions,
) {
  function own(): string {
    if (googleAdsAccountId === null) throw new SyncBlockedError('ads_account_missing')
    return googleAdsAccountId
  }

  let calls = 0

  function at(account: string) {
    calls += 1
    const login = account === googleAdsAccountId ? loginCustomerId : (loginCustomerId ?? account)
    return googleAds({ ...options, loginCustomerId: login })
  }

  return {
    /** For one call. */
    at,
    /** How many calls were made by now. */
    calls: () => calls,
    /** The account in which actions are made, so that they count for the customer's own. */
    counting: async () => (await at(own()).conversionSetting(own())).conversionCustomerId,
    /**
     * Conversion actions by their resource names, whichever account each is in.
     * @param enhanced also whether that account uses enhanced conversions
     */
    async find(
      resourceNames: readonly string[],
      { enhanced = false }: { enhanced?: boolean } = {},
    ): Promise<ConversionAction[]> {
      const found: ConversionAction[] = []
      for (const [account, names] of Map.groupBy(resourceNames, accountOf)) {
        for (const some of inChunks(names)) {
          found.push(
            ...(await at(account).findConversionActions(account, { resourceNames: some }, { enhanced })),
          )
        }
      }
      return found
    },
    /** Conversion actions of one account by the names that were given to them. */
    async findByName(account: string, names: readonly string[]): Promise<ConversionAction[]> {
      const found: ConversionAction[] = []
      for (const some of inChunks(names)) {
        found.push(...(await at(account).findConversionActions(account, { names: some })))
      }
      return found
    },
  }
}

function inChunks(names: readonly string[]): string[][] {
  const count = Math.ceil(names.length / NAMES_A_QUESTION)
  return Array.from({ length: count }, (_, at) =>
    names.slice(at * NAMES_A_QUESTION, (at + 1) * NAMES_A_QUESTION),
  )
}
