import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { unavailable } from '../../lib/db/database-error.ts'
import { closeSystemPool } from '../../lib/db/system-pool.ts'
import type { ErrorCode } from '../../lib/model/error-code.ts'
import { type LogEntry, setLogSink } from '../../lib/telemetry/log.ts'
import { closeTenantConnection, tenantConnection } from '../../lib/tenant/tenant-db.ts'
import { WriteInReadError, withTenant } from '../../lib/tenant/with-tenant.ts'
import { type ApiResponse, api, apiTests } from '../fixtures/api.ts'
import {
  type BreakableWire,
  breakableWire,
  type Failure,
  type Rejection,
} from '../fixtures/breakable-wire.ts'
import { connectedCustomer } from '../fixtures/connection.ts'
import { adminPool, ownerPool, workerDatabase } from '../fixtures/database.ts'
import { inSession } from '../fixtures/in-session.ts'
import { quietQueue } from '../fixtures/queue.ts'
import { settings } from '../fixtures/settings.ts'
import { type NewTenant, newTenant, type Person } from '../fixtures/tenant.ts'

apiTests()

const admin = adminPool()
const owner = ownerPool()
const cron = { token: settings.CRON_SECRET }
const SECRET = 'Name that only the database may hold'
const CONNECT_LIMIT_MS = 5_000
const RESPONSE_LIMIT_MS = 20_000

let app: BreakableWire
let system: BreakableWire
let tenant: NewTenant
let customerId: string
let entries: LogEntry[] = []
const unhandled: unknown[] = []
const recordUnhandled = (error: unknown) => {
  unhandled.push(error)
}

beforeAll(async () => {
  app = await breakableWire(workerDatabase().app)
  system = await breakableWire(workerDatabase().system)
  process.env['DATABASE_URL'] = app.url
  process.env['SYSTEM_DATABASE_URL'] = system.url
  process.env['DATABASE_POOL_MAX'] = '2'
  setLogSink((entry) => entries.push(entry))
  process.on('unhandledRejection', recordUnhandled).on('uncaughtException', recordUnhandled)
  tenant = await newTenant()
  customerId = (await connectedCustomer(tenant)).id
})
afterEach(async () => {
  vi.useRealTimers()
  await app.restore()
  await system.restore()
  entries = []
  expect(unhandled).toEqual([])
})
afterAll(async () => {
  process.off('unhandledRejection', recordUnhandled).off('uncaughtException', recordUnhandled)
  await Promise.all([closeTenantConnection(), closeSystemPool()])
  await app.close()
  await system.close()
})

const list = (person: Person = tenant.admin) => api(person).get('/v1/customers')
let drafts = 0
const draft = () => {
  drafts += 1
  const body = { customerId, name: `${SECRET} ${drafts}`, type: 'CUSTOM_EVENT', eventName: `lead_${drafts}` }
  return api(tenant.admin).post('/v1/trackings', body)
}

/** In the same round trip, so that a caller who hears nothing of it knows nothing of the COMMIT. */
const GOES_WITH_COMMIT = new Set(['enqueue_syncs', 'append_audit_entries', 'COMMIT'])

/** A 503 that tells the caller when to come back, and the operator one line, without what was asked for. */
function expectUnavailable(response: ApiResponse, code: ErrorCode = 'unavailable'): void {
  expect(response.problem).toMatchObject({ status: 503, code })
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
  const requestId = response.headers.get('x-request-id')
  const lines = entries.filter((entry) => entry['requestId'] === requestId && entry.event !== 'request')
  expect(lines).toMatchObject([{ level: 'warn', event: 'request.failed', code }])
  const text = JSON.stringify([response.body, entries])
  for (const secret of [SECRET, tenant.admin.email, 'insert', 'INSERT', 'app.enter']) {
    expect(text).not.toContain(secret)
  }
}

/** Rows of a tracking's making, which come together or not at all. */
async function written() {
  const { rows } = await owner.query<{ trackings: number; jobs: number; counted: number }>(
    `select (select count(*)::int from tracking where customer_id = c.id) as trackings,
       (select count(*)::int from sync_job where customer_id = c.id) as jobs, tracking_count as counted
     from customer c where id = $1`,
    [customerId],
  )
  return rows[0]
}

function appPool() {
  const connection = tenantConnection()
  if (connection.mode !== 'postgres') throw new Error('this test is for a pool of connections')
  return connection.pool
}

/** Ends what the app's login has open in this database, as a restart or a failover of the server does. */
async function endAppConnections(): Promise<void> {
  await admin.query(
    `select pg_terminate_backend(pid, 5000) from pg_stat_activity
     where datname = current_database() and usename = 'oct_test_app'`,
  )
}

