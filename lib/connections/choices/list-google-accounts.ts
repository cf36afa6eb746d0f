import { AppError, notFound } from '../../errors/app-error.ts'
import { tagManagerQuota } from '../../google/tag-manager-quota.ts'
import type { Tenant } from '../../tenant/tenant.ts'
import { withTenant } from '../../tenant/with-tenant.ts'
import { NO_LOGIN } from '../connection-problems.ts'
import { withAccessToken } from '../tokens/access-token.ts'
import type { GoogleAccountsView } from './google-accounts-view.ts'
import { listAdsAccounts } from './list-ads-accounts.ts'
import { listContainers } from './list-containers.ts'

/** How long a request waits for a slot of Tag Manager's quota before it fails. */
const MAX_QUOTA_WAIT_MS = 8_000

/**
 * What the Google login of a customer can see: Tag Manager containers and Google Ads accounts to choose from.
 * @param only one Tag Manager account, for logins with more of them than one request may read
 * @throws AppError `not_found`; `conflict` where the customer has no login yet · GoogleError
 */
export async function listGoogleAccounts(
  tenant: Tenant,
  customerId: string,
  only: { accountId?: string | undefined } = {},
): Promise<GoogleAccountsView> {
  const customer = await withTenant(tenant, { readOnly: true }, (db) =>
    db.customer.findUnique({ where: { id: customerId }, select: { googleAccountId: true } }),
  )
  if (!customer) throw notFound('customer')
  const { googleAccountId } = customer
  if (googleAccountId === null) throw AppError.of(NO_LOGIN, { customerId })
  const takeQuota = tagManagerQuota(tenant.organizationId, { maxWaitMs: MAX_QUOTA_WAIT_MS })
  return withAccessToken(tenant, googleAccountId, async (token) => {
    const [accounts, ads] = await Promise.all([
      listContainers(token, takeQuota, only.accountId),
      listAdsAccounts(token),
    ])
    return { accounts, ...ads }
  })
}
