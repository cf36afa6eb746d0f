import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startPostgres } from '../../lib/embedded-postgres/start-postgres.ts'
import { withClient } from '../../lib/ops/database/with-client.ts'
import { alertStatus } from '../../lib/ops/insights/alert-status.ts'
import { collectInsights, type Insight } from '../../lib/ops/insights/collect-insights.ts'
import { formatInsights } from '../../lib/ops/insights/format-insights.ts'
import { INSIGHT_QUERIES } from '../../lib/ops/insights/insight-queries.ts'
import { insightsSince } from '../../lib/ops/insights/insights-since.ts'
import { ensureRoles } from '../../lib/ops/roles/ensure-roles.ts'
import { ask } from '../fixtures/ask.ts'
import { FACTS_OF } from '../fixtures/customer-facts.ts'
import { adminPool, type FreshDatabase, freshDatabase, ownerPool } from '../fixtures/database.ts'
import { databaseUrls } from '../fixtures/database-urls.ts'

let database: FreshDatabase
let client: pg.Client

beforeAll(async () => {
  database = await freshDatabase()
  client = new pg.Client(database.owner)
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await database[Symbol.asyncDispose]()
})

const rowsOf = (insights: readonly Insight[], name: Insight['name']) =>
  insights.find((insight) => insight.name === name)?.rows ?? []

describe('db:insights', () => {
  it('runs every query as the owner of the tables', async () => {
    const insights = await collectInsights(client)
    expect(insights.map(({ name }) => name)).toEqual(Object.keys(INSIGHT_QUERIES))
    const failed = insights.filter((insight) => insight.failure).map(({ name }) => name)
    expect(failed).toEqual(['slowStatements'])
  })

  it('finds no issue in a database as the migrations create it', async () => {
    const insights = await collectInsights(client)
    for (const name of [
      'foreignKeysWithoutIndex',
      'duplicateIndexes',
      'invalidIndexes',
      'waitingLocks',
    ] as const) {
      expect(rowsOf(insights, name), name).toEqual([])
    }
  })

  it('finds a foreign key without index, a duplicate index, and an invalid one', async () => {
    const admin = adminPool(database)
    await admin.query(`create table parent (id int primary key);
      create table child (id int primary key, parent_id int references parent);
      create index first_idx on child (id, parent_id); create index second_idx on child (id, parent_id);
      create index broken_idx on child (parent_id) where id > 0;
      update pg_index set indisvalid = false where indexrelid = 'broken_idx'::regclass`)
    const insights = await collectInsights(client)
    expect(rowsOf(insights, 'foreignKeysWithoutIndex')).toMatchObject([{ table: 'child' }])
    expect(rowsOf(insights, 'duplicateIndexes')).toMatchObject([
      { index: 'second_idx', covered_by: 'first_idx' },
    ])
    expect(rowsOf(insights, 'invalidIndexes')).toMatchObject([{ index: 'broken_idx' }])
  })

  it('names the statements of every login where pg_stat_statements is loaded', async () => {
    const server = await startPostgres({ settings: { shared_preload_libraries: 'pg_stat_statements' } })
    try {
      const urls = databaseUrls(server.adminUrl, 'counted')
      await ensureRoles(urls.admin, urls)
      await ask(urls.admin, 'create extension pg_stat_statements')
      await ask(urls.app, 'select count(*) as of_the_app from generate_series(1, 500000)')
      const insights = await withClient(urls.owner, collectInsights)
      expect(rowsOf(insights, 'slowStatements')).toContainEqual(
        expect.objectContaining({
          calls: 1,
          statement: 'select count(*) as of_the_app from generate_series($1, $2)',
        }),
      )
    } finally {
      await server.stop()
    }
  })

  it('shows the sessions that wait for a lock, and does not wait itself', async () => {
    const owner = ownerPool(database)
    const [holder, waiter] = [await owner.connect(), await owner.connect()]
    try {
      await holder.query('begin; lock table sync_run in access exclusive mode')
      await waiter.query('set lock_timeout = 0')
      const waiting = waiter.query('select from sync_run')
      await expect
        .poll(async () => rowsOf(await collectInsights(client), 'waitingLocks'), { timeout: 20_000 })
        .toHaveLength(1)
      const queue = (await collectInsights(client)).find(({ name }) => name === 'queue')
      expect(queue?.failure).toMatch(/lock timeout/)
      await holder.query('rollback')
      await waiting
    } finally {
      holder.release()
      waiter.release()
    }
  })
})

