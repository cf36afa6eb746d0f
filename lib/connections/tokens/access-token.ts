import { setTimeout as wait } from 'node:timers/promises'
import { GoogleError } from '../../google/google-error.ts'
import { withFreshToken } from '../../google/with-fresh-token.ts'
import type { Tenant } from '../../tenant/tenant.ts'
import { TenantAccessDeniedError } from '../../tenant/tenant-access-denied-error.ts'
import { refreshUnderLease } from './refresh-under-lease.ts'
import { readTokens, type StoredTokens, usableToken } from './stored-tokens.ts'

type AccessTokenOptions = {
  /** An access token that Google has just rejected; it counts as expired. */
  rejected?: string | undefined
  now?: () => Date
}

const POLL_MS = 100
const MAX_WAIT_MS = 10_000

/** One refresh a connection in this instance; the lease in the database keeps the other instances out. */
const pending = new Map<string, Promise<string>>()

/**
 * An access token that lives for five minutes at least, refreshed where need be. Not inside a transaction: it may call
 * Google.
 * @throws GoogleError of kind `token` or `user_action` once the grant has ended (the connection is in ERROR then, and
 *   has to be connected again); `transient` where nothing is lost · AppError `not_found`
 */
export async function accessToken(
  tenant: Tenant,
  googleAccountId: string,
  { rejected, now = () => new Date() }: AccessTokenOptions = {},
): Promise<string> {
  const usable = (tokens: StoredTokens) => usableToken(tokens, now(), rejected)
  const stored = await readTokens(tenant, googleAccountId)
  const token = usable(stored)
  if (token !== undefined) return token

  const key = `${tenant.organizationId}/${googleAccountId}`
  for (let other = pending.get(key); other; other = pending.get(key)) {
    try {
      return await other
    } catch (error) {
      // The caller that began it may have lost its access; that says nothing of this caller.
      if (!(error instanceof TenantAccessDeniedError)) throw error
    }
  }
  const refresh = refreshOrWait(tenant, stored, usable, now).finally(() => pending.delete(key))
  pending.set(key, refresh)
  return refresh
}

/**
 * Runs `work` with a usable access token. See {@link withFreshToken}: it may run twice, and may only read.
 * @throws GoogleError, AppError as {@link accessToken}, or what `work` throws
 */
export function withAccessToken<T>(
  tenant: Tenant,
  googleAccountId: string,
  work: (token: string) => Promise<T>,
): Promise<T> {
  return withFreshToken((options) => accessToken(tenant, googleAccountId, options), work)
}

/** Refreshes, or waits for the process that does; if that one fails, this call fails too and does not ask Google. */
async function refreshOrWait(
  tenant: Tenant,
  stored: StoredTokens,
  usable: (tokens: StoredTokens) => string | undefined,
  now: () => Date,
): Promise<string> {
  const startedAt = performance.now()
  const unusable = (tokens: StoredTokens) => usable(tokens) === undefined
  while (performance.now() - startedAt < MAX_WAIT_MS) {
    const refresh = await refreshUnderLease(stored, { requestId: tenant.requestId, now }, unusable)
    if (refresh.outcome === 'refreshed') return refresh.accessToken
    if (refresh.outcome === 'failed' || refresh.outcome === 'lost') throw refresh.error
    if (refresh.outcome === 'busy') await wait(POLL_MS)
    const current =
      refresh.outcome === 'unneeded' ? refresh.stored : await readTokens(tenant, stored.googleAccountId)
    const token = usable(current)
    if (token !== undefined) return token
    if (current.refreshFailures > stored.refreshFailures) break
  }
  throw new GoogleError('unreachable', { service: 'oauth', operation: 'token.refresh' })
}
