import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { unavailable } from '../../lib/db/database-error.ts'
import type { Tenant } from '../../lib/tenant/tenant.ts'
import { closeTenantConnection, tenantConnection } from '../../lib/tenant/tenant-db.ts'
import { withTenant } from '../../lib/tenant/with-tenant.ts'
import { type Agency, newAgencies, readAgency } from '../fixtures/agency-model.ts'
import { type ApiResponse, api, apiTests } from '../fixtures/api.ts'
import { type BreakableWire, breakableWire, type Failure } from '../fixtures/breakable-wire.ts'
import { adminPool, workerDatabase } from '../fixtures/database.ts'
import { inSession } from '../fixtures/in-session.ts'
import { mixedTraffic, type Traffic } from '../fixtures/mixed-traffic.ts'
import { newTenant } from '../fixtures/tenant.ts'

apiTests()

const CONNECTIONS = 2
const CONCURRENCY = 12
const CONNECT_LIMIT_MS = 5_000

const admin = adminPool()
let agencies: Agency[] = []
let wire: BreakableWire

beforeAll(async () => {
  wire = await breakableWire(workerDatabase().app)
  process.env['DATABASE_URL'] = wire.url
  process.env['DATABASE_POOL_MAX'] = String(CONNECTIONS)
  agencies = await newAgencies(CONCURRENCY + 4)
})
afterEach(async () => {
  vi.useRealTimers()
  await wire.restore()
})
afterAll(async () => {
  await closeTenantConnection()
  await wire.close()
})

function run(requests: number, more: Partial<Traffic> = {}) {
  return mixedTraffic({ agencies, requests, concurrency: CONCURRENCY, seed: 2, ...more })
}

function pool() {
  const connection = tenantConnection()
  if (connection.mode !== 'postgres') throw new Error('this test is for a pool of connections')
  return connection.pool
}

/** All is as the organizations were promised, every connection is back, and the next requests are served. */
async function expectRecovered(): Promise<void> {
  for (const agency of agencies) expect(agency.state).toEqual(await readAgency(agency.tenant.organizationId))
  expect(await run(60, { seed: 3 })).toMatchObject({ leaks: [], wrong: [] })
  await expect.poll(() => pool().idleCount).toBe(pool().totalCount)
  expect(pool().totalCount).toBeLessThanOrEqual(CONNECTIONS)
  expect(pool().waitingCount).toBe(0)
}

