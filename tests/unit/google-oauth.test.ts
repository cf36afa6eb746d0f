import { HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import {
  authorizationUrl,
  exchangeCode,
  refreshAccessToken,
  revokeToken,
} from '../../lib/google/google-oauth.ts'
import { codeChallenge, pkce } from '../../lib/google/pkce.ts'
import { missingScopes, SCOPES } from '../../lib/google/scopes.ts'
import { failureOf, googleServer, json } from '../fixtures/google-server.ts'
import { settings } from '../fixtures/settings.ts'

const google = googleServer()
const NOW = new Date('2026-11-22T10:00:00Z')
const now = () => NOW
const CLIENT = settings.GOOGLE_CLIENT_ID

const claims = {
  iss: 'https://accounts.google.com',
  aud: CLIENT,
  azp: CLIENT,
  exp: NOW.getTime() / 1000 + 3600,
  sub: '1098',
  email: 'jane@agency.example',
}

function idToken(changes: object = {}): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'RS256' })}.${part({ ...claims, ...changes })}.c2lnbmF0dXJl`
}

const tokens = (changes: object = {}) => ({
  access_token: 'ya29.access',
  expires_in: 3599,
  scope: 'openid https://www.googleapis.com/auth/adwords',
  token_type: 'Bearer',
  refresh_token: '1//refresh',
  id_token: idToken(),
  ...changes,
})

function exchange() {
  const consent = {
    code: '4/code',
    codeVerifier: 'verifier',
    redirectUri: 'https://api.example.com/callback',
  }
  return exchangeCode(consent, { now })
}

it('the S256 challenge of PKCE is that of RFC 7636 appendix B', () => {
  expect(codeChallenge('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe(
    'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  )
})

it('each PKCE verifier is new, and of the length and letters of RFC 7636', () => {
  const [one, two] = [pkce(), pkce()]
  expect(one.verifier).toMatch(/^[A-Za-z0-9\-._~]{43,128}$/)
  expect(one.challenge).toBe(codeChallenge(one.verifier))
  expect(one.verifier).not.toBe(two.verifier)
})

it('the consent page is asked for offline access to all scopes, with PKCE and state', () => {
  const consent = { state: 's1', codeChallenge: 'c1', redirectUri: 'https://api.example.com/callback' }
  const url = new URL(authorizationUrl({ ...consent, loginHint: 'jane@agency.example' }))
  expect(url.origin + url.pathname).toBe('https://accounts.google.com/o/oauth2/v2/auth')
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: CLIENT,
    redirect_uri: 'https://api.example.com/callback',
    response_type: 'code',
    scope: SCOPES.join(' '),
    access_type: 'offline',
    prompt: 'consent',
    include_granted_scopes: 'true',
    state: 's1',
    code_challenge: 'c1',
    code_challenge_method: 'S256',
    login_hint: 'jane@agency.example',
  })
  expect(authorizationUrl(consent)).not.toContain('login_hint')
  expect(url.href).not.toContain(settings.GOOGLE_CLIENT_SECRET)
})

it('unticked scopes are named; identity scopes, which Google renames, are not needed', () => {
  const publish = 'https://www.googleapis.com/auth/tagmanager.publish'
  expect(missingScopes(SCOPES)).toEqual([])
  expect(missingScopes(SCOPES.filter((scope) => scope !== publish && scope !== 'email'))).toEqual([publish])
})

describe('exchanging the code', () => {
  it('the code exchange sends a form with code, verifier and client, and nothing in the query', async () => {
    google.respond(json(tokens()))
    await exchange()
    const [request] = google.seen
    expect(request?.url.href).toBe('https://oauth2.googleapis.com/token')
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      grant_type: 'authorization_code',
      code: '4/code',
      code_verifier: 'verifier',
      redirect_uri: 'https://api.example.com/callback',
      client_id: CLIENT,
      client_secret: settings.GOOGLE_CLIENT_SECRET,
    })
  })

  it('the code exchange returns tokens, granted scopes and who signed in', async () => {
    google.respond(json(tokens({ refresh_token_expires_in: 604_799 })))
    expect(await exchange()).toEqual({
      accessToken: 'ya29.access',
      refreshToken: '1//refresh',
      expiresAt: new Date('2026-11-22T10:59:59Z'),
      refreshTokenExpiresAt: new Date('2026-11-29T09:59:59Z'),
      scopes: ['openid', 'https://www.googleapis.com/auth/adwords'],
      subject: '1098',
      email: 'jane@agency.example',
    })
  })

  it('the code exchange works where Google issues no refresh token', async () => {
    google.respond(json(tokens({ refresh_token: undefined })))
    expect(await exchange()).toMatchObject({ refreshToken: undefined, refreshTokenExpiresAt: undefined })
  })

  it.each([
    ['another issuer', idToken({ iss: 'https://accounts.example.com' })],
    ['another audience', idToken({ aud: 'client-2' })],
    ['another authorized party', idToken({ azp: 'client-2' })],
    ['an expired one', idToken({ exp: NOW.getTime() / 1000 })],
    ['one without subject', idToken({ sub: '' })],
    ['one without e-mail address', idToken({ email: undefined })],
    ['one that is not JSON', 'a.b.c'],
    ['one without signature part', idToken().split('.').slice(0, 2).join('.')],
    ['none', undefined],
  ])('the code exchange rejects an ID token: %s', async (_, id_token) => {
    google.respond(json(tokens({ id_token })))
    expect(await failureOf(exchange())).toMatchObject({ reason: 'identity_rejected', kind: 'operator' })
  })

  it('a used or expired code asks for a new consent, and is not sent twice', async () => {
    google.respond(json({ error: 'invalid_grant', error_description: 'Bad Request' }, { status: 400 }))
    expect(await failureOf(exchange())).toMatchObject({ reason: 'consent_incomplete', kind: 'user_action' })
    expect(google.seen).toHaveLength(1)
  })

  it('a lost response to the code exchange is uncertain: the code may be used', async () => {
    google.respond(() => HttpResponse.error())
    expect(await failureOf(exchange())).toMatchObject({ reason: 'unreachable', uncertain: true })
  })
})

describe('refreshing', () => {
  it('a refresh returns a new access token, and the refresh token stays', async () => {
    google.respond(json(tokens({ refresh_token: undefined, id_token: undefined })))
    expect(await refreshAccessToken('1//refresh', { now })).toMatchObject({
      accessToken: 'ya29.access',
      expiresAt: new Date('2026-11-22T10:59:59Z'),
      refreshToken: undefined,
    })
  })

  it('a refresh with a withdrawn grant is final at the first response', async () => {
    google.respond(
      json(
        { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' },
        { status: 400 },
      ),
    )
    const error = await failureOf(refreshAccessToken('1//secret-refresh'))
    expect(error).toMatchObject({ reason: 'grant_revoked', kind: 'token', uncertain: false })
    expect(google.seen).toHaveLength(1)
    expect(`${error} ${JSON.stringify(error)} ${JSON.stringify(google.logged)}`).not.toMatch(/secret/)
  })

  it('a refresh that meets an error of Google’s own is transient and not repeated', async () => {
    google.respond(json({}, { status: 500 }))
    expect(await failureOf(refreshAccessToken('1//refresh'))).toMatchObject({
      kind: 'transient',
      uncertain: false,
    })
    expect(google.seen).toHaveLength(1)
  })
})

describe('revoking', () => {
  it('revoking puts the token into the body', async () => {
    google.respond(json({}))
    await revokeToken('1//refresh')
    expect(google.seen).toMatchObject([{ method: 'POST', body: 'token=1%2F%2Frefresh' }])
    expect(google.seen[0]?.url.href).toBe('https://oauth2.googleapis.com/revoke')
  })

  it('revoking a grant that has ended already is a success', async () => {
    google.respond(
      json({ error: 'invalid_token', error_description: 'Token expired or revoked' }, { status: 400 }),
    )
    await expect(revokeToken('1//refresh')).resolves.toBeUndefined()
  })

  it('revoking reports a failure', async () => {
    google.respond(json({}, { status: 503 }))
    expect(await failureOf(revokeToken('1//refresh'))).toMatchObject({ reason: 'server_error' })
  })
})
