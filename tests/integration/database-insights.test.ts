import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPostgres } from '../../lib/embedded-postgres/start-postgres.ts'
import { withClient } from '../../lib/ops/database/with-client.ts'
import { askServer, type Finding } from '../../lib/ops/insights/ask.ts'
import { sinceEarlier } from '../../lib/ops/insights/delta.ts'
import { findingsText } from '../../lib/ops/insights/print.ts'
import { QUESTIONS } from '../../lib/ops/insights/questions.ts'
import { ensureRoles } from '../../lib/ops/roles/roles.ts'
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

const rowsOf = (findings: readonly Finding[], name: Finding['name']) =>
  findings.find((finding) => finding.name === name)?.rows ?? []

describe('what the server tells of itself', () => {
  it('is asked as the owner of the tables, without a question that fails', async () => {
    const findings = await askServer(client)
    expect(findings.map(({ name }) => name)).toEqual(Object.keys(QUESTIONS))
    const unasked = findings.filter((finding) => finding.unasked).map(({ name }) => name)
    expect(unasked).toEqual(['slowStatements'])
  })

  it('finds nothing to mend in a database as the migrations make it', async () => {
    const findings = await askServer(client)
    for (const name of [
      'foreignKeysWithoutIndex',
      'duplicateIndexes',
      'invalidIndexes',
      'waitingLocks',
    ] as const) {
      expect(rowsOf(findings, name), name).toEqual([])
    }
  })

  it('finds a foreign key without its index, an index too many, and one that was left invalid', async () => {
    const admin = adminPool(database)
    await admin.query(`create table parent (id int primary key);
      create table child (id int primary key, parent_id int references parent);
      create index once_idx on child (id, parent_id); create index twice_idx on child (id, parent_id);
      create index broken_idx on child (parent_id) where id > 0;
      update pg_index set indisvalid = false where indexrelid = 'broken_idx'::regclass`)
    const findings = await askServer(client)
    expect(rowsOf(findings, 'foreignKeysWithoutIndex')).toMatchObject([{ table: 'child' }])
    expect(rowsOf(findings, 'duplicateIndexes')).toMatchObject([
      { index: 'twice_idx', covered_by: 'once_idx' },
    ])
    expect(rowsOf(findings, 'invalidIndexes')).toMatchObject([{ index: 'broken_idx' }])
  })

  it('names the statements of every login, where the server counts them', async () => {
    const server = await startPostgres({ settings: { shared_preload_libraries: 'pg_stat_statements' } })
    try {
      const urls = databaseUrls(server.adminUrl, 'counted')
      await ensureRoles(urls.admin, urls)
      await ask(urls.admin, 'create extension pg_stat_statements')
      await ask(urls.app, 'select count(*) as of_the_app from generate_series(1, 500000)')
      const findings = await withClient(urls.owner, askServer)
      expect(rowsOf(findings, 'slowStatements')).toContainEqual(
        expect.objectContaining({
          calls: 1,
          statement: 'select count(*) as of_the_app from generate_series($1, $2)',
        }),
      )
    } finally {
      await server.stop()
    }
  })

  it('shows who waits for whom, and gives up rather than wait itself', async () => {
    const owner = ownerPool(database)
    const [holder, waiter] = [await owner.connect(), await owner.connect()]
    try {
      await holder.query('begin; lock table sync_run in access exclusive mode')
      await waiter.query('set lock_timeout = 0')
      const waiting = waiter.query('select from sync_run')
      await expect.poll(async () => rowsOf(await askServer(client), 'waitingLocks')).toHaveLength(1)
      const queue = (await askServer(client)).find(({ name }) => name === 'queue')
      expect(queue?.unasked).toMatch(/lock timeout/)
      await holder.query('rollback')
      await waiting
    } finally {
      holder.release()
      waiter.release()
    }
  })
})

describe('the text for people', () => {
  it('aligns the columns, writes bytes short, and says what to do', () => {
    const text = findingsText([
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
      { name: 'slowStatements', title: 'Slow', advice: 'do', rows: [], unasked: 'no extension' },
    ])
    expect(text).toBe(
      'Sizes (do)\n  table        rows  table_bytes\n  a          12,345       3.0 MB\n  long name       1          0 B\n\n' +
        'Queue\n  none\n\nSlow\n  not asked: no extension',
    )
  })

  it('counts statements from an earlier look on', () => {
    const look = (...rows: Finding['rows']): Finding[] => [
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
    const grown = sinceEarlier(
      look(statement('a', 30, 100), statement('b', 5, 50), statement('c', 2, 8), statement('d', 7, 7)),
      look(statement('a', 10, 60), statement('b', 5, 50), statement('d', 9, 90)),
    )
    expect(grown[0]?.rows).toMatchObject([
      { id: 'a', calls: 20, total_ms: 40, mean_ms: 2 },
      { id: 'c', calls: 2, total_ms: 8 },
      { id: 'd', calls: 7, total_ms: 7 },
    ])
  })
})
