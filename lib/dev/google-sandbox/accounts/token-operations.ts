import { createHash } from 'node:crypto'
import { HttpResponse } from 'msw'
import { GoogleRejectionError } from '../errors/google-rejection-error.ts'
import type { Core } from '../requests/core.ts'
import type { Incoming, Operation } from '../requests/operation.ts'
import type { State } from '../state/state.ts'
import { idToken } from './google-id-token.ts'
import { issueTokens, ownerOfToken, refresh, revokeGrant, type Tokens } from './grants.ts'

/**
 * Token and revocation endpoint.
 * @see https://developers.google.com/identity/protocols/oauth2/web-server
 */
export function tokenOperations({ state }: Core): Operation[] {
  return [
    {
      name: 'token',
      method: 'post',
      path: /^https?:\/\/[^/]+\/token$/,
      run: (incoming) => token(state, incoming),
    },
    {
      name: 'revoke',
      method: 'post',
      path: /^https?:\/\/[^/]+\/revoke$/,
      run: (incoming) => revoke(state, incoming),
    },
  ]
}

function token(state: State, incoming: Incoming): Response {
  const form = formOf(incoming)
  checkClient(state, form, incoming.request.headers.get('authorization'))
  const grantType = required(form, 'grant_type')
  if (grantType === 'authorization_code') return tokenResponse(state, exchange(state, form))
  if (grantType === 'refresh_token') {
    const tokens = refresh(state, required(form, 'refresh_token'))
    return tokens
      ? tokenResponse(state, tokens)
      : reject('invalid_grant', 'Token has been expired or revoked.')
  }
  return reject('unsupported_grant_type', `Invalid grant_type: ${grantType}`)
}

function exchange(state: State, form: URLSearchParams): Tokens {
  const key = required(form, 'code')
  const code = state.codes.get(key)
  state.codes.delete(key)
  const person = code && state.people.get(code.sub)
  if (!person) return reject('invalid_grant', 'Malformed auth code.')
  if (code.expiresAt <= state.now()) return reject('invalid_grant', 'Bad Request')
  if (form.get('redirect_uri') !== code.redirectUri) return reject('redirect_uri_mismatch', 'Bad Request')
  const verifier = form.get('code_verifier')
  if (!verifier) return reject('invalid_grant', 'Missing code verifier.')
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  if (challenge !== code.codeChallenge) return reject('invalid_grant', 'Invalid code verifier.')
  return issueTokens(state, person, code.scopes, code.offline)
}

function tokenResponse(state: State, tokens: Tokens): Response {
  return HttpResponse.json(
    {
      access_token: tokens.accessToken,
      expires_in: tokens.expiresIn,
      refresh_token: tokens.refreshToken,
      refresh_token_expires_in: tokens.refreshTokenExpiresIn,
      scope: tokens.scopes.join(' '),
      token_type: 'Bearer',
      id_token: tokens.scopes.includes('openid')
        ? idToken(state, tokens.person, tokens.accessToken)
        : undefined,
    },
    { headers: { 'Cache-Control': 'no-cache, no-store, max-age=0, must-revalidate' } },
  )
}

/** Any live token of a grant ends the whole grant of this login and client. */
function revoke(state: State, incoming: Incoming): Response {
  const form = incoming.url.searchParams.has('token') ? incoming.url.searchParams : formOf(incoming)
  const sub = ownerOfToken(state, required(form, 'token'))
  if (!sub) return reject('invalid_token', 'Token expired or revoked')
  revokeGrant(state, sub)
  return HttpResponse.json({})
}

function checkClient(state: State, form: URLSearchParams, authorization: string | null): void {
  const basic = /^Basic (.+)$/.exec(authorization ?? '')?.[1]
  const [id, secret] = basic
    ? Buffer.from(basic, 'base64').toString().split(':')
    : [form.get('client_id'), form.get('client_secret')]
  if (id !== state.client.id) reject('invalid_client', 'The OAuth client was not found.', 401)
  if (secret !== state.client.secret) reject('invalid_client', 'Unauthorized', 401)
}

function formOf({ request, text }: Incoming): URLSearchParams {
  const type = request.headers.get('content-type') ?? ''
  if (!type.startsWith('application/x-www-form-urlencoded')) reject('invalid_request', 'Bad Request')
  return new URLSearchParams(text)
}

function required(form: URLSearchParams, name: string): string {
  return form.get(name) || reject('invalid_request', `Missing required parameter: ${name}`)
}

function reject(error: string, error_description: string, status = 400): never {
  throw new GoogleRejectionError(HttpResponse.json({ error, error_description }, { status }))
}
