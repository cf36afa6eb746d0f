import type { State } from '../state/state.ts'

/** What a well-formed authorization request asks for. */
export type AuthorizationRequest = {
  redirectUri: string
  scopes: string[]
  state: string
  codeChallenge: string
  offline: boolean
  includeGranted: boolean
  loginHint: string | undefined
}

/**
 * Reads and checks an authorization URL; an error is shown to the person and never redirected, as its redirect
 * target cannot be trusted. Stricter than Google in one point: `state` and an S256 challenge are mandatory.
 * @see https://developers.google.com/identity/protocols/oauth2/web-server#creatingclient
 */
export function readAuthorizationRequest(
  state: State,
  query: URLSearchParams,
): { request: AuthorizationRequest } | { invalid: string } {
  const redirectUri = query.get('redirect_uri') ?? ''
  const scopes = (query.get('scope') ?? '').split(' ').filter(Boolean)
  const codeChallenge = query.get('code_challenge') ?? ''
  const csrf = query.get('state') ?? ''
  const checks: [boolean, string][] = [
    [query.get('client_id') !== state.client.id, 'invalid_client: The OAuth client was not found.'],
    [!state.client.redirectUris.has(redirectUri), `redirect_uri_mismatch: ${redirectUri} is not registered.`],
    [query.get('response_type') !== 'code', 'invalid_request: response_type must be code.'],
    [scopes.length === 0, 'invalid_request: Missing required parameter: scope'],
    [csrf === '', 'invalid_request: Missing required parameter: state'],
    [query.get('code_challenge_method') !== 'S256', 'invalid_request: code_challenge_method must be S256.'],
    [
      !/^[\w-]{43}$/.test(codeChallenge),
      'invalid_request: code_challenge must be a SHA-256 hash in base64url.',
    ],
  ]
  const failed = checks.find(([wrong]) => wrong)
  if (failed) return { invalid: failed[1] }
  return {
    request: {
      redirectUri,
      scopes,
      state: csrf,
      codeChallenge,
      offline:
        query.get('access_type') === 'offline' && (query.get('prompt') ?? '').split(' ').includes('consent'),
      includeGranted: query.get('include_granted_scopes') === 'true',
      loginHint: query.get('login_hint') ?? undefined,
    },
  }
}
