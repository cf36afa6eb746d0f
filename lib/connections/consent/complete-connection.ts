import { AppError, notFound } from '../../errors/app-error.ts'
import { missingScopes } from '../../google/scopes.ts'
import { hashSecret } from '../../secrets/one-time-secret.ts'
import { enqueueSync } from '../../sync/queue/enqueue.ts'
import type { Tenant } from '../../tenant/tenant.ts'
import { type TenantDb, withTenant } from '../../tenant/with-tenant.ts'
import { NO_SUCH_CONSENT, PERMISSIONS_NOT_TICKED } from '../connection-problems.ts'
import type { CompletedConnection } from '../connection-view.ts'
import { getConnection } from '../get-connection.ts'
import { healthyTokens } from '../tokens/stored-tokens.ts'
import { actingUserId } from './acting-user-id.ts'
import { decryptGrant, type PendingGrant } from './pending-grant.ts'

/**
 * Confirms a consent: the user who started it puts the pending grant to use, once. A login that is connected already
 * keeps its row and its customers, and those that had lost it recover.
 * @throws AppError `not_found`, the same for a handle that is unknown, expired, used or another user's;
 *   `google_rejected` where a permission was left unticked: nothing is stored then
 */
export async function completeConnection(
  tenant: Tenant,
  { handle }: { handle: string },
  now: () => Date = () => new Date(),
): Promise<CompletedConnection> {
  const completed = await withTenant(tenant, {}, async (db) => {
    const { customerId, grant } = await consumeGrant(db, tenant, hashSecret(handle), now())
    const missing = missingScopes(grant.scopes)
    // Returned, not thrown: the handle and its grant are consumed.
    if (missing.length > 0) return { missing }
    await storeConnection(db, tenant.organizationId, grant)
    await attachCustomer(db, customerId, grant.googleAccountId)
    return { customerId, connection: await getConnection(db, grant.googleAccountId) }
  })
  if ('missing' in completed) {
    const permissions = completed.missing.map((scope) => scope.split('/').at(-1)).join(', ')
    throw AppError.of(PERMISSIONS_NOT_TICKED, { permissions })
  }
  return completed
}

async function consumeGrant(db: TenantDb, tenant: Tenant, handleHash: string, now: Date) {
  const own = { handleHash, userId: actingUserId(tenant), completedAt: null, expiresAt: { gt: now } }
  const consent = await db.oAuthState.findFirst({
    where: own,
    select: { customerId: true, stateHash: true, organizationId: true, pendingGrant: true },
  })
  const consumed = await db.oAuthState.updateMany({
    where: own,
    data: { completedAt: now, pendingGrant: null },
  })
  if (!consent?.pendingGrant || consumed.count === 0) throw AppError.of(NO_SUCH_CONSENT)
  return { customerId: consent.customerId, grant: decryptGrant(consent.pendingGrant, consent) }
}

async function storeConnection(db: TenantDb, organizationId: string, grant: PendingGrant): Promise<void> {
  const { googleAccountId, email, scopes } = grant
  const tokens = healthyTokens(
    { organizationId, googleAccountId },
    { ...grant, expiresAt: new Date(grant.expiresAt) },
  )
  const data = { email, scopes, ...tokens }
  // Two consents of one new login may be completed at the same moment: the second waits here and updates.
  const created = await db.googleConnection.createMany({
    data: [{ googleAccountId, ...data }],
    skipDuplicates: true,
  })
  if (created.count > 0) return
  await db.googleConnection.updateMany({
    where: { googleAccountId },
    data: { ...data, status: 'ACTIVE', errorCode: null, tokenVersion: { increment: 1 } },
  })
}

/** Attaches the customer to the login, which serves all of its customers again; a pause stays a pause. */
async function attachCustomer(db: TenantDb, customerId: string, googleAccountId: string): Promise<void> {
  const change = { version: { increment: 1 } }
  const attached = await db.customer.updateMany({
    where: { id: customerId },
    data: { googleAccountId, ...change },
  })
  if (attached.count === 0) throw notFound('customer')
  const recovered = await db.customer.updateManyAndReturn({
    where: { googleAccountId, googleAccess: { not: 'GRANTED' } },
    data: { googleAccess: 'GRANTED', ...change },
    select: { id: true, status: true },
  })
  for (const { id, status } of recovered) if (status === 'READY') enqueueSync(id, [])
}
