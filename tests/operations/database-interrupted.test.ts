import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { postgresUser, temporaryParent } from '../../lib/embedded-postgres/postgres-user.ts'
import { type LocalPostgres, startPostgres } from '../../lib/embedded-postgres/start-postgres.ts'
import { withClient } from '../../lib/ops/database/with-client.ts'
import { migrate } from '../../lib/ops/migrations/migrate.ts'
import { ensureRoles } from '../../lib/ops/roles/ensure-roles.ts'
import { writeClaimKeys } from '../../lib/ops/roles/write-claim-keys.ts'
import { namedKeys } from '../../lib/settings/named-keys.ts'
import { type LogEntry, setLogSink } from '../../lib/telemetry/log.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { type BreakableWire, breakableWire, type Rejection } from '../fixtures/breakable-wire.ts'
import { CLAIM_KEYS } from '../fixtures/claim-keys.ts'
import { type DatabaseUrls, databaseUrls } from '../fixtures/database-urls.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

apiTests()

const CALLERS = 32
/** How soon after the database is back every write has to succeed. */
const RECOVERY_MS = 2_000
/** What was acknowledged is to survive, so unlike the other tests' server this one waits for its log. */
const SETTINGS = { synchronous_commit: 'on', fsync: 'on', full_page_writes: 'on' }

let server: LocalPostgres
let folder: string
let urls: DatabaseUrls
let app: BreakableWire
let system: BreakableWire
let tenants: NewTenant[]

const wires = (change: (wire: BreakableWire) => unknown) => Promise.all([app, system].map(change))
const start = (dataDirectory: string, port = 0) =>
  startPostgres({ dataDirectory, settings: SETTINGS, ...(port && { port }) })

async function onServer<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client(urls.admin)
  await client.connect()
  return client
    .query<Row>(sql, values)
    .then(({ rows }) => rows)
    .finally(() => client.end())
}

/** Ends the sessions of the functions, so that they open new ones. */
const endSessions = () =>
  onServer(`select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename like 'oct_test_%'`)

beforeAll(async () => {
  folder = join(await temporaryParent(await postgresUser()), `oneclicktag-interrupted-${randomUUID()}`)
  server = await start(folder)
  urls = databaseUrls(server.adminUrl, 'interrupted')
  await ensureRoles(urls.admin, urls)
  await migrate(urls.owner)
  await withClient(urls.owner, (client) => writeClaimKeys(client, namedKeys.parse(CLAIM_KEYS)))
  app = await breakableWire(urls.app)
  system = await breakableWire(urls.system)
  process.env['DATABASE_URL'] = app.url
  process.env['SYSTEM_DATABASE_URL'] = system.url
  tenants = []
  for (let index = 0; index < CALLERS; index += 1) tenants.push(await newTenant())
})
afterEach(() => wires((wire) => wire.restore()))
afterAll(async () => {
  await wires((wire) => wire.cutAll())
  await server.stop()
  await rm(folder, { recursive: true, force: true })
  await rm(`${folder}-standby`, { recursive: true, force: true })
})

/** What the log says of requests that ended with a 500. */
const defects: LogEntry[] = []

type Call = { write: boolean; name: string; startedAt: number; status: number; retryAfter: number }

