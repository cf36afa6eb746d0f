import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { LOGIN_GROUPS, type LoginSetting } from '../../lib/db/login-check.ts'
import { RetryingPool } from '../../lib/db/retrying-pool.ts'
import { runStatement } from '../../lib/db/run-statement.ts'
import { type LogEntry, setLogSink } from '../../lib/telemetry/log.ts'
import { startAccelerate } from '../fixtures/accelerate.ts'
import { ask } from '../fixtures/ask.ts'
import { type FreshDatabase, freshDatabase, ownerPool, workerDatabase } from '../fixtures/database.ts'
import { databaseOf, databaseUrls } from '../fixtures/database-urls.ts'
import { fullTenant } from '../fixtures/full-tenant.ts'
import '../fixtures/settings.ts'

let entries: LogEntry[] = []
let database: FreshDatabase
/** Its own logins, past any pooler. */
let urls: ReturnType<typeof databaseUrls>

beforeAll(async () => {
  setLogSink((entry) => entries.push(entry))
  database = await freshDatabase()
  urls = databaseUrls(workerDatabase().admin, databaseOf(database.admin))
})
beforeEach(() => {
  entries = []
})
afterAll(async () => {
  setLogSink()
  await database[Symbol.asyncDispose]()
})

const rejections = () => entries.filter(({ event }) => event === 'database.login_rejected')

/** A login that exists as long as the test. */
async function newLogin(create: string, more = '') {
  const name = `oct_test_login_${randomUUID().slice(0, 8)}`
  const filled = (sql: string) =>
    sql.replaceAll('LOGIN', name).replaceAll('DATABASE', `"${databaseOf(urls.admin)}"`)
  await ask(urls.admin, filled(`create role LOGIN login password 'only-for-tests' ${create}; ${more}`))
  const url = new URL(urls.admin)
  url.username = name
  url.password = 'only-for-tests'
  return {
    url: url.href,
    grant: (sql: string) => ask(urls.admin, filled(sql)),
    [Symbol.asyncDispose]: async () => {
      await ask(urls.admin, filled('drop owned by LOGIN cascade; drop role LOGIN'))
    },
  }
}

/** What the first statement of a pool comes to. */
async function firstStatement(setting: LoginSetting, url: string): Promise<unknown> {
  const pool = new RetryingPool(setting, url, 2)
  try {
    return await runStatement(pool.connect(), 'select 1 as one', [])
  } catch (error) {
    return error
  } finally {
    await pool.end()
  }
}

const CONNECT = 'grant connect on database DATABASE to LOGIN'
const REJECTED = { name: 'UnsafeLoginError', code: '08004' }

