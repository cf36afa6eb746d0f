import { z } from 'zod'
import type { GoogleReason } from './google-reasons.ts'
import { type Classification, type Rejection, reasonByStatus } from './rejection.ts'

const OAuthError = z.object({ error: z.string(), error_subtype: z.string().optional().catch(undefined) })

const OAUTH_CODES = new Map<string, GoogleReason>([
  ['invalid_grant', 'grant_revoked'],
  ['invalid_token', 'grant_revoked'],
  ['invalid_rapt', 'reauthentication_required'],
  ['admin_policy_enforced', 'blocked_by_admin'],
  ['org_internal', 'blocked_by_admin'],
  ['access_denied', 'blocked_by_admin'],
  ['invalid_scope', 'scope_missing'],
  ['invalid_client', 'client_rejected'],
  ['unauthorized_client', 'client_rejected'],
  ['deleted_client', 'client_rejected'],
  ['disabled_client', 'client_rejected'],
  ['redirect_uri_mismatch', 'redirect_uri_mismatch'],
  ['rate_limit_exceeded', 'rate_limited'],
  ['temporarily_unavailable', 'server_error'],
  ['server_error', 'server_error'],
])

/** Token endpoint errors: RFC 6749 section 5.2 and https://developers.google.com/identity/protocols/oauth2/web-server */
export function classifyOAuth({ status, body, operation }: Rejection): Classification {
  const parsed = OAuthError.safeParse(body)
  const codes = parsed.success ? [parsed.data.error_subtype, parsed.data.error] : []
  const known = codes.flatMap((code) => OAUTH_CODES.get(code ?? '') ?? [])[0]
  // Before a grant exists, what is rejected is the code of the consent, not a grant.
  if (known === 'grant_revoked' && operation === 'token.exchange') return { reason: 'consent_incomplete' }
  return {
    reason: known ?? (status === 401 ? 'client_rejected' : reasonByStatus(status)) ?? 'client_rejected',
  }
}
