import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { walkConsent } from '../../lib/dev/google-sandbox/accounts/walk-consent.ts'
import { createSandbox, type Sandbox } from '../../lib/dev/google-sandbox/sandbox.ts'
import { AGENCY_LOGIN, smallWorld } from '../../lib/dev/google-sandbox/seed.ts'
import { serveSandbox } from '../../lib/dev/google-sandbox/serve.ts'
import type { FetchServer } from '../../lib/dev/serve-fetch.ts'
import { authorizationUrl, type Json, REDIRECT, VERIFIER } from '../fixtures/sandbox-client.ts'

let sandbox: Sandbox
let served: FetchServer
beforeEach(async () => {
  sandbox = createSandbox({
    client: { id: 'client', secret: 'secret', redirectUris: [REDIRECT] },
    firebaseProjectId: 'demo',
    world: smallWorld,
  })
  served = await serveSandbox(sandbox)
})
afterEach(() => served.close())

const post = (path: string, body: object | URLSearchParams, headers: Record<string, string> = {}) =>
  fetch(`${served.url}${path}`, {
    method: 'POST',
    body: body instanceof URLSearchParams ? body : JSON.stringify(body),
    headers,
  })

async function logIn(): Promise<Json> {
  const url = authorizationUrl().replace('https://accounts.google.com', served.url)
  const back = await walkConsent(url, { email: AGENCY_LOGIN })
  const answer = await post(
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
  return answer.json()
}

test('all services are under one origin', async () => {
  const { access_token } = await logIn()
  const headers = { authorization: `Bearer ${access_token}` }
  const containers = await fetch(`${served.url}/tagmanager/v2/accounts/containers:lookup?tagId=GTM-BAKERY1`, {
    headers,
  })
  expect(await containers.json()).toMatchObject({ publicId: 'GTM-BAKERY1' })
  const customers = await fetch(`${served.url}/v26/customers:listAccessibleCustomers`, { headers })
  expect(await customers.json()).toEqual({ resourceNames: ['customers/4000000001'] })
  expect((await post('/revoke', new URLSearchParams({ token: access_token }))).status).toBe(200)
})

test('sign-in works as with the emulator: sign up, verify, sign in, look up, disable', async () => {
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

test('a lost answer breaks the connection after the work', async () => {
  sandbox.faults.next({ service: 'oauth', operation: 'token' }, { loseAnswer: true })
  const broken = await logIn().catch((error: unknown) => error)
  expect(broken).toMatchObject({ cause: { code: 'UND_ERR_SOCKET' } })
  expect(sandbox.state.refreshTokens.size).toBe(1)
})

test('a hanging request ends with the caller', async () => {
  sandbox.faults.next({ service: 'tagmanager' }, { hang: true })
  const hanging = fetch(`${served.url}/tagmanager/v2/accounts`, { signal: AbortSignal.timeout(50) })
  await expect(hanging).rejects.toThrow('timeout')
})

test('an unknown path is 501 and names it without its query', async () => {
  const answer = await fetch(`${served.url}/unknown?secret=1`)
  expect([answer.status, await answer.json()]).toEqual([
    501,
    { error: { code: 501, message: 'The sandbox does not know GET /unknown' } },
  ])
})

test('closing frees the port', async () => {
  const port = Number(new URL(served.url).port)
  await served.close()
  const server = createServer().listen(port, '127.0.0.1')
  await once(server, 'listening')
  server.close()
  served = await serveSandbox(sandbox, port)
  expect(served.url).toBe(`http://127.0.0.1:${port}`)
})
