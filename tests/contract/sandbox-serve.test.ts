import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { walkConsent } from '../../lib/dev/google-sandbox/accounts/walk-consent.ts'
import { createSandbox, type Sandbox } from '../../lib/dev/google-sandbox/sandbox.ts'
import { serveSandbox } from '../../lib/dev/google-sandbox/server/serve-sandbox.ts'
import { AGENCY_LOGIN, smallWorld } from '../../lib/dev/google-sandbox/server/small-world.ts'
import type { FetchServer } from '../../lib/dev/serve-fetch.ts'
import { authorizationUrl, type Json, REDIRECT, VERIFIER } from '../fixtures/sandbox-client.ts'

let sandbox: Sandbox
let server: FetchServer
beforeEach(async () => {
  sandbox = createSandbox({
    client: { id: 'client', secret: 'secret', redirectUris: [REDIRECT] },
    firebaseProjectId: 'demo',
    world: smallWorld,
  })
  server = await serveSandbox(sandbox)
})
afterEach(() => server.close())

const post = (path: string, body: object | URLSearchParams, headers: Record<string, string> = {}) =>
  fetch(`${server.url}${path}`, {
    method: 'POST',
    body: body instanceof URLSearchParams ? body : JSON.stringify(body),
    headers,
  })

async function logIn(): Promise<Json> {
  const url = authorizationUrl().replace('https://accounts.google.com', server.url)
  const back = await walkConsent(url, { email: AGENCY_LOGIN })
  const response = await post(
    '/token',
    new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: 'client',
      client_secret: 'secret',
      redirect_uri: REDIRECT,
      code_verifier: VERIFIER,
      code: back.searchParams.get('code') ?? '',
    }),
  )
  return response.json()
}

it('all services are under one origin', async () => {
  const { access_token } = await logIn()
  const headers = { authorization: `Bearer ${access_token}` }
  const containers = await fetch(`${server.url}/tagmanager/v2/accounts/containers:lookup?tagId=GTM-BAKERY1`, {
    headers,
  })
  expect(await containers.json()).toMatchObject({ publicId: 'GTM-BAKERY1' })
  const customers = await fetch(`${server.url}/v26/customers:listAccessibleCustomers`, { headers })
  expect(await customers.json()).toEqual({ resourceNames: ['customers/4000000001'] })
  expect((await post('/revoke', new URLSearchParams({ token: access_token }))).status).toBe(200)
})

it('the identity service signs up, verifies, signs in, looks up and disables as the emulator does', async () => {
  const root = '/identitytoolkit.googleapis.com/v1'
  const owner = { authorization: 'Bearer owner' }
  const credentials = { email: 'ada@example.com', password: 'a password', returnSecureToken: true }
  const { localId, idToken }: Json = await (await post(`${root}/accounts:signUp?key=any`, credentials)).json()
  expect(await (await post(`${root}/accounts:signUp`, credentials)).json()).toMatchObject({
    error: { message: 'EMAIL_EXISTS' },
  })
  await post(`${root}/accounts:update`, { idToken, emailVerified: true })
  const signedIn: Json = await (await post(`${root}/accounts:signInWithPassword`, credentials)).json()
  const [header, claims, signature] = signedIn.idToken.split('.')
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())
  expect([read(header).alg, signature]).toEqual(['none', ''])
  expect(read(claims)).toMatchObject({
    iss: 'https://securetoken.google.com/demo',
    aud: 'demo',
    sub: localId,
    email: 'ada@example.com',
    email_verified: true,
    firebase: { sign_in_provider: 'password' },
  })
  const lookup = async () =>
    (await post(`${root}/projects/demo/accounts:lookup`, { localId: [localId] }, owner)).json()
  expect(await lookup()).toMatchObject({
    users: [{ localId, disabled: false, emailVerified: true, validSince: '0' }],
  })
  await post(`${root}/projects/demo/accounts:update`, { localId, disableUser: true }, owner)
  expect(await lookup()).toMatchObject({ users: [{ disabled: true }] })
  expect((await post(`${root}/accounts:signInWithPassword`, credentials)).status).toBe(400)
  expect((await post(`${root}/projects/demo/accounts:lookup`, { localId: [localId] })).status).toBe(401)
  expect(
    await (await post(`${root}/projects/demo/accounts:lookup`, { localId: ['x'] }, owner)).json(),
  ).toEqual({})
})

it('a lost response breaks the connection after the work is done', async () => {
  sandbox.faults.next({ service: 'oauth', operation: 'token' }, { loseResponse: true })
  const broken = await logIn().catch((error: unknown) => error)
  expect(broken).toMatchObject({ cause: { code: 'UND_ERR_SOCKET' } })
  expect(sandbox.state.refreshTokens.size).toBe(1)
})

it('a hanging request ends when the caller aborts', async () => {
  sandbox.faults.next({ service: 'tagmanager' }, { hang: true })
  const hanging = fetch(`${server.url}/tagmanager/v2/accounts`, { signal: AbortSignal.timeout(50) })
  await expect(hanging).rejects.toThrow('timeout')
})

it('an unknown path is a 501 that names it without its query', async () => {
  const response = await fetch(`${server.url}/unknown?secret=1`)
  expect([response.status, await response.json()]).toEqual([
    501,
    { error: { code: 501, message: 'The sandbox does not know GET /unknown' } },
  ])
})

it('closing the server frees its port', async () => {
  const port = Number(new URL(server.url).port)
  await server.close()
  const other = createServer().listen(port, '127.0.0.1')
  await once(other, 'listening')
  other.close()
  server = await serveSandbox(sandbox, port)
  expect(server.url).toBe(`http://127.0.0.1:${port}`)
})
