import { notFound } from '../../errors/app-error.ts'
import { GoogleError } from '../../google/google-error.ts'
import { decrypt, encrypt } from '../../secrets/token-cipher.ts'
import type { Tenant } from '../../tenant/tenant.ts'
import { withTenant } from '../../tenant/with-tenant.ts'
import { lossReason } from '../loss-reason.ts'
import { livesLongEnough, refreshDueAt } from './refresh-times.ts'

/** One connection of one organization. */
export type ConnectionKey = { organizationId: string; googleAccountId: string }

/** A connection's tokens as they are stored. */
export type StoredTokens = ConnectionKey & {
  status: string
  errorCode: string | null
  scopes: string[]
  accessToken: string | null
  refreshToken: string | null
  tokenExpiresAt: Date | null
  tokenVersion: number
  refreshFailures: number
}

/** @throws AppError `not_found` */
export async function readTokens(tenant: Tenant, googleAccountId: string): Promise<StoredTokens> {
  const tokens = await withTenant(tenant, { readOnly: true }, (db) =>
    db.googleConnection.findFirst({
      where: { googleAccountId },
      select: {
        organizationId: true,
        googleAccountId: true,
        status: true,
        errorCode: true,
        scopes: true,
        accessToken: true,
        refreshToken: true,
        tokenExpiresAt: true,
        tokenVersion: true,
        refreshFailures: true,
      },
    }),
  )
  if (!tokens) throw notFound('connection')
  return tokens
}

/**
 * The stored access token, if it can still be used.
 * @throws GoogleError why Google no longer honours the connection, once that is known
 */
export function usableToken(stored: StoredTokens, now: Date, rejected?: string): string | undefined {
  if (stored.status !== 'ACTIVE') {
    throw new GoogleError(lossReason(stored.errorCode), { service: 'oauth', operation: 'token.refresh' })
  }
  const { accessToken, tokenExpiresAt } = stored
  if (accessToken === null || tokenExpiresAt === null || !livesLongEnough(tokenExpiresAt, now))
    return undefined
  const token = decrypt(accessToken, contextOf('access_token', stored))
  return token === rejected ? undefined : token
}

/** @throws DecryptionError */
export function decryptRefreshToken(stored: ConnectionKey & { refreshToken: string | null }): string {
  return decrypt(stored.refreshToken ?? '', contextOf('refresh_token', stored))
}

/**
 * The columns of a healthy connection. Both tokens are encrypted again each time, so that a new encryption key takes
 * over by itself.
 */
export function healthyTokens(
  key: ConnectionKey,
  tokens: { accessToken: string; refreshToken: string; expiresAt: Date },
) {
  return {
    accessToken: encrypt(tokens.accessToken, contextOf('access_token', key)),
    refreshToken: encrypt(tokens.refreshToken, contextOf('refresh_token', key)),
    tokenExpiresAt: tokens.expiresAt,
    refreshDueAt: refreshDueAt(tokens.expiresAt),
    refreshFailures: 0,
  }
}

function contextOf(purpose: 'access_token' | 'refresh_token', key: ConnectionKey) {
  return { purpose, organizationId: key.organizationId, row: key.googleAccountId }
}
