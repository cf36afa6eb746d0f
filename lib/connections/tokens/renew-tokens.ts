import { GoogleError } from '../../google/google-error.ts'
import { type AccessToken, refreshAccessToken } from '../../google/google-oauth.ts'
import { missingScopes } from '../../google/scopes.ts'
import { DecryptionError } from '../../secrets/token-cipher.ts'
import { log } from '../../telemetry/log.ts'
import type { Tenant } from '../../tenant/tenant.ts'
import { withTenant } from '../../tenant/with-tenant.ts'
import { retryDueAt } from './refresh-times.ts'
import { decryptRefreshToken, healthyTokens, type StoredTokens } from './stored-tokens.ts'

/** Why a refresh brought no token: Google rejected it, or a stored token cannot be decrypted. */
type RenewalFailure = GoogleError | DecryptionError

/**
 * The outcome of asking Google for a new access token.
 * - `superseded`: a user reconnected or disconnected meanwhile; the tokens stored then count.
 * - `failed`: the refresh is postponed, and the old tokens stay.
 * - `lost`: the grant has ended, as connection and customers say since this moment.
 */
export type Renewal =
  | { outcome: 'refreshed'; accessToken: string }
  | { outcome: 'superseded' }
  | { outcome: 'failed' | 'lost'; error: RenewalFailure }

/**
 * Refreshes stored tokens at Google and records the outcome. Needs the tenant of a refresh, which holds the lease.
 * @throws TenantAccessDeniedError `lease_lost` where the lease ended meanwhile: nothing is recorded then
 */
export async function renewTokens(tenant: Tenant, stored: StoredTokens, now: () => Date): Promise<Renewal> {
  const fresh = await requestTokens(stored, now)
  if (fresh instanceof GoogleError && endsGrant(fresh)) return markLost(tenant, stored, fresh)
  if (fresh instanceof Error) return postpone(tenant, stored, fresh, now())
  const { scopes } = fresh
  if (missingScopes(scopes).length === 0) return save(tenant, stored, fresh, now())
  // The person has withdrawn a part of the permission: no sync could succeed.
  const narrowed = new GoogleError('scope_missing', { service: 'oauth', operation: 'token.refresh' })
  return markLost(tenant, stored, narrowed, scopes)
}

type FreshTokens = AccessToken & { refreshToken: string }

async function requestTokens(stored: StoredTokens, now: () => Date): Promise<FreshTokens | RenewalFailure> {
  try {
    const refreshToken = decryptRefreshToken(stored)
    const fresh = await refreshAccessToken(refreshToken, { now })
    return { ...fresh, refreshToken: fresh.refreshToken ?? refreshToken }
  } catch (error) {
    if (error instanceof GoogleError || error instanceof DecryptionError) return error
    throw error
  }
}

/** Whether a failed refresh has ended the grant: waiting does not bring it back, connecting again does. */
function endsGrant(error: GoogleError): boolean {
  return error.kind === 'token' || error.kind === 'user_action'
}

/** Compare-and-set: what was stored in the meantime is newer than ours and stays. */
function unchanged({ googleAccountId, tokenVersion }: StoredTokens) {
  return { googleAccountId, tokenVersion, status: 'ACTIVE' }
}

async function save(tenant: Tenant, stored: StoredTokens, fresh: FreshTokens, now: Date): Promise<Renewal> {
  const { accessToken, scopes } = fresh
  const tokens = healthyTokens(stored, fresh)
  const { count } = await withTenant(tenant, {}, (db) =>
    db.googleConnection.updateMany({
      where: unchanged(stored),
      data: { ...tokens, scopes, lastRefreshedAt: now, tokenVersion: { increment: 1 } },
    }),
  )
  return count === 0 ? { outcome: 'superseded' } : { outcome: 'refreshed', accessToken }
}

async function postpone(
  tenant: Tenant,
  stored: StoredTokens,
  error: RenewalFailure,
  now: Date,
): Promise<Renewal> {
  const { organizationId, googleAccountId } = stored
  const refreshFailures = stored.refreshFailures + 1
  const retryAfterMs = error instanceof GoogleError ? (error.retryAfterMs ?? 0) : 0
  const refreshDueAt = new Date(
    Math.max(retryDueAt(now, refreshFailures).getTime(), now.getTime() + retryAfterMs),
  )
  const { count } = await withTenant(tenant, {}, (db) =>
    db.googleConnection.updateMany({ where: unchanged(stored), data: { refreshFailures, refreshDueAt } }),
  )
  if (count === 0) return { outcome: 'superseded' }
  const fields = { organizationId, googleAccountId, failures: refreshFailures }
  if (error instanceof GoogleError) log.warn('connection.refresh_failed', { ...fields, reason: error.reason })
  else log.error('connection.decryption_failed', { ...fields, reason: error.code })
  return { outcome: 'failed', error }
}

/** @param scopes what is still granted, where Google has said so */
async function markLost(
  tenant: Tenant,
  stored: StoredTokens,
  error: GoogleError,
  scopes = stored.scopes,
): Promise<Renewal> {
  const { organizationId, googleAccountId } = stored
  const customers = await withTenant(tenant, {}, async (db) => {
    const connection = await db.googleConnection.updateMany({
      where: unchanged(stored),
      data: { status: 'ERROR', errorCode: error.reason, scopes, refreshDueAt: null },
    })
    if (connection.count === 0) return undefined
    const { count } = await db.customer.updateMany({
      where: { googleAccountId, googleAccess: 'GRANTED' },
      data: { googleAccess: 'LOST', version: { increment: 1 } },
    })
    return count
  })
  if (customers === undefined) return { outcome: 'superseded' }
  log.warn('connection.lost', { organizationId, googleAccountId, reason: error.reason, customers })
  return { outcome: 'lost', error }
}
