import { withAccessToken } from '../connections/tokens/access-token.ts'
import { AppError } from '../errors/app-error.ts'
import type { ConversionAction } from '../google/google-ads.ts'
import { tagManager } from '../google/tag-manager.ts'
import { tagManagerQuota } from '../google/tag-manager-quota.ts'
import type { ContainerVersion } from '../google/tag-manager-schemas.ts'
import { type IfMatch, requireMatch } from '../input/if-match.ts'
import type { Naming } from '../sync/plan/google-names.ts'
import { TrackingSnapshot } from '../sync/plan/work-item.ts'
import { notReady, READINESS_FIELDS } from '../sync/queue/not-ready.ts'
import { adsAccounts } from '../sync/run/ads-accounts.ts'
import { trackingRow } from '../sync/run/tracking-row.ts'
import { CONNECTION_LOST } from '../sync/sync-problems.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { type TenantDb, withTenant } from '../tenant/with-tenant.ts'
import { NO_SUCH_TRACKING } from '../trackings/tracking-problems.ts'
import { EDIT_PENDING } from './customer-problems.ts'

const MAX_QUOTA_WAIT_MS = 8_000

/** A tracking as it is stored, and what is live of its customer at this moment. */
export type LookedAt = {
  snapshot: TrackingSnapshot
  naming: Naming
  customerId: string
  live: ContainerVersion | undefined
  action: ConversionAction | undefined
}

/**
 * Reads what is live of a tracking whose last edit was synced: one call of Tag Manager, one of Google Ads.
 * @throws AppError `not_found`, `precondition_failed`; `conflict` where an edit waits or Google cannot be reached · GoogleError
 */
export async function lookAtTracking(
  tenant: Tenant,
  trackingId: string,
  ifMatch: IfMatch,
): Promise<LookedAt> {
  const { snapshot, naming, customer } = await withTenant(tenant, { readOnly: true }, (db) =>
    readTracking(db, trackingId, ifMatch),
  )
  const { containerPath, googleAccountId } = customer
  if (!containerPath || !googleAccountId) throw AppError.of(CONNECTION_LOST)
  const takeQuota = tagManagerQuota(tenant.organizationId, { maxWaitMs: MAX_QUOTA_WAIT_MS })
  return withAccessToken(tenant, googleAccountId, async (accessToken) => {
    const live = await tagManager({ accessToken, takeQuota }).liveVersion(containerPath)
    const resourceName = snapshot.applied.googleAds?.conversion.resourceName
    const [action] = resourceName ? await adsAccounts(customer, { accessToken }).find([resourceName]) : []
    return { snapshot, naming, customerId: customer.id, live, action }
  })
}

async function readTracking(db: TenantDb, trackingId: string, ifMatch: IfMatch) {
  const [row] = await db.$queryRaw<{ tracking: unknown; customer_id: string; synced: boolean }[]>`
    select to_jsonb(t) as tracking, t.customer_id, t.synced_version = t.version as synced from tracking t
    where t.organization_id = app.require_org() and t.id = ${trackingId}::uuid and t.deleted_at is null`
  if (!row) throw AppError.of(NO_SUCH_TRACKING)
  const snapshot = TrackingSnapshot.parse(trackingRow(row.tracking))
  requireMatch('tracking', snapshot.version, ifMatch)
  const customer = await db.customer.findUniqueOrThrow({
    where: { id: row.customer_id },
    select: {
      ...READINESS_FIELDS,
      name: true,
      googleAccountId: true,
      loginCustomerId: true,
      organization: { select: { namePattern: true, folder: true } },
    },
  })
  const issue = notReady(customer)
  if (issue) throw issue
  if (!row.synced) throw AppError.of(EDIT_PENDING)
  const { namePattern: pattern, folder } = customer.organization
  return {
    snapshot,
    naming: { pattern, folder, customer: customer.name },
    customer: {
      ...customer,
      containerPath: customer.containerPath ?? '',
      googleAccountId: customer.googleAccountId ?? '',
    },
  }
}