/** Ends one of the app's sessions that is in the midst of something. */
function endOneSession() {
  return admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and usename = 'oct_test_app' and state <> 'idle' limit 1`,
  )
}

describe('connections that break under the traffic of many organizations', () => {
  const breaks: [string, () => unknown][] = [
    ['the server ends a session', endOneSession],
    ...(['app.enter', 'COMMIT'] as const).flatMap((text) =>
      (['cut before', 'cut after'] as const satisfies Failure[]).map((failure): [string, () => unknown] => [
        `${text}, ${failure}`,
        () => wire.failAt(text, failure),
      ]),
    ),
  ]

  it.each(breaks)('fail the requests that they served and no other: %s', async (_, breakOne) => {
    let broken = 0
    const under: unknown[] = []
    const figures = await run(160, {
      breaking: true,
      disturb(responded) {
        if (responded % 15 !== 0 || responded > 140) return
        broken += 1
        under.push(breakOne())
      },
    })
    await Promise.all(under)
    expect(figures).toMatchObject({ leaks: [], wrong: [] })
    expect(figures.unavailable).toBeGreaterThan(0)
    expect(figures.unavailable).toBeLessThanOrEqual(broken)
    await expectRecovered()
  })
})

describe('a session that the server has ended', () => {
  const SLEEP = 'select pg_sleep(30)'
  const uses: [string, (tenant: Tenant) => Promise<unknown>][] = [
    ['before a tenant is known', () => pool().callBeforeTenant(SLEEP, [])],
    ['in a transaction', (tenant) => withTenant(tenant, {}, (db) => db.$queryRaw`select pg_sleep(30)`)],
  ]

  it.each(uses)('is lent to no other caller, even before it is seen to have closed: %s', async (_, use) => {
    const tenant = await newTenant()
    const who = await inSession(tenant)
    wire.concealHangUps()
    const outcome = use(who).catch((error: unknown) => unavailable(error)?.code)
    await expect.poll(async () => (await endOneSession()).rowCount).toBe(1)
    expect(await outcome).toBe('unavailable')
    const statuses = []
    for (let index = 0; index < CONNECTIONS + 1; index += 1) {
      statuses.push((await api(tenant.admin).get('/v1/customers')).status)
    }
    expect(statuses).toEqual([200, 200, 200])
    await wire.restore()
    await expectRecovered()
  })
})

/** Transactions that keep their connections until they are let go. */
async function hold(count: number) {
  const who = await inSession(await newTenant())
  const gate = Promise.withResolvers<void>()
  const inside = Array.from({ length: count }, () => Promise.withResolvers<void>())
  const held = inside.map(({ resolve }) =>
    withTenant(who, {}, async (db) => {
      await db.customer.count()
      resolve()
      await gate.promise
    }),
  )
  await Promise.all(inside.map(({ promise }) => promise))
  return async () => {
    gate.resolve()
    await Promise.all(held)
  }
}

describe('a pool whose connections are held', () => {
  it('serves all callers over the one that is left', async () => {
    const release = await hold(CONNECTIONS - 1)
    expect(await run(150)).toMatchObject({ leaks: [], wrong: [] })
    await release()
    await expectRecovered()
  })

  it('responds 503 to all callers after 5 s where none is left, and no call hangs', async () => {
    const release = await hold(CONNECTIONS)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    let ended = 0
    const asked = agencies.map(async ({ member }) => {
      const response = await api(member).get('/v1/customers')
      ended += 1
      return response
    })
    while (pool().waitingCount < agencies.length) await new Promise((resolve) => setImmediate(resolve))
    await vi.advanceTimersByTimeAsync(CONNECT_LIMIT_MS - 1)
    expect(ended).toBe(0)
    await vi.advanceTimersByTimeAsync(1)
    const responses = await Promise.all(asked)
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([503]))
    vi.useRealTimers()
    await release()
    await expectRecovered()
  })
})

describe('an organization whose statements take too long', () => {
  it('is reported, and the others are served', async () => {
    const [slow, ...others] = agencies
    if (!slow) throw new Error('there is no agency')
    const made = await api(slow.member).post('/v1/customers', {
      name: 'Slow',
      websiteUrl: 'https://slow.test',
    })
    slow.state = await readAgency(slow.tenant.organizationId)
    const customer = `/v1/customers/${Reflect.get(Object(made.body), 'id')}`
    await using _ = await statementTimeout('1s')
    const blocker = await admin.connect()
    const responses: Promise<ApiResponse>[] = []
    try {
      await blocker.query('begin')
      await blocker.query('select from customer where organization_id = $1 for update', [
        slow.tenant.organizationId,
      ])
      const figures = await run(120, {
        agencies: others,
        disturb(responded) {
          if (responded % 40 === 0) responses.push(api(slow.member).patch(customer, { name: 'Slower' }))
        },
      })
      expect(figures).toMatchObject({ leaks: [], wrong: [] })
      const statuses = (await Promise.all(responses)).map(({ status }) => status)
      expect(statuses).toEqual([503, 503, 503])
    } finally {
      await blocker.query('rollback')
      blocker.release()
    }
    await expectRecovered()
  })
})

/** Another time-out for the app's login in this database, until the end of the block. */
async function statementTimeout(limit: string): Promise<AsyncDisposable> {
  const { rows } = await admin.query<{ database: string }>(
    'select quote_ident(current_database()) as database',
  )
  const role = `alter role oct_test_app in database ${rows[0]?.database}`
  const apply = async (setting: string) => {
    await admin.query(`${role} ${setting}`)
    await admin.query(
      `select pg_terminate_backend(pid, 5000) from pg_stat_activity
       where datname = current_database() and usename = 'oct_test_app'`,
    )
    await expect.poll(async () => (await api(agencies[1]?.member).get('/v1/customers')).status).toBe(200)
  }
  await apply(`set statement_timeout = '${limit}'`)
  return { [Symbol.asyncDispose]: () => apply('reset statement_timeout') }
}
