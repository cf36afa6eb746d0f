import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { closeTenantConnection, tenantConnection } from '../../lib/tenant/tenant-db.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { adminPool, workerDatabase } from '../fixtures/database.ts'
import { databaseOf, databaseUrls } from '../fixtures/database-urls.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

apiTests()

const POOL_SIZE = 3
const WAIT_MS = 5_000
const admin = adminPool()
const { admin: adminUrl } = workerDatabase()
const login = `${databaseOf(adminUrl)}_few`
const url = new URL(databaseUrls(adminUrl, databaseOf(adminUrl)).app)
url.username = login
process.env['DATABASE_URL'] = url.href
process.env['DATABASE_POOL_MAX'] = String(POOL_SIZE)

let tenant: NewTenant
let others: pg.Client[] = []

/** How many connections the login may have: what is left of the server's, as an instance sees it. */
const allow = (count: number) => admin.query(`alter role "${login}" connection limit ${count}`)

async function sessions(): Promise<number> {
  const { rows } = await admin.query('select from pg_stat_activity where usename = $1', [login])
  return rows.length
}

beforeAll(async () => {
  await admin.query(`create role "${login}" login password '${url.password}' in role oct_app`)
  tenant = await newTenant()
})
beforeEach(async () => {
  await closeTenantConnection()
  await expect.poll(sessions).toBe(0)
})
afterEach(async () => {
  vi.useRealTimers()
  await Promise.all(others.splice(0).map((client) => client.end()))
  await allow(-1)
})
afterAll(async () => {
  await closeTenantConnection()
  await admin.query(`drop role "${login}"`)
})

const list = () => api(tenant.admin).get('/v1/customers')
const lists = (count: number) => Promise.all(Array.from({ length: count }, list))
const statuses = (responses: readonly { status: number }[]) => [
  ...new Set(responses.map(({ status }) => status)),
]

function pool() {
  const connection = tenantConnection()
  if (connection.mode !== 'postgres') throw new Error('this test is for a pool of connections')
  return connection.pool
}

/** Another instance takes so many connections. */
async function takenElsewhere(count: number): Promise<void> {
  others = Array.from({ length: count }, () => new pg.Client(url.href))
  await Promise.all(others.map((client) => client.connect()))
}

/** Waits on the real clock, also while the test holds the timers. */
async function waitUntil(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve))
}

describe('a server that has no connection left', () => {
  it('lets requests of an instance that has one take turns on it', async () => {
    await allow(2)
    await takenElsewhere(1)
    expect(statuses(await lists(20))).toEqual([200])
    // A further one may just be tried.
    await expect.poll(() => pool().totalCount).toBe(1)
  })

  it('lets who has none wait, and serves all as soon as one is given back', async () => {
    await allow(1)
    await takenElsewhere(1)
    const responses = lists(20)
    await waitUntil(() => pool().waitingCount === 20)
    await others.pop()?.end()
    expect(statuses(await responses)).toEqual([200])
  })

  it('tells who has waited 5 s that it is busy; whoever comes later is served at once', async () => {
    await allow(1)
    await takenElsewhere(1)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const response = list()
    await waitUntil(() => pool().waitingCount === 1)
    await vi.advanceTimersByTimeAsync(WAIT_MS)
    const { problem, headers } = await response
    expect(problem).toMatchObject({ status: 503, code: 'unavailable' })
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    vi.useRealTimers()
    await others.pop()?.end()
    const startedAt = performance.now()
    expect((await list()).status).toBe(200)
    expect(performance.now() - startedAt).toBeLessThan(WAIT_MS)
  })

  it('is asked again by one at a time, however many wait', async () => {
    await allow(1)
    await takenElsewhere(1)
    const connecting = vi.spyOn(pg.Client.prototype, 'connect')
    const startedAt = performance.now()
    const responses = lists(50)
    await waitUntil(() => pool().waitingCount === 50 && connecting.mock.calls.length >= 2 * POOL_SIZE + 3)
    const pauses = (performance.now() - startedAt) / 20
    expect(connecting.mock.calls.length).toBeLessThanOrEqual(2 * POOL_SIZE + 3 + pauses)
    await others.pop()?.end()
    expect(statuses(await responses)).toEqual([200])
  })

  it('and has some again: the pool grows to its size', async () => {
    await allow(1)
    await takenElsewhere(1)
    const waiting = list()
    await waitUntil(() => pool().waitingCount === 1)
    await allow(-1)
    expect((await waiting).status).toBe(200)
    await expect.poll(async () => (await lists(20)) && pool().totalCount).toBe(POOL_SIZE)
  })
})
