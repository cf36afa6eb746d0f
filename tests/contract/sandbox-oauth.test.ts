import { describe, expect, it } from 'vitest'
import { issueTokens } from '../../lib/dev/google-sandbox/accounts/grants.ts'
import { walkConsent } from '../../lib/dev/google-sandbox/accounts/walk-consent.ts'
import {
  authorizationUrl,
  consentCode,
  exchange,
  logIn,
  OWNER,
  oauth,
  REDIRECT,
  refresh,
  request,
  SCOPES,
  sandboxTests,
  tagManagerClient,
} from '../fixtures/sandbox-client.ts'

const { sandbox, pass } = sandboxTests()

const claimsOf = (jwt: string) => JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString())

describe('the consent page', () => {
  it('the consent page shows accounts and scopes in a form that posts to its own address', async () => {
    const response = await fetch(authorizationUrl({ login_hint: OWNER }))
    const html = await response.text()
    expect(response.status).toBe(200)
    expect(html).toContain(`name="account" value="${OWNER}"`)
    expect(html.match(/type="checkbox" name="scope"/g)).toHaveLength(4)
    expect(html).toContain('<form method="post">')
  })

  it('the consent page escapes its parameters', async () => {
    const html = await (await fetch(authorizationUrl({ scope: 'openid "><script>' }))).text()
    expect(html).not.toContain('"><script>')
  })

  it.each([
    ['an unknown client', { client_id: 'other' }, 'invalid_client'],
    ['an unregistered redirect', { redirect_uri: 'https://evil.example/' }, 'redirect_uri_mismatch'],
    ['another response type', { response_type: 'token' }, 'response_type'],
    ['no scope', { scope: undefined }, 'scope'],
    ['no state', { state: undefined }, 'state'],
    ['no challenge', { code_challenge: undefined }, 'code_challenge'],
    ['a plain challenge', { code_challenge_method: 'plain' }, 'S256'],
  ])('the consent page rejects %s and redirects nowhere', async (_, changes, reason) => {
    const response = await fetch(authorizationUrl(changes), { redirect: 'manual' })
    expect([response.status, response.headers.get('location')]).toEqual([400, null])
    expect(await response.text()).toContain(reason)
  })

  it('the consent page redirects with code and state, or with access_denied', async () => {
    const allowed = await walkConsent(authorizationUrl(), { email: OWNER })
    expect(`${allowed.origin}${allowed.pathname}`).toBe(REDIRECT)
    expect(allowed.searchParams.get('state')).toBe('the-state')
    expect(allowed.searchParams.get('code')).toMatch(/^4\/0A/)
    const denied = await walkConsent(authorizationUrl(), { email: OWNER, decision: 'deny' })
    expect(Object.fromEntries(denied.searchParams)).toEqual({ state: 'the-state', error: 'access_denied' })
  })
})

