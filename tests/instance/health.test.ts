import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { closeSystemPool } from '../../lib/db/system-pool.ts'
import { CHECKS } from '../../lib/health/checks.ts'
import { Health } from '../../lib/health/health-view.ts'
import { NEWEST_MIGRATION } from '../../lib/health/newest-migration.ts'
import { type LogEntry, setLogSink } from '../../lib/telemetry/log.ts'
import { closeTenantConnection } from '../../lib/tenant/tenant-db.ts'
import { api } from '../fixtures/api.ts'
import { ask } from '../fixtures/ask.ts'
import { type FreshDatabase, freshDatabase, workerDatabase } from '../fixtures/database.ts'
import { databaseOf, databaseUrls } from '../fixtures/database-urls.ts'
import { settings } from '../fixtures/settings.ts'

const withSecret = { token: settings.CRON_SECRET }
let database: FreshDatabase
/** Past any pooler, whose connections would keep earlier settings of a login. */
let urls: ReturnType<typeof databaseUrls>
let entries: LogEntry[] = []

beforeAll(async () => {
  database = await freshDatabase()
  urls = databaseUrls(workerDatabase().admin, databaseOf(database.admin))
  process.env['DATABASE_URL'] = urls.app
  process.env['SYSTEM_DATABASE_URL'] = urls.system
  setLogSink((entry) => entries.push(entry))
})
const reconnect = () => Promise.all([closeTenantConnection(), closeSystemPool()])
beforeEach(async () => {
  entries = []
  await ask(urls.owner, 'update app.last_visit set ended_at = now(), failures = 0')
})
afterEach(reconnect)
afterAll(async () => {
  setLogSink()
  await database[Symbol.asyncDispose]()
})

/** The status code of health, and which checks are not ok. */
async function health(): Promise<{ code: number; status: string; found: Record<string, string> }> {
  const response = await api(withSecret).get('/health')
  const { status, checks = [] } = Health.parse(response.body)
  return {
    code: response.status,
    status,
    found: Object.fromEntries(
      checks.filter((each) => each.status !== 'ok').map((each) => [each.check, each.status]),
    ),
  }
}

const WELL = { code: 200, status: 'ok', found: {} }

/** Changes the database for one test. */
async function changed(change: string, undo: string): Promise<AsyncDisposable> {
  const name = `"${databaseOf(urls.admin)}"`
  await ask(urls.admin, change.replaceAll('DATABASE', name))
  await reconnect()
  return {
    [Symbol.asyncDispose]: async () => {
      await ask(urls.admin, undo.replaceAll('DATABASE', name))
    },
  }
}

