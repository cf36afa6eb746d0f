import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPostgres } from '../../lib/embedded-postgres/start-postgres.ts'
import { withClient } from '../../lib/ops/database/with-client.ts'
import { collectInsights, type Insight } from '../../lib/ops/insights/collect-insights.ts'
import { formatInsights } from '../../lib/ops/insights/format-insights.ts'
import { INSIGHT_QUERIES } from '../../lib/ops/insights/insight-queries.ts'
import { insightsSince } from '../../lib/ops/insights/insights-since.ts'
import { ensureRoles } from '../../lib/ops/roles/ensure-roles.ts'
import { ask } from '../fixtures/ask.ts'
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