describe('db:insights ends with a status', () => {
  const insight = (name: Insight['name'], more: Partial<Insight>): Insight => ({
    name,
    title: '',
    advice: '',
    rows: [],
    ...more,
  })

  it.each<[string, Insight[], number]>([
    [
      '0 where nothing is wrong',
      [insight('failedRuns', { alert: true }), insight('sizes', { rows: [{ rows: 1 }] })],
      0,
    ],
    [
      '1 where an alert could not be asked for',
      [insight('failedRuns', { alert: true, failure: 'lock timeout' })],
      1,
    ],
    ['0 where only statistics are missing', [insight('slowStatements', { failure: 'no extension' })], 0],
    ['2 where something is wrong', [insight('failedRuns', { alert: true, rows: [{ runs: 1 }] })], 2],
    [
      '2 where something is wrong and something else could not be asked for',
      [
        insight('quota', { alert: true, failure: 'x' }),
        insight('failedRuns', { alert: true, rows: [{ runs: 1 }] }),
      ],
      2,
    ],
  ])('%s', (_, insights, status) => {
    expect(alertStatus(insights)).toBe(status)
  })
})

describe('db:insights finds what is wrong:', () => {
  let own: FreshDatabase
  beforeAll(async () => {
    own = await freshDatabase()
  })
  afterAll(() => own[Symbol.asyncDispose]())

  /** What is found after a change, of which only the alerts count. */
  async function alertsAfter(change: string, undo: string) {
    await ask(own.admin, change)
    try {
      const insights = await withClient(own.owner, collectInsights)
      const found = insights.filter(({ alert, rows }) => alert && rows.length > 0)
      return {
        status: alertStatus(insights),
        found: Object.fromEntries(found.map(({ name, rows }) => [name, rows])),
      }
    } finally {
      await ask(own.admin, undo)
    }
  }
  const tenant = `insert into organization (id, name) values ('0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73', 'Agency')`
  const customer = `${tenant}; insert into customer (id, organization_id, name, website_url)
    values ('0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b74', '0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73', 'Shop', 'https://shop.test')`
  const run = (columns: string, values: string) =>
    `set session_replication_role = replica; ${customer};
     insert into sync_run (organization_id, customer_id, ${columns})
     values ('0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73', '0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b74', ${values})`
  /** What a customer has whose runs can be executed. */
  const READY = `insert into google_connection (organization_id, google_account_id, email, refresh_token)
     values ('0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73', 'a', 'a@agency.test', 'encrypted');
     update customer set google_account_id = 'a', google_container_id = 'GTM-A', container_path = 'accounts/1/containers/1',
       ${FACTS_OF.READY}
     where organization_id = '0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73'`
  const login = (status: string, code: string) =>
    `set session_replication_role = replica; ${tenant};
     insert into google_connection (organization_id, google_account_id, email, status, error_code)
     values ('0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73', 'a', 'a@agency.test', '${status}', '${code}')`
  const nothing = `set session_replication_role = replica; delete from google_connection; delete from sync_run;
    delete from customer; delete from organization where name = 'Agency'`

  // The schedule has come just now, however long ago the database was made.
  beforeEach(() => ask(own.admin, 'update app.last_visit set created_at = now()'))

  it('nothing in a database as the migrations create it', async () => {
    expect(await alertsAfter('select 1', 'select 1')).toEqual({ status: 0, found: {} })
  })

  it.each<[string, string, string, Record<string, object[]>]>([
    [
      'a run that failed',
      run('status, error_code, finished_at', `'FAILED', 'container_gone', now()`),
      nothing,
      { failedRuns: [{ reason: 'container_gone', runs: 1, organizations: 1 }] },
    ],
    [
      'a run that is due for an hour',
      `${run('run_at', `now() - interval '1 hour'`)}; ${READY}`,
      nothing,
      { overdueRuns: [{ status: 'QUEUED', runs: 1 }] },
    ],
    [
      'a run that waits for its owner, which nobody has to see',
      run('run_at', `now() - interval '1 hour'`),
      nothing,
      {},
    ],
    [
      'a run whose lease ended an hour ago',
      `${run(
        'status, container_path, lease_owner, lease_until',
        `'RUNNING', 'c', gen_random_uuid(), now() - interval '1 hour'`,
      )}; ${READY}`,
      nothing,
      { overdueRuns: [{ status: 'RUNNING', runs: 1 }] },
    ],
    [
      'a lost login',
      login('ERROR', 'invalid_grant'),
      nothing,
      { lostLogins: [{ reason: 'invalid_grant', logins: 1 }] },
    ],
    [
      'a cron job that does not come',
      `update app.last_visit set created_at = now() - interval '1 day' where visitor = 'purge'`,
      'update app.last_visit set created_at = now()',
      { cronVisits: [{ job: 'purge', failures: 0 }] },
    ],
    [
      'a cron job that failed',
      `update app.last_visit set ended_at = now(), failures = 2 where visitor = 'maintain'`,
      'update app.last_visit set failures = 0',
      { cronVisits: [{ job: 'maintain', failures: 2 }] },
    ],
    [
      'a quota that is used up',
      `insert into quota_day (day, used) values ((now() at time zone 'America/Los_Angeles')::date, 9000)`,
      'delete from quota_day',
      { quota: [{ used: 9000 }] },
    ],
    [
      'a database whose collation changed',
      `update pg_database set datcollversion = '0.1' where datname = current_database()`,
      `update pg_database set datcollversion = pg_database_collation_actual_version(oid) where datname = current_database()`,
      { collationVersions: [{ recorded: '0.1' }] },
    ],
    [
      'a collation that changed',
      `create collation public.old (provider = icu, locale = 'de'); update pg_collation set collversion = '0.1' where collname = 'old'`,
      'drop collation public.old',
      { collationVersions: [{ collation: 'collation public.old', recorded: '0.1' }] },
    ],
    [
      'a forgotten slot',
      `select pg_create_physical_replication_slot('forgotten', true)`,
      `select pg_drop_replication_slot('forgotten')`,
      { replicationSlots: [{ slot: 'forgotten', active: false }] },
    ],
  ])('%s', async (_, change, undo, found) => {
    const alerts = await alertsAfter(change, undo)
    expect(alerts).toMatchObject({ status: Object.keys(found).length > 0 ? 2 : 0, found })
    expect(Object.keys(alerts.found)).toEqual(Object.keys(found))
  })
})

