import { callSystem } from '../../db/system-pool.ts'
import { GoogleError } from '../../google/google-error.ts'
import { revokeToken } from '../../google/google-oauth.ts'
import { describeError, log } from '../../telemetry/log.ts'
import { type ConnectionKey, decryptRefreshToken } from './stored-tokens.ts'

/** What to do where a permission may still exist in the Google account. */
export const STILL_GRANTED =
  'OneClickTag has deleted its tokens. The permission may still exist in the Google account: its owner can end it ' +
  'at https://myaccount.google.com/connections, for everyone who uses this login with OneClickTag.'

/** A connection with the encrypted refresh token that it had until it was wiped. */
type WipedGrant = ConnectionKey & { refreshToken: string | null }

/**
 * Ends a grant at Google, unless another organization works through the same account. To be called after the tokens
 * were wiped and that was committed, so that of two organizations that disconnect one account at the same time the later
 * one sees that no other is left. That Google cannot be reached does not fail the caller.
 * @returns whether the grant is ended at Google
 */
export async function revokeGrant(grant: WipedGrant): Promise<boolean> {
  const { organizationId, googleAccountId, refreshToken } = grant
  if (refreshToken === null) return false
  try {
    const [row] = await callSystem<{ in_use: boolean }>('select app.grant_in_use($1) as in_use', [
      googleAccountId,
    ])
    if (row?.in_use !== false) return false
    await revokeToken(decryptRefreshToken(grant))
    return true
  } catch (error) {
    const reason = error instanceof GoogleError ? error.reason : undefined
    log.warn('connection.revoke_failed', {
      organizationId,
      googleAccountId,
      reason,
      ...describeError(error),
    })
    return false
  }
}
