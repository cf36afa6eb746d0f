import { withAccessToken } from '../connections/tokens/access-token.ts'
import { NO_SUCH_CUSTOMER } from '../customers/customer-problems.ts'
import { AppError } from '../errors/app-error.ts'
import type { ListedConversionAction } from '../google/google-ads.ts'
import { tagManager } from '../google/tag-manager.ts'
import { tagManagerQuota } from '../google/tag-manager-quota.ts'
import type { ContainerVersion, VersionHeader } from '../google/tag-manager-schemas.ts'
import type { Naming } from '../sync/plan/google-names.ts'
import { notReady, READINESS_FIELDS } from '../sync/queue/not-ready.ts'
import { type AdsAccounts, adsAccounts } from '../sync/run/ads-accounts.ts'
import { CONNECTION_LOST } from '../sync/sync-problems.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { withTenant } from '../tenant/with-tenant.ts'

const MAX_QUOTA_WAIT_MS = 8_000

/** What a customer has at Google at this moment. */
export type LookedAtContainer = {
  publicId: string
  naming: Naming
  /** `undefined` where the container was never published. */
  live: ContainerVersion | undefined
  latest: VersionHeader | undefined
  /** The Google Ads accounts whose actions were read: its own, and the one that counts its conversions. */
  accountIds: readonly string[]
  /** The AW numbers of these accounts. */
  conversionIds: ReadonlySet<string>
  actions: readonly ListedConversionAction[]
}

/**
 * Reads a customer's live version, the newest one, and all conversion actions of its Google Ads account and of the one
 * that counts for it: two calls of Tag Manager, two or three of Google Ads. Writes nothing.
 * @throws AppError `not_found`; `conflict` where it cannot be reached · GoogleError
 */
export async function lookAtContainer(tenant: Tenant, customerId: string): Promise<LookedAtContainer> {
  const customer = await withTenant(tenant, { readOnly: true }, (db) =>
    db.customer.findUnique({
      where: { id: customerId },
      select: {
        ...READINESS_FIELDS,
        name: true,
        googleContainerId: true,
        googleAccountId: true,
        loginCustomerId: true,
        organization: { select: { namePattern: true, folder: true } },
      },
    }),
  )
  if (!customer) throw AppError.of(NO_SUCH_CUSTOMER)
  const issue = notReady(customer)
  if (issue) throw issue
  const { name, containerPath, googleAccountId, googleContainerId, googleAdsAccountId } = customer
  const { namePattern, folder } = customer.organization
  if (!containerPath || !googleAccountId || !googleAdsAccountId) throw AppError.of(CONNECTION_LOST)
  const takeQuota = tagManagerQuota(tenant.organizationId, { maxWaitMs: MAX_QUOTA_WAIT_MS })
  return withAccessToken(tenant, googleAccountId, async (accessToken) => {
    const gtm = tagManager({ accessToken, takeQuota })
    const ads = adsAccounts({ ...customer, containerPath, googleAccountId }, { accessToken })
    const live = await gtm.liveVersion(containerPath)
    const latest = await gtm.latestVersionHeader(containerPath)
    return {
      publicId: googleContainerId ?? '',
      naming: { pattern: namePattern, folder, customer: name },
      live,
      latest,
      ...(await lookAtAds(ads, googleAdsAccountId)),
    }
  })
}

async function lookAtAds(
  ads: AdsAccounts,
  own: string,
): Promise<Pick<LookedAtContainer, 'accountIds' | 'conversionIds' | 'actions'>> {
  const { conversionCustomerId, conversionTrackingIds } = await ads.at(own).conversionSetting(own)
  const accountIds = [...new Set([own, conversionCustomerId])]
  // An account lists the actions of the one that counts for it as well, under names of its own.
  const byId = new Map<string, ListedConversionAction>()
  for (const account of accountIds) {
    for (const action of await ads.at(account).listConversionActions(account)) byId.set(action.id, action)
  }
  const actions = [...byId.values()]
  const seen = actions.flatMap(({ conversionId }) => conversionId ?? [])
  return { accountIds, conversionIds: new Set([...conversionTrackingIds, ...seen]), actions }
}