/** Another time-out for the app's login in this database, until the end of the block. */
async function statementTimeout(limit: string): Promise<AsyncDisposable> {
  const { rows } = await admin.query<{ database: string }>(
    'select quote_ident(current_database()) as database',
  )
  const role = `alter role oct_test_app in database ${rows[0]?.database}`
  await admin.query(`${role} set statement_timeout = '${limit}'`)
  await endAppConnections()
  await expect.poll(async () => (await list()).status).toBe(200)
  return {
    [Symbol.asyncDispose]: async () => {
      await admin.query(`${role} reset statement_timeout`)
      await endAppConnections()
      await expect.poll(async () => (await list()).status).toBe(200)
    },
  }
}

/** Two transactions that keep their connections until they are let go. */
async function holdBoth() {
  const who = await inSession(tenant)
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const
  const inside = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const
  const held = gates.map((gate, index) =>
    withTenant(who, {}, async (db) => {
      const count = await db.customer.count()
      inside[index]?.resolve()
      await gate.promise
      return count
    }),
  )
  await Promise.all(inside.map(({ promise }) => promise))
  return { gates, held }
}

/** Waits on the real clock, also while the test holds the timers. */
async function waitUntil(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve))
}

describe('a database that is gone', () => {
  it('before a request: 503, and the first request after its return is served', async () => {
    expect((await list()).status).toBe(200)
    await app.cutAll()
    expectUnavailable(await list())
    expectUnavailable(await draft())
    await app.restore()
    expect((await list()).status).toBe(200)
    expect((await draft()).status).toBe(201)
  })

  it('for the machinery: cron answers 503, and works again afterwards', async () => {
    await system.cutAll()
    expectUnavailable(await api(cron).get('/cron/run-sync'))
    await system.restore()
    expect((await api(cron).get('/cron/run-sync')).status).toBe(200)
  })

  it.each<[string, Failure]>([
    ['app.find_membership', 'cut before'],
    ['app.find_membership', 'cut after'],
    ['app.enter', 'cut before'],
    ['app.enter', 'cut after'],
  ])('at a read, %s (%s): 503, then all is well', async (text, failure) => {
    const newcomer = await tenant.join('MEMBER')
    app.failAt(text, failure)
    expectUnavailable(await list(newcomer))
    expect((await list(newcomer)).status).toBe(200)
  })

  it.each<[string, Failure, 'all' | 'nothing']>([
    ['app.enter', 'cut before', 'nothing'],
    ['app.enter', 'cut after', 'nothing'],
    ['INSERT INTO "public"."tracking"', 'cut before', 'nothing'],
    ['INSERT INTO "public"."tracking"', 'cut after', 'nothing'],
    ['enqueue_syncs', 'cut before', 'nothing'],
    ['enqueue_syncs', 'cut after', 'all'],
    ['COMMIT', 'cut before', 'nothing'],
    ['COMMIT', 'cut after', 'all'],
  ])('in a write, at %s (%s): 503, and %s of it is written', async (text, failure, kept) => {
    const before = await written()
    app.failAt(text, failure)
    expectUnavailable(await draft(), GOES_WITH_COMMIT.has(text) ? 'outcome_unknown' : 'unavailable')
    const more = kept === 'all' ? 1 : 0
    await expect.poll(written).toEqual({
      trackings: (before?.trackings ?? 0) + more,
      jobs: (before?.jobs ?? 0) + more,
      counted: (before?.counted ?? 0) + more,
    })
    expect((await draft()).status).toBe(201)
  })
})

