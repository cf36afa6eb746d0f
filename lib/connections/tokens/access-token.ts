import { setTimeout as wait } from 'node:timers/promises'
import { GoogleError } from '../../google/google-error.ts'
import type { Tenant } from '../../tenant/tenant.ts'
import { TenantAccessDeniedError } from '../../tenant/tenant-access-denied-error.ts'
import { refreshConnection } from './refresh.ts'
import { readTokens, type StoredTokens, usableToken } from './stored-tokens.ts'

type AccessTokenOptions = {
  /** An access token that Google has just refused; it counts as expired. */
  rejected?: string | undefined
  now?: () => Date
}

const POLL_MS = 100
const MAX_WAIT_MS = 10_000

/** One refresh a connection in this instance; the lease in the database keeps the other instances out. */
const underWay = new Map<string, Promise<string>>()

/**
 * An access token that lives for five minutes at least, refreshed where need be. Not inside a transaction: it may call
 * Google.
 * @throws GoogleError of kind `token` or `user_action` once the grant has ended (the connection is in ERROR then, and
 *   has to be made anew); `transient` where nothing is lost · AppError `not_found`
 */
export async function accessToken(
  tenant: Tenant,
  googleAccountId: string,
  { rejected, now = () => new Date() }: AccessTokenOptions = {},
): Promise<string> {
  const stored = await readTokens(tenant, googleAccountId)
  const usable = usableToken(stored, now(), rejected)
  if (usable !== undefined) return usable

  const key = `${tenant.organizationId}/${googleAccountId}`
  for (let others = underWay.get(key); others; others = underWay.get(key)) {
    try {
      return await others
    } catch (error) {
      // Who began it may not enter any more; that says nothing of this caller.
      if (!(error instanceof TenantAccessDeniedError)) throw error
    }
  }
  const refresh = refreshInTurn(tenant, stored, { rejected, now }).finally(() => underWay.delete(key))
  underWay.set(key, refresh)
  return refresh
}

/** Refreshes, or waits for the one who does; if that one fails, so does this call, without another go at Google. */
async function refreshInTurn(
  tenant: Tenant,
  stored: StoredTokens,
  { rejected, now }: { rejected: string | undefined; now: () => Date },
): Promise<string> {
  const startedAt = performance.now()
  while (performance.now() - startedAt < MAX_WAIT_MS) {
    const refreshed = await refreshConnection(stored, { requestId: tenant.requestId, now, rejected })
    if (refreshed !== undefined) return refreshed
    await wait(POLL_MS)
    const current = await readTokens(tenant, stored.googleAccountId)
    const usable = usableToken(current, now(), rejected)
    if (usable !== undefined) return usable
    if (current.refreshFailures > stored.refreshFailures) break
  }
  throw new GoogleError('unreachable', { service: 'oauth', operation: 'token.refresh' })
}