/** Callers who read and write by turns, without a pause, while `interrupt` goes on and until all is well again. */
async function interrupted(interrupt: () => Promise<void>) {
  const calls: Call[] = []
  defects.length = 0
  setLogSink((entry) => {
    if (entry.event === 'request.failed' && entry.level === 'error') defects.push(entry)
  })
  const call = async ({ admin }: NewTenant, write: boolean) => {
    const name = randomUUID()
    const startedAt = performance.now()
    const response = await (write
      ? api(admin).post('/v1/customers', { name, websiteUrl: 'https://shop.example' })
      : api(admin).get('/v1/customers'))
    const retryAfter = Number(response.headers.get('retry-after'))
    calls.push({ write, name, startedAt, status: response.status, retryAfter })
  }
  let ended = false
  const callers = tenants.map(async (tenant) => {
    for (let index = 0; !ended; index += 1) await call(tenant, index % 2 === 0)
  })
  const after = async (count: number) => expect.poll(() => calls.length >= count).toBe(true)
  await after(2 * CALLERS)
  await interrupt()
  const backAt = performance.now()
  await expect.poll(() => performance.now() - backAt > RECOVERY_MS).toBe(true)
  await after(calls.length + 2 * CALLERS)
  ended = true
  await Promise.all(callers)

  const acknowledged = calls.filter(({ write, status }) => write && status === 201)
  const stored = await onServer<{ name: string }>('select name from customer')
  const names = new Set(stored.map(({ name }) => name))
  return {
    defects: [...defects],
    statuses: [...new Set(calls.map(({ status }) => status))].toSorted(),
    rejectedWrites: calls.filter(({ write, status }) => write && status === 503).length,
    withoutRetryAfter: calls.filter(({ status, retryAfter }) => status === 503 && !(retryAfter > 0)).length,
    lost: acknowledged.filter(({ name }) => !names.has(name)).length,
    failedLater: calls.filter(({ status, startedAt }) => status >= 500 && startedAt > backAt + RECOVERY_MS)
      .length,
  }
}

const WELL = { defects: [], withoutRetryAfter: 0, lost: 0, failedLater: 0 }

/** Resolves when the interruption has been felt by a good many callers. */
async function felt(): Promise<void> {
  const responses = tenants.map(({ admin }) =>
    api(admin).post('/v1/customers', { name: randomUUID(), websiteUrl: 'https://shop.example' }),
  )
  expect((await Promise.all(responses)).map(({ status }) => status)).not.toContain(500)
}

describe(`${CALLERS} concurrent callers lose nothing, get no 500, and can write within 2 s`, () => {
  it.each([
    ['by reload', 'alter system set', 'alter system reset', 'select pg_reload_conf()'],
    ['of a database', 'alter database interrupted set', 'alter database interrupted reset', undefined],
    ['of a login', 'alter role oct_test_app set', 'alter role oct_test_app reset', undefined],
  ])('after a server that turned read-only (%s)', async (_, set, reset, apply) => {
    const figures = await interrupted(async () => {
      await onServer(`${set} default_transaction_read_only = on`)
      await (apply ? onServer(apply) : endSessions())
      await felt()
      // In a session that is not read-only itself.
      await onServer(`begin read write; ${reset} default_transaction_read_only; commit`).catch(() =>
        onServer(`${reset} default_transaction_read_only`),
      )
      if (apply) await onServer(apply)
    })
    expect(figures).toMatchObject({ ...WELL, statuses: [200, 201, 503] })
    expect(figures.rejectedWrites).toBeGreaterThan(0)
  })

  it.each<[string, Rejection]>([
    ['Supavisor', { code: 'XX000', message: 'Max client connections reached' }],
    ['PostgreSQL that starts', { code: '57P03', message: 'the database system is starting up' }],
  ])('after a pooler that was full, in the words of %s', async (_, rejection) => {
    const figures = await interrupted(async () => {
      await wires((wire) => wire.reject(rejection))
      await wires((wire) => wire.hangUp())
      await felt()
      await wires((wire) => wire.restore())
    })
    expect(figures).toMatchObject(WELL)
  })

  it('after a primary that was restarted', async () => {
    const figures = await interrupted(async () => {
      await server.stop()
      await felt()
      server = await start(folder, server.port)
    })
    expect(figures).toMatchObject({ ...WELL, statuses: [200, 201, 503] })
  })

  it('after a failover to a standby, which takes writes when it is promoted', async () => {
    const standby = `${folder}-standby`
    const figures = await interrupted(async () => {
      await server.stop()
      await promisify(execFile)('cp', ['-a', folder, standby])
      const user = await postgresUser()
      const signal = join(standby, 'data', 'standby.signal')
      await writeFile(signal, '')
      if (user) await promisify(execFile)('chown', [`${user.uid}:${user.gid}`, signal])
      server = await start(standby)
      urls = databaseUrls(server.adminUrl, 'interrupted')
      app.leadTo(urls.app)
      system.leadTo(urls.system)
      await felt()
      await onServer('select pg_promote()')
    })
    expect(figures).toMatchObject({ ...WELL, statuses: [200, 201, 503] })
    expect(figures.rejectedWrites).toBeGreaterThan(0)
  })
})