describe('a pooler that takes no connection', () => {
  const words: [string, Rejection][] = [
    ['Supavisor, full', { code: 'XX000', message: 'Max client connections reached' }],
    [
      'Supavisor, full per session',
      { code: 'XX000', message: 'MaxClientsInSessionMode: max clients reached' },
    ],
    ['PgBouncer, full', { code: '08P01', message: 'no more connections allowed (max_client_conn)' }],
    ['pgcat, full', { code: '58000', message: 'could not get connection from the pool' }],
    ['PostgreSQL, full', { code: '53300', message: 'sorry, too many clients already' }],
    ['PostgreSQL, starting', { code: '57P03', message: 'the database system is starting up' }],
    ['in another language', { severity: 'ВАЖНО', code: 'XX000', message: 'слишком много клиентов' }],
  ]

  it.each(words)('lets requests wait and serves them as soon as it does: %s', async (_, rejection) => {
    app.reject(rejection)
    app.hangUp()
    await expect.poll(() => appPool().totalCount).toBe(0)
    const responses = Promise.all([list(), draft()])
    await waitUntil(() => appPool().waitingCount === 2)
    await app.restore()
    expect((await responses).map(({ status }) => status)).toEqual([200, 201])
  })

  it.each(words)('responds 503 where it does not in 5 s: %s', async (_, rejection) => {
    app.reject(rejection)
    app.hangUp()
    await expect.poll(() => appPool().totalCount).toBe(0)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const response = list()
    await waitUntil(() => appPool().waitingCount === 1)
    await vi.advanceTimersByTimeAsync(CONNECT_LIMIT_MS)
    expectUnavailable(await response)
  })

  it.each<[string, Rejection]>([
    ['a wrong password', { code: '28P01', message: 'password authentication failed' }],
    ['no such database', { code: '3D000', message: 'database "shop" does not exist' }],
    ['no right to connect', { code: '42501', message: 'permission denied for database "shop"' }],
    ['an unknown parameter', { code: '42704', message: 'unrecognized configuration parameter' }],
  ])('is not waited for where only the operator can help: %s', async (_, rejection) => {
    app.reject(rejection)
    app.hangUp()
    await expect.poll(() => appPool().totalCount).toBe(0)
    const response = await list()
    expect(response.problem).toMatchObject({ status: 500, code: 'internal' })
    expect(JSON.stringify([response.body, entries])).not.toContain(rejection.message)
  })

  it('keeps none waiting once only the operator can help', async () => {
    app.reject({ code: '53300', message: 'sorry, too many clients already' })
    app.hangUp()
    await expect.poll(() => appPool().totalCount).toBe(0)
    const responses = Promise.all([list(), list(), draft()])
    await waitUntil(() => appPool().waitingCount === 3)
    const began = performance.now()
    app.reject({ code: '28P01', message: 'password authentication failed' })
    expect((await responses).map(({ status }) => status)).toEqual([500, 500, 500])
    expect(performance.now() - began).toBeLessThan(CONNECT_LIMIT_MS - 1_000)
  })
})

describe('a server that takes no writes', () => {
  const behindPooler = new URL(workerDatabase().app).port !== new URL(workerDatabase().admin).port

  /** As a service does whose disk is full: sessions that are opened from now on can read only. */
  async function readOnlyLogin(login: 'app' | 'system'): Promise<AsyncDisposable> {
    const set = async (setting: string) => {
      await admin.query(
        `begin read write; alter role oct_test_${login} in database ${await database()} ${setting}; commit`,
      )
      await endSessions()
    }
    const endSessions = () =>
      admin.query(
        `select pg_terminate_backend(pid, 5000) from pg_stat_activity
         where datname = current_database() and usename = $1`,
        [`oct_test_${login}`],
      )
    await set('set default_transaction_read_only = on')
    return {
      // The sessions that are open stay: to get rid of them is the pool's business. A pooler keeps its own until its
      // operator says RECONNECT.
      [Symbol.asyncDispose]: async () => {
        await admin.query(
          `alter role oct_test_${login} in database ${await database()} reset default_transaction_read_only`,
        )
        if (behindPooler) await endSessions()
      },
    }
  }
  async function database(): Promise<string> {
    const { rows } = await admin.query<{ name: string }>('select quote_ident(current_database()) as name')
    return rows[0]?.name ?? ''
  }

  it('rejects a write with 503 and serves reads; the next write after its return succeeds', async () => {
    await list()
    {
      await using _ = await readOnlyLogin('app')
      await expect.poll(async () => (await list()).status).toBe(200)
      expectUnavailable(await draft())
      expectUnavailable(await draft())
      expect((await list()).status).toBe(200)
    }
    // Both sessions that have only read: they have told at their start what they cannot do.
    await expect.poll(async () => (await draft()).status).toBe(201)
    expect((await draft()).status).toBe(201)
  })

  it('postpones cron with 503, and runs it after its return', async () => {
    // The drafts of the tests before may be due by now.
    await quietQueue()
    {
      await using _ = await readOnlyLogin('system')
      await expect.poll(async () => (await api(cron).get('/cron/run-sync')).problem.code).toBe('unavailable')
    }
    await expect.poll(async () => (await api(cron).get('/cron/run-sync')).status).toBe(200)
  })

  it('is not blamed for a read of ours that tries to write, whose session is kept', async () => {
    const who = await inSession(tenant)
    const pids = () =>
      withTenant(
        who,
        { readOnly: true },
        (db) => db.$queryRaw<{ pid: number }[]>`select pg_backend_pid() as pid`,
      )
    const before = await pids()
    const work = withTenant(who, { readOnly: true }, (db) =>
      db.customer.updateMany({ data: { name: SECRET } }),
    )
    const error = await work.catch((failure: unknown) => failure)
    expect(error).toBeInstanceOf(WriteInReadError)
    expect(unavailable(error)).toBeUndefined()
    expect(await pids()).toEqual(before)
  })
})

