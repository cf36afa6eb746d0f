import { GoogleError } from '../google/errors.ts'
import { type AccessToken, refreshAccessToken } from '../google/oauth.ts'
import { log } from '../log.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { withTenant } from '../tenant/with-tenant.ts'
import { endsGrant } from './loss.ts'
import { withRefreshLease } from './refresh-lease.ts'
import { retryDueAt } from './refresh-times.ts'
import {
  type ConnectionKey,
  healthyTokens,
  openRefreshToken,
  readTokens,
  type StoredTokens,
  usableToken,
} from './stored-tokens.ts'

type RefreshOptions = {
  requestId: string
  now: () => Date
  /** An access token that Google has just refused; it counts as expired. */
  rejected?: string | undefined
}

/**
 * Refreshes one connection's access token unless it needs none. A grant that has ended is final at once: connection
 * and customers go to ERROR, nothing is deleted. Any other failure is counted, and the old tokens stay.
 * @returns the usable access token; `undefined` where somebody else is refreshing it
 * @throws GoogleError
 */
export function refreshConnection(key: ConnectionKey, options: RefreshOptions): Promise<string | undefined> {
  const { requestId, now, rejected } = options
  return withRefreshLease(key, requestId, async (tenant) => {
    // Whoever held the lease before may have done the work.
    const stored = await readTokens(tenant, key.googleAccountId)
    const usable = usableToken(stored, now(), rejected)
    if (usable !== undefined) return usable
    try {
      const fresh = await refreshAccessToken(openRefreshToken(stored), { now })
      await save(tenant, stored, fresh, now())
      return fresh.accessToken
    } catch (error) {
      if (!(error instanceof GoogleError)) throw error
      const lost = endsGrant(error)
      if (!lost) await countFailure(tenant, stored, now())
      else if (!(await loseConnection(tenant, stored, error))) {
        // Connected again while Google refused the old grant: the new tokens count.
        const renewed = usableToken(await readTokens(tenant, key.googleAccountId), now(), rejected)
        if (renewed !== undefined) return renewed
      }
      throw error
    }
  })
}

/** Compare-and-set: tokens that somebody stored in the meantime (a reconnect) are newer than ours and stay. */
function unchanged({ googleAccountId, tokenVersion }: StoredTokens) {
  return { googleAccountId, tokenVersion, status: 'ACTIVE' }
}

async function save(tenant: Tenant, stored: StoredTokens, fresh: AccessToken, now: Date): Promise<void> {
  const refreshToken = fresh.refreshToken ?? openRefreshToken(stored)
  const tokens = healthyTokens(stored, { ...fresh, refreshToken })
  await withTenant(tenant, {}, (db) =>
    db.googleConnection.updateMany({
      where: unchanged(stored),
      data: { ...tokens, lastRefreshedAt: now, tokenVersion: { increment: 1 } },
    }),
  )
}

async function countFailure(tenant: Tenant, stored: StoredTokens, now: Date): Promise<void> {
  const refreshFailures = stored.refreshFailures + 1
  await withTenant(tenant, {}, (db) =>
    db.googleConnection.updateMany({
      where: unchanged(stored),
      data: { refreshFailures, refreshDueAt: retryDueAt(now, refreshFailures) },
    }),
  )
}

/** @returns false where the connection was made anew in the meantime and nothing is lost */
async function loseConnection(tenant: Tenant, stored: StoredTokens, error: GoogleError): Promise<boolean> {
  const { organizationId, googleAccountId } = stored
  const customers = await withTenant(tenant, {}, async (db) => {
    const connection = await db.googleConnection.updateMany({
      where: unchanged(stored),
      data: { status: 'ERROR', errorCode: error.reason, refreshDueAt: null },
    })
    if (connection.count === 0) return undefined
    const { count } = await db.customer.updateMany({
      where: { googleAccountId, status: 'CONNECTED' },
      data: { status: 'ERROR', version: { increment: 1 } },
    })
    return count
  })
  if (customers === undefined) return false
  log.warn('connection.lost', { organizationId, googleAccountId, reason: error.reason, customers })
  return true
}
