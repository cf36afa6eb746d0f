import { AppError, notFound } from '../../errors/app-error.ts'
import { NOTHING_TO_SEARCH } from '../../errors/nothing-to-search.ts'
import { tagManagerQuota } from '../../google/tag-manager-quota.ts'
import type { Tenant } from '../../tenant/tenant.ts'
import { type TenantDb, withTenant } from '../../tenant/with-tenant.ts'
import { NO_LOGIN } from '../connection-problems.ts'
import { withAccessToken } from '../tokens/access-token.ts'
import type { ContainerSearch } from './container-search.ts'
import type { GoogleAccountsView } from './google-accounts-view.ts'
import { listAdsAccounts, NO_ADS_ACCOUNTS } from './list-ads-accounts.ts'
import { listContainers } from './list-containers.ts'

/** How long a request waits for a slot of Tag Manager's quota before it fails. */
const MAX_QUOTA_WAIT_MS = 8_000

/**
 * What the Google login of a customer can see: Tag Manager containers and Google Ads accounts to choose from.
 * @param search for containers; Google Ads accounts are not asked for then
 * @throws AppError `not_found`; `conflict` where the customer has no login yet; `invalid_request` for a text of which
 *   nothing is left to search for · GoogleError
 */
export async function listGoogleAccounts(
  tenant: Tenant,
  customerId: string,
  search: ContainerSearch = {},
): Promise<GoogleAccountsView> {
  const customer = await withTenant(tenant, { readOnly: true }, (db) =>
    db.customer.findUnique({ where: { id: customerId }, select: { googleAccountId: true } }),
  )
  if (!customer) throw notFound('customer')
  const { googleAccountId } = customer
  if (googleAccountId === null) throw AppError.of(NO_LOGIN, { customerId })
  const options = {
    takeQuota: tagManagerQuota(tenant.organizationId, { maxWaitMs: MAX_QUOTA_WAIT_MS }),
    namesWith: (text: string, names: string[]) =>
      withTenant(tenant, { readOnly: true }, (db) => namesWith(db, text, names)),
  }
  const searches = Object.keys(search).length > 0
  return withAccessToken(tenant, googleAccountId, async (token) => {
    const [containers, ads] = await Promise.all([
      listContainers(token, search, options),
      searches ? NO_ADS_ACCOUNTS : listAdsAccounts(token),
    ])
    return { ...containers, ...ads }
  })
}

/**
 * The names that contain a text, compared as customers are searched for.
 * @throws AppError `invalid_request` for a text of which nothing is left to search for
 */
async function namesWith(db: TenantDb, text: string, names: string[]): Promise<ReadonlySet<string>> {
  const found = await db.$queryRaw<{ name: string | null }[]>`
    select n.name from (select app.search_key(${text}) as key) s
    left join unnest(${names}::text[]) as n (name) on position(s.key in app.search_key(n.name)) > 0
    where s.key <> ''`
  if (found.length === 0) throw AppError.of(NOTHING_TO_SEARCH)
  return new Set(found.flatMap(({ name }) => name ?? []))
}