describe('a login that is exactly a member of its group', () => {
  it.each(['DATABASE_URL', 'SYSTEM_DATABASE_URL'] as const)('is used by %s', async (setting) => {
    await using login = await newLogin(`in role ${LOGIN_GROUPS[setting]}`)
    expect(await firstStatement(setting, login.url)).toEqual([{ one: 1 }])
    expect(rejections()).toEqual([])
  })

  it('is asked about once, not at each connection', async () => {
    await using login = await newLogin('in role oct_app')
    const pool = new RetryingPool('DATABASE_URL', login.url, 2)
    const first = await pool.connect()
    await login.grant('alter role LOGIN bypassrls')
    const second = await pool.connect()
    expect((await second.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    first.release()
    second.release()
    await pool.end()
  })

  it('may own what gives no rights', async () => {
    await using login = await newLogin('in role oct_app')
    await login.grant(
      'do $$ begin execute format($f$alter large object %s owner to LOGIN$f$, lo_create(0)); end $$',
    )
    expect(await firstStatement('DATABASE_URL', login.url)).toEqual([{ one: 1 }])
  })
})

describe('a login that is anything else is rejected before its first statement:', () => {
  it.each<[string, LoginSetting, keyof typeof urls, RegExp]>([
    ['the superuser', 'DATABASE_URL', 'admin', /is a superuser/],
    ['the owner', 'DATABASE_URL', 'owner', /is a member of oct_owner, .*is no member of oct_app/],
    ['the system’s', 'DATABASE_URL', 'system', /is a member of oct_system, .*is no member of oct_app/],
    ['the app’s', 'SYSTEM_DATABASE_URL', 'app', /is a member of oct_app, .*is no member of oct_system/],
    ['the owner, for the system', 'SYSTEM_DATABASE_URL', 'owner', /is a member of oct_owner/],
    ['the superuser, for the system', 'SYSTEM_DATABASE_URL', 'admin', /is a superuser/],
  ])('%s', async (_, setting, login, issues) => {
    expect(await firstStatement(setting, urls[login])).toMatchObject(REJECTED)
    expect(rejections()).toMatchObject([
      {
        level: 'error',
        setting,
        issues: expect.stringMatching(issues),
        fix: expect.stringContaining('db:roles'),
      },
    ])
    expect(JSON.stringify(entries)).not.toContain('only-for-tests')
  })

  it.each<[string, string, RegExp, string?]>([
    ['BYPASSRLS', 'in role oct_app bypassrls', /bypasses row-level security/],
    ['CREATEROLE', 'in role oct_app createrole', /may create roles/],
    ['CREATEDB', 'in role oct_app createdb', /may create databases/],
    ['REPLICATION', 'in role oct_app replication', /may replicate/],
    ['both groups', 'in role oct_app, oct_system', /is a member of oct_system/],
    ['a group of the server', 'in role oct_app, pg_read_all_data', /is a member of pg_read_all_data/],
    ['a group by a detour', 'in role oct_app, oct_test_owner', /is a member of oct_owner/],
    [
      'a group that it does not inherit',
      'noinherit in role oct_app, oct_owner',
      /is a member of oct_owner/,
      CONNECT,
    ],
    ['no group', '', /is no member of oct_app/, CONNECT],
    [
      'a role that it acts as',
      'in role oct_app, oct_owner',
      /is a member of oct_owner/,
      'alter role LOGIN set role = oct_app',
    ],
    [
      'a table of its own',
      'in role oct_app',
      /owns/,
      'create table owned (); alter table owned owner to LOGIN',
    ],
    [
      'a function of its own',
      'in role oct_app',
      /owns/,
      'create function owned() returns int language sql return 1; alter function owned() owner to LOGIN',
    ],
  ])('one with %s', async (_, create, issues, more) => {
    await using login = await newLogin(create, more)
    expect(await firstStatement('DATABASE_URL', login.url)).toMatchObject(REJECTED)
    expect(rejections()).toMatchObject([{ issues: expect.stringMatching(issues) }])
  })

  it('the owner of the database', async () => {
    await using other = await freshDatabase()
    await using login = await newLogin('in role oct_app')
    const name = databaseOf(other.admin)
    await ask(other.admin, `alter database "${name}" owner to ${new URL(login.url).username}`)
    const url = new URL(login.url)
    url.pathname = `/${name}`
    expect(await firstStatement('DATABASE_URL', url.href)).toMatchObject(REJECTED)
    await ask(other.admin, `alter database "${name}" owner to current_user`)
  })

  it('until it is put right: the next connection asks again', async () => {
    await using login = await newLogin('in role oct_app, oct_owner')
    const pool = new RetryingPool('DATABASE_URL', login.url, 2)
    await expect(runStatement(pool.connect(), 'select 1 as one', [])).rejects.toMatchObject(REJECTED)
    await login.grant('revoke oct_owner from LOGIN')
    await expect(runStatement(pool.connect(), 'select 1 as one', [])).resolves.toEqual([{ one: 1 }])
    await pool.end()
  })
})

describe.each<[string, () => Promise<{ url: string; close(): Promise<void> }>]>([
  ['directly', async () => ({ url: urls.owner, close: () => Promise.resolve() })],
  ['over Accelerate', () => startAccelerate(urls.owner)],
])('a service whose DATABASE_URL is the owner’s, %s', (_, start) => {
  let service: typeof import('../fixtures/api.ts')
  let tenants: typeof import('../../lib/tenant/with-tenant.ts')
  let closing: typeof import('../../lib/tenant/tenant-db.ts')
  let server: Awaited<ReturnType<typeof start>>

  beforeAll(async () => {
    server = await start()
    vi.resetModules()
    process.env['DATABASE_URL'] = server.url
    process.env['SYSTEM_DATABASE_URL'] = urls.system
    const logs = await import('../../lib/telemetry/log.ts')
    logs.setLogSink((entry) => entries.push(entry))
    service = await import('../fixtures/api.ts')
    tenants = await import('../../lib/tenant/with-tenant.ts')
    closing = await import('../../lib/tenant/tenant-db.ts')
  })
  afterAll(async () => {
    await closing.closeTenantConnection()
    await server.close()
  })

  it('opens no tenant, and reads and writes nothing', async () => {
    const full = await fullTenant(ownerPool(database))
    const work = vi.fn(async () => 'read')
    for (const readOnly of [true, false]) {
      await expect(tenants.withTenant(full.tenant(), { readOnly }, work)).rejects.toThrow(/DATABASE_URL/)
    }
    expect(work).not.toHaveBeenCalled()
  })

  it('answers callers with 503, without a word of it, and the log says the fix', async () => {
    const response = await service.api().get('/v1/connections/callback?state=s&code=c')
    expect(response.status).toBe(503)
    expect(JSON.stringify([response.body, ...response.headers])).not.toMatch(/oct_|login|DATABASE_URL/)
    expect(rejections()[0]).toMatchObject({
      fix: expect.stringContaining('member of oct_app and of nothing else'),
    })
  })
})
