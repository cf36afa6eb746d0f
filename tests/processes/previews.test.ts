import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { type ApiClient, apiClient } from '../../lib/api-client/api-client.ts'
import { walkConsent } from '../../lib/dev/google-sandbox/accounts/walk-consent.ts'
import { serveWorlds } from '../../lib/dev/google-sandbox/server/serve-worlds.ts'
import { AGENCY_LOGIN } from '../../lib/dev/google-sandbox/server/small-world.ts'
import type { FetchServer } from '../../lib/dev/serve-fetch.ts'
import { buildPreview } from '../../lib/ops/preview/build-preview.ts'
import { removePreview } from '../../lib/ops/preview/remove-preview.ts'
import { parseEnv } from '../../lib/settings/env.ts'
import { previewName } from '../../lib/settings/preview-name.ts'
import { type PreviewServer, startPreviewServer } from '../fixtures/preview-server.ts'

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

/** The environment of a preview's functions: Vercel's variables and those of previews. */
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
    ENVIRONMENT: 'development',
    FIREBASE_AUTH_EMULATOR_HOST: `${new URL(sandbox.url).host}/${previewName(branch)}`,
  }
}

type RunningApi = { url: string; log: string[] }

/** Starts the functions with these settings and no others. */
async function startApi(env: Record<string, string>): Promise<RunningApi> {
  const child = spawn(process.execPath, ['tests/fixtures/functions-process.ts'], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  onTestFinished(() => void child.kill())
  const log: string[] = []
  const output = createInterface({ input: child.stdout }).on('line', (line) => log.push(line))
  await Promise.race([once(output, 'line'), once(child, 'exit')])
  const [url] = /http:\/\/[\d.:]+\d/.exec(log[0] ?? '') ?? []
  if (!url) throw new Error(`The API did not start: ${log[0]}`)
  return { url, log }
}

/** Deploys a branch: the build, then the functions. */
async function deploy(branch: string): Promise<RunningApi> {
  await buildPreview({ ...environment(branch), PREVIEW_ADMIN_DATABASE_URL: server.adminUrl })
  return startApi(environment(branch))
}

const SignedIn = z.object({ idToken: z.string() })

/** A seeded user, signed in at the preview's own Firebase sandbox. */
async function signIn(branch: string, url: string, email: string): Promise<ApiClient> {
  const root = `${sandbox.url}/${previewName(branch)}/identitytoolkit.googleapis.com/v1`
  const response = await fetch(`${root}/accounts:signInWithPassword`, {
    method: 'POST',
    body: JSON.stringify({ email, password: 'made-up' }),
  })
  return apiClient(url, SignedIn.parse(await response.json()).idToken)
}

async function namesOf(api: ApiClient): Promise<string[]> {
  const { data } = await api.GET('/v1/customers')
  return (data?.data ?? []).map(({ name }) => name).toSorted()
}

it('two previews use their own databases, and removing one does not affect the other', async () => {
  const [red, blue] = await Promise.all([deploy('red'), deploy('blue')])
  const [adaInRed, adaInBlue] = await Promise.all([
    signIn('red', red.url, 'ada@northlight.example'),
    signIn('blue', blue.url, 'ada@northlight.example'),
  ])
  const body = (name: string) => ({ body: { name, websiteUrl: 'https://shop.example' } })
  expect((await adaInRed.POST('/v1/customers', body('Only in red'))).response.status).toBe(201)
  expect((await adaInBlue.POST('/v1/customers', body('Only in blue'))).response.status).toBe(201)
  const seeded = ['Alpine Outfitters', 'Bakery Lindner']
  expect(await namesOf(adaInRed)).toEqual([...seeded, 'Only in red'].toSorted())
  expect(await namesOf(adaInBlue)).toEqual([...seeded, 'Only in blue'].toSorted())

  const health = async ({ url }: RunningApi, branch: string) => {
    const { CRON_SECRET } = parseEnv(environment(branch))
    const response = await fetch(`${url}/api/health`, { headers: { authorization: `Bearer ${CRON_SECRET}` } })
    return response.json()
  }
  expect(await health(red, 'red')).toMatchObject({ database: { rowSecurityEnforced: true, timeZone: 'UTC' } })
  expect(await health(red, 'blue')).toEqual({ status: 'ok' })

  await removePreview(server.adminUrl, 'red')
  expect((await adaInRed.GET('/v1/customers')).response.status).toBeGreaterThanOrEqual(500)
  expect(await namesOf(adaInBlue)).toContain('Only in blue')

  const again = await deploy('red')
  expect(await namesOf(await signIn('red', again.url, 'ada@northlight.example'))).toEqual(seeded)
})

it("Google's consent page redirects to the preview's own host, and its containers can be chosen", async () => {
  const { url } = await deploy('green')
  const api = await signIn('green', url, 'ada@northlight.example')
  const { data: customer } = await api.POST('/v1/customers', {
    body: { name: 'Bakery', websiteUrl: 'https://bakery.example' },
  })
  const params = { path: { customerId: customer?.id ?? '' } }
  const { data: started } = await api.POST('/v1/customers/{customerId}/connect', { params })
  const back = await walkConsent(started?.authorizationUrl ?? '', { email: AGENCY_LOGIN })
  expect(back.origin).toBe('https://shop-git-green-team.vercel.app')
  const response = await fetch(url + back.pathname + back.search, { redirect: 'manual' })
  const handle = new URL(response.headers.get('location') ?? '').searchParams.get('connection') ?? ''
  expect((await api.POST('/v1/connections/complete', { body: { handle } })).response.status).toBe(200)
  const { data: google } = await api.GET('/v1/customers/{customerId}/google', {
    params: { ...params, query: { q: 'GTM-BAKERY1' } },
  })
  expect(JSON.stringify(google)).toContain('GTM-BAKERY1')
})

it.each([
  ['DATABASE_URL', 'postgresql://app:secret-of-production@production.test/production'],
  ['TOKEN_ENCRYPTION_KEYS', 'k1:c2VjcmV0LW9mLXByb2R1Y3Rpb24tc2VjcmV0LW9mLXA='],
  ['GOOGLE_OAUTH_URL', 'https://oauth2.googleapis.com'],
])('a preview with %s of production returns errors only, and its log has the fix', async (name, value) => {
  const { url, log } = await startApi({ ...environment('mistaken'), [name]: value })
  for (const path of ['/api/health', '/api/v1/customers', '/api/cron/run-sync']) {
    const response = await fetch(url + path, { headers: { authorization: 'Bearer anything' } })
    expect(response.status).toBe(500)
    expect(await response.text()).not.toMatch(/production|secret/)
  }
  const errors = log.filter((line) => line.includes('settings.invalid'))
  expect(errors.length).toBeGreaterThan(0)
  expect(errors[0]).toContain(`${name}: must`)
  expect(log.join()).not.toContain(value)
})
