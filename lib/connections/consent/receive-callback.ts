import { GoogleError } from '../../google/google-error.ts'
import { exchangeCode, type Grant } from '../../google/google-oauth.ts'
import { hashSecret, oneTimeSecret } from '../../secrets/one-time-secret.ts'
import { decrypt } from '../../secrets/token-cipher.ts'
import { env } from '../../settings/env.ts'
import { log } from '../../telemetry/log.ts'
import { changeBeforeTenant } from '../../tenant/change-before-tenant.ts'
import { callbackUrl } from './callback-url.ts'
import { encryptGrant } from './pending-grant.ts'

/**
 * What the console gets as `?error=` when a consent has failed:
 * - `access_denied`: the person said no.
 * - `state_invalid`: expired, used before, or not ours.
 * - `exchange_failed`: Google rejected its own code or the request.
 * - `google_unavailable`: Google did not respond in time.
 * - `no_refresh_token`: Google gave access for one hour only.
 *
 * Each ends the consent; the next step is always to connect again.
 */
type ConsentError =
  | 'access_denied'
  | 'state_invalid'
  | 'exchange_failed'
  | 'google_unavailable'
  | 'no_refresh_token'

/** What Google appends to the callback's address: RFC 6749 sections 4.1.2 and 4.1.2.1. */
type CallbackQuery = {
  state?: string | undefined
  code?: string | undefined
  error?: string | undefined
}

type OpenState = { id: string; organization_id: string; code_verifier: string }

/**
 * Receives a person who comes back from Google's consent page. Who that is cannot be known here, so the grant stays
 * pending, under a handle with which the user who asked for it completes the connection.
 * @returns the console's address with `?connection=HANDLE` or `?error=CODE`
 */
export async function receiveCallback(query: CallbackQuery): Promise<{ redirectTo: string }> {
  const stateHash = hashSecret(query.state ?? '')
  // First the state is consumed, so that the rest can happen once only.
  const [opened] = await changeBeforeTenant<OpenState>(
    'select id, organization_id, code_verifier from app.open_oauth_state($1)',
    [stateHash],
  )
  if (!opened) return toConsole({ error: 'state_invalid' })
  if (query.error === 'access_denied') return toConsole({ error: 'access_denied' })
  if (query.error !== undefined || !query.code) return toConsole({ error: 'exchange_failed' })

  const organizationId = opened.organization_id
  const codeVerifier = decrypt(opened.code_verifier, {
    purpose: 'code_verifier',
    organizationId,
    row: stateHash,
  })
  const grant = await exchange(query.code, codeVerifier)
  if (typeof grant === 'string') return toConsole({ error: grant })
  const { refreshToken } = grant
  if (refreshToken === undefined) return toConsole({ error: 'no_refresh_token' })

  const { secret: handle, hash: handleHash } = oneTimeSecret()
  const pendingGrant = encryptGrant(
    {
      googleAccountId: grant.subject,
      email: grant.email,
      scopes: grant.scopes,
      accessToken: grant.accessToken,
      refreshToken,
      expiresAt: grant.expiresAt.getTime(),
    },
    { organizationId, stateHash },
  )
  const [row] = await changeBeforeTenant<{ stored: boolean }>(
    'select app.store_pending_grant($1::uuid, $2, $3) as stored',
    [opened.id, handleHash, pendingGrant],
  )
  return toConsole(row?.stored ? { connection: handle } : { error: 'state_invalid' })
}

async function exchange(code: string, codeVerifier: string): Promise<Grant | ConsentError> {
  try {
    return await exchangeCode({ code, codeVerifier, redirectUri: callbackUrl() })
  } catch (error) {
    if (!(error instanceof GoogleError)) throw error
    log.warn('connection.exchange_failed', { reason: error.reason })
    return error.kind === 'transient' || error.kind === 'quota' ? 'google_unavailable' : 'exchange_failed'
  }
}

function toConsole(outcome: { connection: string } | { error: ConsentError }): { redirectTo: string } {
  const url = new URL(env().CONSOLE_URL)
  for (const [name, value] of Object.entries(outcome)) url.searchParams.set(name, value)
  return { redirectTo: url.href }
}