describe('health', () => {
  it('lists every check with the secret, and is 200 where all are ok', async () => {
    const response = await api(withSecret).get('/health')
    expect(response).toMatchObject({
      status: 200,
      body: { status: 'ok', database: { timeZone: 'UTC', rowSecurityEnforced: true } },
    })
    expect(Health.parse(response.body).checks).toEqual(
      Object.keys(CHECKS).map((check) => ({ check, status: 'ok', fix: null })),
    )
  })

  it.each([undefined, 'not-the-secret'])(
    'tells an outsider nothing, and asks nothing (%s)',
    async (token) => {
      await using _ = await changed(
        'alter role oct_test_app in database DATABASE set row_security = off',
        'alter role oct_test_app in database DATABASE reset row_security',
      )
      const response = await api(token ? { token } : undefined).get('/health')
      expect([response.status, response.body]).toEqual([200, { status: 'ok' }])
      const line = entries.find(({ event }) => event === 'request')
      expect(line).toMatchObject({ statements: 0, roundTrips: 0 })
    },
  )

  it.each([
    ['run-sync', 16],
    ['refresh-tokens', 50],
    ['verify-deployments', 901],
    ['collect-evidence', 31],
    ['maintain', 300],
    ['purge', 300],
  ])('is 503 where cron/%s has not come for %i minutes', async (job, minutes) => {
    await ask(
      urls.owner,
      `update app.last_visit set ended_at = now() - interval '${minutes} minutes' where visitor = '${job}'`,
    )
    expect(await health()).toEqual({ code: 503, status: 'fail', found: { [`cron-${job}`]: 'fail' } })
  })

  it('is 503 where a job has never come since the service was set up', async () => {
    await ask(
      urls.owner,
      `update app.last_visit set ended_at = null, created_at = now() - interval '1 day' where visitor = 'run-sync'`,
    )
    expect(await health()).toMatchObject({ code: 503, found: { 'cron-run-sync': 'fail' } })
    expect((await api(withSecret).get('/cron/run-sync')).status).toBe(200)
    expect(await health()).toEqual(WELL)
  })

  it('is 503 where the quota of the day is used up, and says when it comes back', async () => {
    await ask(
      urls.owner,
      `insert into quota_day (day, used) values ((now() at time zone 'America/Los_Angeles')::date, 10000)`,
    )
    expect(await health()).toEqual({ code: 503, status: 'fail', found: { quota: 'fail' } })
    await ask(urls.owner, 'delete from quota_day')
  })

  it.each([
    [
      'behind the code',
      `delete from _prisma_migrations where migration_name = '${NEWEST_MIGRATION}'`,
      'fail',
    ],
    [
      'unfinished',
      `update _prisma_migrations set finished_at = null where migration_name = '${NEWEST_MIGRATION}'`,
      'fail',
    ],
    [
      'ahead of the code',
      `update _prisma_migrations set migration_name = '2099_x' where migration_name = '${NEWEST_MIGRATION}'`,
      'warn',
    ],
  ])('tells of migrations that are %s', async (_, change, status) => {
    await ask(urls.owner, `create table app.kept as table _prisma_migrations; ${change}`)
    expect(await health()).toMatchObject({
      code: status === 'fail' ? 503 : 200,
      found: { migrations: status },
    })
    await ask(
      urls.owner,
      'delete from _prisma_migrations; insert into _prisma_migrations select * from app.kept; drop table app.kept',
    )
  })

  it('is 503 where another key has the id of the one that was used', async () => {
    expect(await health()).toEqual(WELL)
    await ask(urls.owner, `update app.key_check set encrypted = regexp_replace(encrypted, '.{4}$', 'AAAA')`)
    expect(await health()).toEqual({ code: 503, status: 'fail', found: { 'encryption-keys': 'fail' } })
    await ask(urls.owner, 'delete from app.key_check')
  })

  it.each([
    ['row_security = off', 'oct_test_app', 'tenant-read'],
    ['default_transaction_read_only = on', 'oct_test_system', 'database-write'],
    ['default_transaction_read_only = on', 'oct_test_app', 'database-write'],
  ])('is 503 where a login has %s', async (setting, login, check) => {
    await using _ = await changed(
      `alter role ${login} in database DATABASE set ${setting}`,
      `alter role ${login} in database DATABASE reset all`,
    )
    expect(await health()).toMatchObject({ code: 503, found: { [check]: 'fail' } })
  })

  it('is 503 where a policy lets a tenant see another', async () => {
    await ask(urls.owner, `insert into organization (name) values ('Another')`)
    await using _ = await changed(
      'create policy hole on organization for select to oct_app using (true)',
      'drop policy hole on organization',
    )
    expect(await health()).toEqual({ code: 503, status: 'fail', found: { 'tenant-read': 'fail' } })
  })

  it.each([
    ['oct_test_app', 'database-login'],
    ['oct_test_system', 'system-login'],
  ])('is 503 where %s has been put into another group meanwhile', async (login, check) => {
    expect(await health()).toEqual(WELL)
    await ask(urls.admin, `create role oct_test_extra; grant oct_test_extra to ${login}`)
    expect(await health()).toMatchObject({ code: 503, found: { [check]: 'fail' } })
    await ask(urls.admin, `drop role oct_test_extra`)
  })

  it('is 503 where a chain of the audit log is broken, and the job that found it responds with 500', async () => {
    expect(await api(withSecret).get('/cron/maintain')).toMatchObject({ status: 200, body: { failures: 0 } })
    await ask(urls.owner, `insert into organization (name) values ('Forged')`)
    await ask(
      urls.admin,
      `set session_replication_role = replica; update audit_log set action = 'organization.update'
       where organization_id = (select id from organization where name = 'Forged')`,
    )
    const response = await api(withSecret).get('/cron/maintain')
    expect(response).toMatchObject({ status: 500, body: { failures: 1, chains: { broken: 1 } } })
    expect(await health()).toMatchObject({
      code: 503,
      found: { 'cron-maintain': 'warn', 'audit-chains': 'fail' },
    })
  })

  it('says nothing of any tenant', async () => {
    await ask(urls.owner, `insert into organization (name) values ('Secret agency')`)
    const { body } = await api(withSecret).get('/health')
    expect(JSON.stringify(body)).not.toMatch(/Secret agency|[0-9a-f]{8}-[0-9a-f]{4}/)
  })
})