it('db:insights finds a prepared transaction', async () => {
  const server = await startPostgres({ settings: { max_prepared_transactions: '2' } })
  try {
    const urls = databaseUrls(server.adminUrl, 'prepared')
    await ensureRoles(urls.admin, urls)
    await withClient(urls.admin, (admin) =>
      admin.query(`begin; create table t (); prepare transaction 'left behind'`),
    )
    const insights = await withClient(urls.owner, collectInsights)
    expect(rowsOf(insights, 'preparedTransactions')).toMatchObject([{ transaction: 'left behind' }])
    await ask(urls.admin, `rollback prepared 'left behind'`)
  } finally {
    await server.stop()
  }
})

describe('the output of db:insights', () => {
  it('aligns the columns, abbreviates bytes, and has the advice', () => {
    const text = formatInsights([
      {
        name: 'sizes',
        title: 'Sizes',
        advice: 'do',
        rows: [
          { table: 'a', rows: 12_345, table_bytes: 3_145_728 },
          { table: 'long name', rows: 1, table_bytes: 0 },
        ],
      },
      { name: 'queue', title: 'Queue', advice: 'do', rows: [] },
      { name: 'slowStatements', title: 'Slow', advice: 'do', rows: [], failure: 'no extension' },
    ])
    expect(text).toBe(
      'Sizes (do)\n  table        rows  table_bytes\n  a          12,345       3.0 MB\n  long name       1          0 B\n\n' +
        'Queue\n  none\n\nSlow\n  failed: no extension',
    )
  })

  it('counts statements since an earlier snapshot', () => {
    const snapshot = (...rows: Insight['rows']): Insight[] => [
      { name: 'slowStatements', title: '', advice: '', rows },
    ]
    const statement = (id: string, calls: number, total: number) => ({
      id,
      calls,
      total_ms: total,
      temp_blocks: 0,
      wal_bytes: 0,
      mean_ms: 0,
    })
    const grown = insightsSince(
      snapshot(statement('a', 30, 100), statement('b', 5, 50), statement('c', 2, 8), statement('d', 7, 7)),
      snapshot(statement('a', 10, 60), statement('b', 5, 50), statement('d', 9, 90)),
    )
    expect(grown[0]?.rows).toMatchObject([
      { id: 'a', calls: 20, total_ms: 40, mean_ms: 2 },
      { id: 'c', calls: 2, total_ms: 8 },
      { id: 'd', calls: 7, total_ms: 7 },
    ])
  })
})