describe('the token endpoint', () => {
  it('the token endpoint returns tokens, the granted scopes by their full names, and an id token', async () => {
    const { status, json } = await exchange(await consentCode())
    expect(status).toBe(200)
    expect(json).toMatchObject({ expires_in: 3599, token_type: 'Bearer' })
    expect(json.scope.split(' ')).toEqual([
      'openid',
      'https://www.googleapis.com/auth/userinfo.email',
      ...SCOPES.slice(2),
    ])
    const person = [...sandbox().state.people.values()][0]
    expect(claimsOf(json.id_token)).toMatchObject({
      iss: 'https://accounts.google.com',
      aud: 'client',
      sub: person?.sub,
      email: OWNER,
      email_verified: true,
    })
    expect(json.refresh_token_expires_in).toBeUndefined()
  })

  it.each([
    ['a wrong secret', { client_secret: 'x' }, 401, 'invalid_client'],
    ['an unknown client', { client_id: 'x' }, 401, 'invalid_client'],
    ['another redirect', { redirect_uri: 'https://api.example.com/other' }, 400, 'redirect_uri_mismatch'],
    ['a wrong verifier', { code_verifier: 'x'.repeat(43) }, 400, 'invalid_grant'],
    ['no verifier', { code_verifier: '' }, 400, 'invalid_grant'],
    ['an unknown code', { code: 'x' }, 400, 'invalid_grant'],
    ['an unknown grant type', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ])('the token endpoint rejects %s', async (_, changes, status, error) => {
    const response = await exchange(await consentCode(), changes)
    expect([response.status, response.json.error]).toEqual([status, error])
  })

  it('a code can be exchanged one time, and within ten minutes', async () => {
    const code = await consentCode()
    expect((await exchange(code)).status).toBe(200)
    expect((await exchange(code)).json.error).toBe('invalid_grant')
    const late = await consentCode()
    pass(601)
    expect((await exchange(late)).json.error).toBe('invalid_grant')
  })

  it('the token endpoint accepts forms only', async () => {
    const { status, json } = await request('https://oauth2.googleapis.com/token', {
      body: { grant_type: 'x' },
    })
    expect([status, json.error]).toEqual([400, 'invalid_request'])
  })

  it('a refresh token is issued only for offline access with consent', async () => {
    expect(await logIn()).toHaveProperty('refresh_token')
    expect(await logIn(OWNER, { access_type: undefined })).not.toHaveProperty('refresh_token')
    expect(await logIn(OWNER, { prompt: undefined })).not.toHaveProperty('refresh_token')
  })

  it('a refresh returns no new refresh token, and fails after the grant was withdrawn', async () => {
    const { refresh_token } = await logIn()
    const refreshed = await refresh(refresh_token)
    expect(refreshed.status).toBe(200)
    expect(refreshed.json).not.toHaveProperty('refresh_token')
    const [person] = sandbox().state.people.values()
    sandbox().revokeGrant(person?.sub ?? '')
    expect((await refresh(refresh_token)).json).toEqual({
      error: 'invalid_grant',
      error_description: 'Token has been expired or revoked.',
    })
  })

  it('the 101st live refresh token of a login revokes its oldest and no other', async () => {
    const login = async (): Promise<string> => (await logIn()).refresh_token
    const [first, second] = [await login(), await login()]
    const [person] = sandbox().state.people.values()
    for (let count = 2; person && count < 100; count += 1) issueTokens(sandbox().state, person, [], true)
    const last = await login()
    expect((await refresh(first)).json.error).toBe('invalid_grant')
    expect((await refresh(second)).status).toBe(200)
    expect((await refresh(last)).status).toBe(200)
  })
})

describe('granted scopes', () => {
  it('unticked scopes are not granted', async () => {
    const back = await walkConsent(authorizationUrl(), { email: OWNER, scopes: SCOPES.slice(0, 3) })
    const { json } = await exchange(back.searchParams.get('code') ?? '')
    expect(json.scope).not.toContain('publish')
    sandbox().untickScopes('https://www.googleapis.com/auth/adwords')
    expect((await logIn()).scope).not.toContain('adwords')
    expect((await logIn()).scope).toContain('adwords')
  })

  it('earlier scopes are granted again with include_granted_scopes', async () => {
    await logIn()
    const narrow = { scope: 'openid email' }
    expect((await logIn(OWNER, narrow)).scope).not.toContain('adwords')
    expect((await logIn(OWNER, { ...narrow, include_granted_scopes: 'true' })).scope).toContain('adwords')
  })
})

describe('revoking', () => {
  it('revoking one token ends the whole grant of that login only', async () => {
    sandbox().addPerson({ email: 'other@example.com' })
    sandbox().addContainer()
    const [first, second, other] = [await logIn(), await logIn(), await logIn('other@example.com')]
    expect(await oauth('revoke', { token: first.access_token })).toMatchObject({ status: 200, json: {} })
    expect((await refresh(second.refresh_token)).json.error).toBe('invalid_grant')
    expect((await tagManagerClient(second.access_token)('GET', 'accounts')).status).toBe(401)
    expect((await refresh(other.refresh_token)).status).toBe(200)
  })

  it('revoking an unknown token is rejected', async () => {
    expect(await oauth('revoke', { token: 'x' })).toMatchObject({
      status: 400,
      json: { error: 'invalid_token' },
    })
  })
})

it('an app in testing mode gets refresh tokens that expire after seven days', async () => {
  sandbox().state.testingMode = true
  const { refresh_token, refresh_token_expires_in } = await logIn()
  expect(refresh_token_expires_in).toBe(604_799)
  expect((await refresh(refresh_token)).status).toBe(200)
  pass(604_800)
  expect((await refresh(refresh_token)).json.error).toBe('invalid_grant')
})
