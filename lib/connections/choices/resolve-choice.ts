import { invalid } from '../../errors/app-error.ts'
import { adsCustomerId, googleAds } from '../../google/google-ads.ts'
import { requestText } from '../../google/google-reasons.ts'
import { rejectedOr } from '../../google/rejected-or.ts'
import { type TakeQuota, tagManager } from '../../google/tag-manager.ts'
import { tagManagerQuota } from '../../google/tag-manager-quota.ts'
import type { Tenant } from '../../tenant/tenant.ts'
import { withAccessToken } from '../tokens/access-token.ts'

export type Choice = {
  googleAccountId: string
  /** `GTM-…` */
  googleContainerId?: string | null | undefined
  /** With or without hyphens. */
  googleAdsAccountId?: string | null | undefined
  /** The manager account to go through; without it, one is looked for where there is no direct access. */
  loginCustomerId?: string | null | undefined
}

/** Only what was asked for; `loginCustomerId` goes with the Ads account and is `null` for direct access. */
type ResolvedChoice = {
  containerPath?: string
  googleAdsAccountId?: string
  loginCustomerId?: string | null
}

const MAX_QUOTA_WAIT_MS = 8_000
/** Managers tried for an Ads account that the login does not reach directly. */
const MAX_ROOTS = 20

/**
 * Makes sure with Google that the login really sees the chosen container and Ads account.
 * @throws AppError `invalid_request` naming `body.googleContainerId`, `body.googleAdsAccountId` or
 *   `body.loginCustomerId` and how to fix it · GoogleError
 */
export async function resolveChoice(tenant: Tenant, choice: Choice): Promise<ResolvedChoice> {
  const { googleAccountId, googleContainerId, googleAdsAccountId } = choice
  if (!googleContainerId && !googleAdsAccountId) return {}
  const takeQuota = tagManagerQuota(tenant.organizationId, { maxWaitMs: MAX_QUOTA_WAIT_MS })
  return withAccessToken(tenant, googleAccountId, async (token) => ({
    ...(googleContainerId && { containerPath: await containerPath(token, takeQuota, googleContainerId) }),
    ...(googleAdsAccountId && (await adsAccount(token, googleAdsAccountId, choice.loginCustomerId))),
  }))
}

async function containerPath(accessToken: string, takeQuota: TakeQuota, publicId: string): Promise<string> {
  const container = await rejectedOr(
    ['container_not_found', 'container_access_denied', 'invalid_request'],
    tagManager({ accessToken, takeQuota }).lookupContainer(publicId),
  )
  if (typeof container === 'string') {
    throw invalid('body.googleContainerId', requestText('container_not_found'))
  }
  const contexts = (container.usageContext ?? []).map((context) => context.toLowerCase())
  if (contexts.length > 0 && !contexts.includes('web')) {
    throw invalid(
      'body.googleContainerId',
      `is a container for ${contexts.join(', ')}; choose one for the web`,
    )
  }
  return container.path
}

async function adsAccount(accessToken: string, given: string, through: string | null | undefined) {
  const googleAdsAccountId = tenDigits('body.googleAdsAccountId', given)
  const loginCustomerId = through ? tenDigits('body.loginCustomerId', through) : null
  const rejection = await rejectionBy(accessToken, googleAdsAccountId, loginCustomerId)
  if (rejection === undefined) return { googleAdsAccountId, loginCustomerId }
  if (rejection !== 'ads_access_denied') {
    throw invalid('body.googleAdsAccountId', requestText(rejection))
  }
  if (loginCustomerId !== null) {
    throw invalid(
      'body.loginCustomerId',
      `does not lead to ${googleAdsAccountId}; leave it out to have the manager found`,
    )
  }
  const roots = await googleAds({ accessToken }).listAccessibleCustomers()
  for (const root of roots.filter((id) => id !== googleAdsAccountId).slice(0, MAX_ROOTS)) {
    const reached = (await rejectionBy(accessToken, googleAdsAccountId, root)) === undefined
    if (reached) return { googleAdsAccountId, loginCustomerId: root }
  }
  throw invalid('body.googleAdsAccountId', requestText('ads_access_denied'))
}

/** Why the account cannot be used through this manager; `undefined` where it can. */
async function rejectionBy(accessToken: string, accountId: string, loginCustomerId: string | null) {
  const setting = await rejectedOr(
    ['ads_access_denied', 'ads_action_not_permitted', 'ads_account_not_enabled', 'not_ads_user'],
    googleAds({ accessToken, loginCustomerId }).conversionSetting(accountId),
  )
  if (setting === undefined) return 'ads_access_denied'
  return typeof setting === 'string' ? setting : undefined
}

function tenDigits(field: string, given: string): string {
  if (!/^\d{3}-?\d{3}-?\d{4}$/.test(given)) throw invalid(field, 'must be ten digits, like 123-456-7890')
  return adsCustomerId(given)
}
