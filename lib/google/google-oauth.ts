import { z } from 'zod'
import { env } from '../settings/env.ts'
import { classifyOAuth } from './classify-oauth.ts'
import { GoogleError } from './google-error.ts'
import { googleRequest } from './google-request.ts'
import { readIdToken } from './read-id-token.ts'
import { SCOPES } from './scopes.ts'

export type OAuthOptions = {
  signal?: AbortSignal | undefined
  timeoutMs?: number | undefined
  now?: () => Date
}

export type AccessToken = {
  accessToken: string
  expiresAt: Date
  /** What was granted, which may be less than was asked for. */
  scopes: string[]
  /** Only where Google issues a (new) one; otherwise the one at hand stays valid. */
  refreshToken: string | undefined
  /** Only for grants that end by themselves: apps in testing, consent for a limited time. */
  refreshTokenExpiresAt: Date | undefined
}

export type Grant = AccessToken & {
  /** The account's stable id; unlike the e-mail address it never changes hands. */
  subject: string
  email: string
}

type Consent = { state: string; codeChallenge: string; redirectUri: string; loginHint?: string | undefined }

/**
 * The address of Google's consent page. `offline` and `consent` together make Google issue a refresh token each time.
 * https://developers.google.com/identity/protocols/oauth2/web-server#creatingclient
 */
export function authorizationUrl(consent: Consent): string {
  const url = new URL(`${env().GOOGLE_ACCOUNTS_URL}/o/oauth2/v2/auth`)
  url.search = new URLSearchParams({
    client_id: env().GOOGLE_CLIENT_ID,
    redirect_uri: consent.redirectUri,
    response_type: 'code',
    scope: SCOPES.join(' '),
    access_type: 'offline',
    prompt: 'consent',
    include_granted_scopes: 'true',
    state: consent.state,
    code_challenge: consent.codeChallenge,
    code_challenge_method: 'S256',
    ...(consent.loginHint ? { login_hint: consent.loginHint } : {}),
  }).toString()
  return url.href
}

/**
 * Trades the code of the consent page, which works once.
 * @throws GoogleError `consent_incomplete` for a code that is used, expired or another verifier's;
 *   `identity_rejected` where the ID token does not hold
 */
export async function exchangeCode(
  { code, codeVerifier, redirectUri }: { code: string; codeVerifier: string; redirectUri: string },
  options: OAuthOptions = {},
): Promise<Grant> {
  const operation = 'token.exchange'
  const form = {
    grant_type: 'authorization_code',
    code,
    code_verifier: codeVerifier,
    redirect_uri: redirectUri,
  }
  const now = (options.now ?? currentTime)()
  const tokens = await post(operation, 'token', asClient(form), TokenResponse, { ...options, write: true })
  const identity = readIdToken(tokens.id_token, { clientId: env().GOOGLE_CLIENT_ID, now })
  if (!identity) throw new GoogleError('identity_rejected', { service: 'oauth', operation, status: 200 })
  return { ...accessToken(tokens, now), ...identity }
}

/**
 * Gets a new access token.
 * @throws GoogleError of kind `token` or `user_action` where the grant has ended; repeating does not help
 */
export async function refreshAccessToken(
  refreshToken: string,
  options: OAuthOptions = {},
): Promise<AccessToken> {
  const form = { grant_type: 'refresh_token', refresh_token: refreshToken }
  const now = (options.now ?? currentTime)()
  return accessToken(await post('token.refresh', 'token', asClient(form), TokenResponse, options), now)
}

/**
 * Ends the whole grant of this account to OneClickTag, every token of it. A grant that has ended already is a success.
 * The token goes into the body (RFC 7009 section 2.1): query strings end up in logs.
 */
export async function revokeToken(token: string, options: OAuthOptions = {}): Promise<void> {
  try {
    await post('revoke', 'revoke', { token }, z.unknown(), options)
  } catch (error) {
    if (!(error instanceof GoogleError && error.reason === 'grant_revoked')) throw error
  }
}

const TokenResponse = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  scope: z.string(),
  refresh_token: z.string().min(1).optional(),
  refresh_token_expires_in: z.number().positive().optional(),
  id_token: z.string().optional(),
})

function post<T>(
  operation: string,
  path: 'token' | 'revoke',
  form: Record<string, string>,
  schema: z.ZodType<T>,
  { signal, timeoutMs = 10_000, write = false }: OAuthOptions & { write?: boolean },
): Promise<T> {
  return googleRequest({
    service: 'oauth',
    operation,
    method: 'POST',
    url: new URL(`${env().GOOGLE_OAUTH_URL}/${path}`),
    body: new URLSearchParams(form),
    write,
    schema,
    classify: classifyOAuth,
    signal,
    timeoutMs,
  })
}

function asClient(form: Record<string, string>): Record<string, string> {
  return { ...form, client_id: env().GOOGLE_CLIENT_ID, client_secret: env().GOOGLE_CLIENT_SECRET }
}

/** Counts from before the request, so that a token is never thought to live longer than it does. */
function accessToken(tokens: z.infer<typeof TokenResponse>, askedAt: Date): AccessToken {
  const after = (seconds: number) => new Date(askedAt.getTime() + seconds * 1000)
  return {
    accessToken: tokens.access_token,
    expiresAt: after(tokens.expires_in),
    scopes: tokens.scope.split(' ').filter(Boolean),
    refreshToken: tokens.refresh_token,
    refreshTokenExpiresAt:
      tokens.refresh_token_expires_in === undefined ? undefined : after(tokens.refresh_token_expires_in),
  }
}

function currentTime(): Date {
  return new Date()
}