describe.each([
  ['53100', 'could not extend file: No space left on device'],
  ['53200', 'out of memory'],
  ['57P02', 'terminating connection because of crash of another server process'],
  ['58030', 'could not read block 1: Input/output error'],
  ['40001', 'could not serialize access'],
])('an error of SQLSTATE %s', (code, message) => {
  it('is a server that cannot serve now, however deep Prisma has wrapped it', () => {
    const raised = { severity: 'ERROR', code, message }
    const wrapped = { meta: { driverAdapterError: { cause: { kind: 'postgres', originalCode: code } } } }
    expect(unavailable(raised)?.code).toBe('unavailable')
    expect(unavailable(Object.assign(new Error('Raw query failed'), wrapped))?.code).toBe('unavailable')
  })
})

describe('a pool of two connections that are both held', () => {
  it('lets a third caller wait 5 s and then answers 503; with one given back it serves again', async () => {
    await list()
    const { gates, held } = await holdBoth()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    let ended = false
    const third = list().finally(() => {
      ended = true
    })
    await waitUntil(() => appPool().waitingCount === 1)
    await vi.advanceTimersByTimeAsync(CONNECT_LIMIT_MS - 1)
    expect(ended).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expectUnavailable(await third)
    vi.useRealTimers()
    gates[0].resolve()
    expect((await list()).status).toBe(200)
    gates[1].resolve()
    expect(await Promise.all(held)).toEqual([1, 1])
  })
})

describe('a database that falls silent', () => {
  it('while a connection is made: 503 after 5 s', async () => {
    await closeTenantConnection()
    app.silence()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const response = list()
    // What is unheard may be the farewell of the connections before.
    await waitUntil(() => app.unheard() && appPool().totalCount === 1)
    await vi.advanceTimersByTimeAsync(CONNECT_LIMIT_MS)
    expectUnavailable(await response)
    vi.useRealTimers()
    await app.restore()
    expect((await list()).status).toBe(200)
  })

  it.each(['app.enter', 'enqueue_syncs', 'append_audit_entries'])(
    'in a write, at %s: 503 after 20 s',
    async (text) => {
      await list()
      app.failAt(text, 'silence')
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      const response = draft()
      await waitUntil(() => app.unheard())
      await vi.advanceTimersByTimeAsync(RESPONSE_LIMIT_MS)
      expectUnavailable(await response, GOES_WITH_COMMIT.has(text) ? 'outcome_unknown' : 'unavailable')
      vi.useRealTimers()
      expect((await draft()).status).toBe(201)
    },
  )
})

describe('a statement that takes too long', () => {
  it('is ended by the time-out of its login: 503, and nothing of it is written', async () => {
    await using _ = await statementTimeout('100ms')
    const before = await written()
    const blocker = await admin.connect()
    try {
      await blocker.query('begin')
      await blocker.query('lock table sync_job in access exclusive mode')
      expectUnavailable(await draft())
    } finally {
      await blocker.query('rollback')
      blocker.release()
    }
    expect(await written()).toEqual(before)
    expect((await draft()).status).toBe(201)
  })
})

describe('a connection that is lost', () => {
  it('while it is idle ends nothing, is replaced, and the log tells of it in one line', async () => {
    await list()
    const idle = appPool().idleCount
    expect(idle).toBeGreaterThan(0)
    await app.cutAll()
    await expect.poll(() => appPool().idleCount).toBe(0)
    const lost = entries.filter(({ event }) => event === 'database.connection_lost')
    expect(lost).toHaveLength(idle)
    expect(lost[0]).toMatchObject({ level: 'warn', errorName: 'Error' })
    await app.restore()
    expect((await list()).status).toBe(200)
  })

  it('because the server ended it, idle or not, is replaced', async () => {
    await list()
    await endAppConnections()
    await expect.poll(async () => (await list()).status).toBe(200)
  })

  it('in mid-transaction undoes what was done; the next transaction works', async () => {
    const who = await inSession(tenant)
    const work = withTenant(who, {}, async (db) => {
      await db.customer.updateMany({ data: { name: SECRET } })
      await endAppConnections()
      await db.customer.count()
    })
    await expect(work.catch((error: unknown) => unavailable(error)?.code)).resolves.toBe('unavailable')
    const names = withTenant(who, { readOnly: true }, (db) =>
      db.customer.findMany({ select: { name: true } }),
    )
    expect(await names).toEqual([{ name: 'Shop' }])
  })
})
