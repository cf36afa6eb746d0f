import { afterEach, beforeEach, expect, it } from 'vitest'
import { walkConsent } from '../../lib/dev/google-sandbox/accounts/walk-consent.ts'
import { serveWorlds } from '../../lib/dev/google-sandbox/server/serve-worlds.ts'
import { AGENCY_LOGIN } from '../../lib/dev/google-sandbox/server/small-world.ts'
import type { FetchServer } from '../../lib/dev/serve-fetch.ts'
import { CONTAINER_EXPORT } from '../fixtures/container-export.ts'
import { authorizationUrl, type Json, VERIFIER } from '../fixtures/sandbox-client.ts'

let server: FetchServer
beforeEach(async () => {
  server = await serveWorlds({ port: 0, callbackHosts: ['.vercel.app', '127.0.0.1:3000'], limit: 2 })
})
afterEach(() => server.close())

const CLIENT = { client_id: 'sandbox.apps.googleusercontent.com', client_secret: 'sandbox-client-secret' }
const CALLBACK = 'https://shop-git-red-button-team.vercel.app/api/v1/connections/callback'

function consentUrl(world: string, redirectUri: string): string {
  return authorizationUrl({ client_id: CLIENT.client_id, redirect_uri: redirectUri }).replace(
    'https://accounts.google.com',
    `${server.url}/${world}`,
  )
}

async function logIn(world: string): Promise<string> {
  const back = await walkConsent(consentUrl(world, CALLBACK), { email: AGENCY_LOGIN })
  const response = await fetch(`${server.url}/${world}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      ...CLIENT,
      grant_type: 'authorization_code',
      redirect_uri: CALLBACK,
      code_verifier: VERIFIER,
      code: back.searchParams.get('code') ?? '',
    }),
  })
  const { access_token }: Json = await response.json()
  return access_token
}

async function accountsSeenBy(world: string, token: string): Promise<number> {
  const response = await fetch(`${server.url}/${world}/tagmanager/v2/accounts`, {
    headers: { authorization: `Bearer ${token}` },
  })
  return response.status
}

it('a login of one preview’s world is unknown in another', async () => {
  const token = await logIn('one')
  expect(await accountsSeenBy('one', token)).toBe(200)
  expect(await accountsSeenBy('two', token)).toBe(401)
})

it('consent redirects to the callback of a known host only', async () => {
  for (const allowed of [CALLBACK, 'http://127.0.0.1:3000/api/v1/connections/callback'])
    await expect(walkConsent(consentUrl('one', allowed), { email: AGENCY_LOGIN })).resolves.toBeDefined()
  for (const rejected of [
    'https://evil.example/api/v1/connections/callback',
    'https://evilvercel.app/api/v1/connections/callback',
    'https://shop.vercel.app.evil.example/api/v1/connections/callback',
    'https://shop.vercel.app/elsewhere',
    'http://127.0.0.1:3001/api/v1/connections/callback',
  ])
    await expect(walkConsent(consentUrl('one', rejected), { email: AGENCY_LOGIN })).rejects.toThrow(
      'redirect_uri_mismatch',
    )
})

it('the least recently used world is removed over the limit', async () => {
  const [one, two] = [await logIn('one'), await logIn('two')]
  expect(await accountsSeenBy('one', one)).toBe(200)
  await accountsSeenBy('three', '')
  expect(await accountsSeenBy('one', one)).toBe(200)
  expect(await accountsSeenBy('two', two)).toBe(401)
})

it('a path without a world is 404', async () => {
  expect((await fetch(`${server.url}/token`)).status).toBe(404)
  expect((await fetch(`${server.url}/%2e%2e/token`)).status).toBe(404)
})

it('every world holds the imported containers', async () => {
  const importing = await serveWorlds({
    port: 0,
    callbackHosts: ['.vercel.app'],
    imports: [CONTAINER_EXPORT],
  })
  const previous = server
  server = importing
  try {
    const headers = { authorization: `Bearer ${await logIn('one')}` }
    const path = '/one/tagmanager/v2/accounts/containers:lookup?tagId=GTM-OLDSHOP'
    const response = await fetch(`${importing.url}${path}`, { headers })
    expect(await response.json()).toMatchObject({ name: 'www.old-shop.example' })
  } finally {
    server = previous
    await importing.close()
  }
})
