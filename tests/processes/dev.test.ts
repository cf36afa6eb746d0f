import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { walkConsent } from '../../lib/dev/google-sandbox/accounts/walk-consent.ts'
import { AGENCY_LOGIN } from '../../lib/dev/google-sandbox/server/small-world.ts'
import { listen } from '../../lib/dev/serve-fetch.ts'
import { postgresUser, temporaryParent } from '../../lib/embedded-postgres/postgres-user.ts'
import { type DevProcess, startDev } from '../fixtures/dev-process.ts'

/** A folder to keep the state in, which PostgreSQL can reach, until the test ends. */
async function stateFolder(): Promise<string> {
  const folder = join(await temporaryParent(await postgresUser()), `oneclicktag-state-${crypto.randomUUID()}`)
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A token as the line of the banner gets it. */
async function tokenOf(dev: DevProcess, email: string): Promise<string> {
  return (await (await fetch(`${dev.ready.url}/dev/token/${email}`)).text()).trim()
}

describe('npm run dev -- --json --port 0', () => {
  it('prints one line when ready, serves two organizations, and exits with 0 on SIGTERM', async () => {
    const dev = await startDev('.', ['--state', await stateFolder()])
    const { url, cronSecret, users } = dev.ready

    const seen = new Map<string, Set<string>>()
    for (const { organizationId, token } of users) {
      const { data: customers } = await dev.api(token).GET('/v1/customers')
      const names = customers?.data.map(({ name }) => name) ?? []
      seen.set(organizationId, new Set([...(seen.get(organizationId) ?? []), ...names]))
    }
    expect([...seen.values()].map((names) => [...names].sort())).toEqual([
      ['Alpine Outfitters', 'Bakery Lindner'],
      ['Quay Books'],
    ])
    const cron = dev.api(cronSecret)
    expect(await cron.GET('/health')).toMatchObject({
      data: { status: 'ok', database: { rowSecurityEnforced: true, timeZone: 'UTC' } },
    })
    expect((await cron.GET('/cron/run-sync')).response.status).toBe(200)
    expect((await dev.api('wrong').GET('/cron/run-sync')).response.status).toBe(401)

    expect(await dev.stop()).toEqual([0, null])
    expect(dev.lines).toHaveLength(1)
    await expect(fetch(url)).rejects.toThrow()
  })

  it('completes a connection in the browser, counts a visit, and finds all of it after a restart', async () => {
    const state = ['--state', await stateFolder()]
    const dev = await startDev('.', state)
    const [email] = dev.ready.users.map((user) => user.email)
    const api = dev.api(await tokenOf(dev, email ?? ''))
    const body = { name: 'Kept', websiteUrl: 'https://kept.example' }
    const { data: customer } = await api.POST('/v1/customers', { body })
    const params = { path: { customerId: customer?.id ?? '' } }
    const { data: consent } = await api.POST('/v1/customers/{customerId}/connect', { params })

    // As a browser follows the redirects: callback, console, customer.
    const landed = await fetch(await walkConsent(consent?.authorizationUrl ?? '', { email: AGENCY_LOGIN }))
    expect([landed.status, new URL(landed.url).pathname]).toEqual([200, `/console/customers/${customer?.id}`])
    expect(await landed.text()).toContain('GTM-BAKERY1')
    const form = new URLSearchParams({ googleContainerId: 'GTM-BAKERY1', googleAdsAccountId: '4000000002' })
    const headers = { origin: dev.ready.url }
    const chosen = await fetch(landed.url, { method: 'POST', body: form, headers })
    expect(await chosen.text()).toContain('Kept')

    const tracking = {
      customerId: customer?.id ?? '',
      name: 'Buy',
      type: 'BUTTON_CLICK',
      selector: '#buy',
    } as const
    const { data: made } = await api.POST('/v1/trackings', { body: tracking })
    await api.PATCH('/v1/organization', { body: { publishMode: 'AUTO' } })
    await api.POST('/v1/customers/{customerId}/sync', { params })
    const path = { trackingId: made?.id ?? '' }
    const synced = async () =>
      (await api.GET('/v1/trackings/{trackingId}', { params: { path } })).data?.syncStatus
    await expect.poll(synced, { timeout: 20_000 }).toBe('SUCCESS')
    const visit = { container: 'GTM-BAKERY1', type: 'click', url: 'https://kept.example/' }
    const visited = await fetch(`${dev.ready.consoleUrl}/visit`, {
      method: 'POST',
      body: new URLSearchParams(visit),
    })
    expect(await visited.text()).toContain('1 conversion counted')
    expect(await dev.stop()).toEqual([0, null])

    const again = await startDev('.', state)
    const later = again.api(await tokenOf(again, email ?? ''))
    expect(await later.GET('/v1/customers/{customerId}', { params })).toMatchObject({
      data: { name: 'Kept', googleContainerId: 'GTM-BAKERY1' },
    })
    // Its Google login is kept too, here and in the sandbox.
    const google = await later.GET('/v1/customers/{customerId}/google', { params })
    expect(google.response.status).toBe(200)
    await again.stop()
  })

  it('asks to begin again where the kept state is of other migrations, and does so with --fresh', async () => {
    const folder = await stateFolder()
    await mkdir(folder)
    await writeFile(join(folder, 'shape'), 'of other migrations')
    await expect(startDev('.', ['--state', folder])).rejects.toThrow(/npm run dev -- --fresh/)
    await (await startDev('.', ['--state', folder, '--fresh'])).stop()
  })

  it('says in one sentence that its port is taken, and how to go on', async () => {
    const taken = await listen(createServer(), 0)
    onTestFinished(() => taken.close())
    const state = await mkdtemp(join(tmpdir(), 'oneclicktag-state-'))
    onTestFinished(() => rm(state, { recursive: true }))
    const start = startDev('.', ['--state', state, '--port', new URL(taken.url).port])
    await expect(start).rejects.toThrow(/before it was ready:\nPort \d+ is taken .* `-- --port 0`.*\n$/)
  })
})

describe('the pages that stand in for the console', () => {
  it('say what became of a consent, and let in no page of another site', async () => {
    const dev = await startDev('.', ['--state', await stateFolder()])
    const { url, consoleUrl } = dev.ready
    expect(await (await fetch(`${consoleUrl}?error=access_denied`)).text()).toContain('access_denied')
    expect((await fetch(`${consoleUrl}?connection=used-up`)).status).toBe(404)
    expect((await fetch(`${url}/dev/token/nobody@northlight.example`)).status).toBe(404)
    const headers = { host: 'attacker.example' }
    const [rebound] = await once(
      get(`${url}/dev/token/${dev.ready.users[0]?.email}`, { headers }),
      'response',
    )
    expect(rebound.resume().statusCode).toBe(404)
    const page = await (await fetch(`${consoleUrl}?invitation=${encodeURIComponent('<script>')}`)).text()
    expect(page).not.toContain('<script>')
    await dev.stop()
  })
})
