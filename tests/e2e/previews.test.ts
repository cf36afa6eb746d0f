import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { type ApiClient, apiClient } from '../../lib/dev/api-client.ts'
import type { FetchServer } from '../../lib/dev/fetch-server.ts'
import { walkConsent } from '../../lib/dev/sandbox/accounts/walk-consent.ts'
import { AGENCY_LOGIN } from '../../lib/dev/sandbox/seed.ts'
import { serveWorlds } from '../../lib/dev/sandbox/worlds.ts'
import { parseEnv } from '../../lib/env.ts'
import { buildPreview } from '../../lib/ops/preview/build-preview.ts'
import { removePreview } from '../../lib/ops/preview/remove-preview.ts'
import { previewName } from '../../lib/preview-name.ts'
import { type PreviewServer, startPreviewServer } from '../fixtures/preview-server.ts'

const PROCESS = fileURLToPath(new URL('../fixtures/preview-process.ts', import.meta.url))

let server: PreviewServer
let sandbox: FetchServer
beforeAll(async () => {
  server = await startPreviewServer()
  sandbox = await serveWorlds({ port: 0, callbackHosts: ['.vercel.app'] })
})
afterAll(async () => {
  await sandbox.close()
  await server.stop()
})

/** What a function of a preview finds in its environment, once Vercel's variables and the few of previews are there. */
function environment(branch: string): Record<string, string> {
  const host = new URL(server.adminUrl).host
  return {
    VERCEL: '1',
    VERCEL_ENV: 'preview',
    VERCEL_GIT_COMMIT_REF: branch,
    VERCEL_BRANCH_URL: `shop-git-${branch}-team.vercel.app`,
    PREVIEW_SECRET: 'a-secret-of-previews-with-32-chars',
    PREVIEW_SERVER_URL: `postgresql://${host}`,
    PREVIEW_SANDBOX_URL: sandbox.url,
    PREVIEW_FIREBASE_PROJECT_ID: 'oneclicktag-sandbox',
    FIREBASE_AUTH_EMULATOR_HOST: `${new URL(sandbox.url).host}/${previewName(branch)}`,
  }
}

type Served = { url: string; log: string[] }

/** Starts the functions with these settings and no others. */
async function serve(env: Record<string, string>): Promise<Served> {
  const child = fork(PROCESS, [], {
    env,
    execArgv: [],
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
  })
  onTestFinished(() => void child.kill())
  const log: string[] = []
  if (child.stdout) createInterface({ input: child.stdout }).on('line', (line) => log.push(line))
  const [url] = z.tuple([z.string()]).parse((await once(child, 'message')).slice(0, 1))
  return { url, log }
}

/** Deploys a branch: the build's share, then the functions. */
async function deploy(branch: string): Promise<Served> {
  await buildPreview({ ...environment(branch), PREVIEW_ADMIN_DATABASE_URL: server.adminUrl })
  return serve(environment(branch))
}

const SignedUp = z.object({ idToken: z.string() })

/** Somebody new at the preview's own stand-in for Firebase. */
async function signUp(branch: string, url: string, email: string): Promise<ApiClient> {
  const accounts = `${sandbox.url}/${previewName(branch)}/identitytoolkit.googleapis.com/v1/accounts`
  const post = async (verb: string, body: object) =>
    (await fetch(`${accounts}:${verb}`, { method: 'POST', body: JSON.stringify(body) })).json()
  const { idToken } = SignedUp.parse(await post('signUp', { email, password: 'a password' }))
  await post('update', { idToken, emailVerified: true })
  const verified = SignedUp.parse(await post('signInWithPassword', { email, password: 'a password' }))
  const api = apiClient(url, verified.idToken)
  await api.POST('/v1/organization', { body: { name: branch } })
  return api
}

async function namesOf(api: ApiClient): Promise<string[]> {
  const { data } = await api.GET('/v1/customers')
  return (data?.data ?? []).map(({ name }) => name)
}

test('two branches are served at once from their own databases, and one ends without the other', async () => {
  const [red, blue] = await Promise.all([deploy('red'), deploy('blue')])
  const [ruth, bert] = await Promise.all([
    signUp('red', red.url, 'ruth@agency.test'),
    signUp('blue', blue.url, 'bert@agency.test'),
  ])
  const body = (name: string) => ({ body: { name, websiteUrl: 'https://shop.example' } })
  expect((await ruth.POST('/v1/customers', body('Only in red'))).response.status).toBe(201)
  expect((await bert.POST('/v1/customers', body('Only in blue'))).response.status).toBe(201)
  expect([await namesOf(ruth), await namesOf(bert)]).toEqual([['Only in red'], ['Only in blue']])

  const health = async ({ url }: Served, branch: string) => {
    const { CRON_SECRET } = parseEnv(environment(branch))
    const answer = await fetch(`${url}/api/health`, { headers: { authorization: `Bearer ${CRON_SECRET}` } })
    return answer.json()
  }
  expect(await health(red, 'red')).toMatchObject({ database: { walled: true, timeZone: 'UTC' } })
  expect(await health(red, 'blue')).toEqual({ status: 'ok' })

  await removePreview(server.adminUrl, 'red')
  expect((await ruth.GET('/v1/customers')).response.status).toBeGreaterThanOrEqual(500)
  expect(await namesOf(bert)).toEqual(['Only in blue'])

  const again = await deploy('red')
  const rita = await signUp('red', again.url, 'rita@agency.test')
  expect(await namesOf(rita)).toEqual([])
}, 60_000)

test("Google's consent leads back to the preview's own host, and its containers can be chosen", async () => {
  const { url } = await deploy('green')
  const api = await signUp('green', url, 'gail@agency.test')
  const { data: customer } = await api.POST('/v1/customers', {
    body: { name: 'Bakery', websiteUrl: 'https://bakery.example' },
  })
  const params = { path: { customerId: customer?.id ?? '' } }
  const { data: started } = await api.POST('/v1/customers/{customerId}/connect', { params })
  const back = await walkConsent(started?.authorizationUrl ?? '', { email: AGENCY_LOGIN })
  expect(back.origin).toBe('https://shop-git-green-team.vercel.app')
  const answer = await fetch(url + back.pathname + back.search, { redirect: 'manual' })
  const handle = new URL(answer.headers.get('location') ?? '').searchParams.get('connection') ?? ''
  expect((await api.POST('/v1/connections/complete', { body: { handle } })).response.status).toBe(200)
  const { data: google } = await api.GET('/v1/customers/{customerId}/google', { params })
  expect(JSON.stringify(google)).toContain('GTM-BAKERY1')
}, 60_000)

test.each([
  ['DATABASE_URL', 'postgresql://app:secret-of-production@production.test/production'],
  ['TOKEN_ENCRYPTION_KEYS', 'k1:c2VjcmV0LW9mLXByb2R1Y3Rpb24tc2VjcmV0LW9mLXA='],
  ['GOOGLE_OAUTH_URL', 'https://oauth2.googleapis.com'],
])('with %s of production a preview answers nothing, and its log says what to mend', async (name, value) => {
  const { url, log } = await serve({ ...environment('mistaken'), [name]: value })
  for (const path of ['/api/health', '/api/v1/customers', '/api/cron/run-sync']) {
    const answer = await fetch(url + path, { headers: { authorization: 'Bearer anything' } })
    expect(answer.status).toBe(500)
    expect(await answer.text()).not.toMatch(/production|secret/)
  }
  const faults = log.filter((line) => line.includes('settings.faulty'))
  expect(faults.length).toBeGreaterThan(0)
  expect(faults[0]).toContain(`${name}: must`)
  expect(log.join()).not.toContain(value)
})
