import { createHash, randomUUID } from 'node:crypto'
import pg from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { runScript } from '../../lib/ops/migrations/run-script.ts'
import { scriptKind } from '../../lib/ops/migrations/script-kind.ts'
import { enginePool, type FreshDatabase, freshDatabase } from '../fixtures/database.ts'

async function ownDatabase(): Promise<FreshDatabase> {
  const database = await freshDatabase()
  onTestFinished(() => database[Symbol.asyncDispose]())
  return database
}

/** Writes the record of a migration that begins, as Prisma does before it sends the script. */
async function begin(pool: pg.Pool, script: string): Promise<() => Promise<boolean | undefined>> {
  const id = randomUUID()
  await pool.query(`insert into _prisma_migrations (id, checksum, migration_name) values ($1, $2, 'now')`, [
    id,
    createHash('sha256').update(script).digest('hex'),
  ])
  return async () => {
    const sql = 'select finished_at is not null as finished from _prisma_migrations where id = $1'
    return (await pool.query<{ finished: boolean }>(sql, [id])).rows[0]?.finished
  }
}

it('a script and its record as applied are one transaction', async () => {
  const pool = enginePool(await ownDatabase())
  const good = 'create table made (id int) -- without a semicolon'
  const goodIsRecorded = await begin(pool, good)
  await runScript(pool, 'public', good)
  expect(await goodIsRecorded()).toBe(true)

  const bad = 'create table half (id int); select 1 / 0;'
  const badIsRecorded = await begin(pool, bad)
  await expect(runScript(pool, 'public', bad)).rejects.toThrow('division by zero')
  expect(await badIsRecorded()).toBe(false)
  const { rows } = await pool.query(
    `select to_regclass('made')::text as made, to_regclass('half')::text as half`,
  )
  expect(rows).toEqual([{ made: 'made', half: null }])
})

it('what runs CONCURRENTLY is sent alone, and waits for others past the lock time-out', async () => {
  const database = await ownDatabase()
  const pool = enginePool(database)
  await pool.query(`set lock_timeout = '50ms'`)
  const writer = new pg.Client(database.owner)
  await writer.connect()
  await writer.query(`begin; insert into organization (name) values ('A')`)
  const built = runScript(pool, 'public', 'create index concurrently by_name on organization (name)')
  // Longer than the time-out that would end it.
  await writer.query('select pg_sleep(0.2); commit')
  await writer.end()
  await built
  expect((await pool.query('show lock_timeout')).rows).toEqual([{ lock_timeout: '5s' }])
})

it.for([
  ['create table a (id int); create table b (id int)', { kind: 'whole' }],
  ['create function f() returns void language plpgsql as $$ begin perform 1; end $$', { kind: 'whole' }],
  ['-- Alone.\ncreate index concurrently "By Name" on app.t (a);', { kind: 'alone', index: 'app.By Name' }],
  ['drop index concurrently if exists a', { kind: 'alone' }],
  ['create index concurrently a on t (a); drop table u', { kind: 'parts' }],
  ['begin; drop table t; commit', { kind: 'parts' }],
  ['select from from end', { kind: 'whole' }],
] as const)('%s', async ([sql, kind]) => {
  expect(await scriptKind(sql)).toEqual(kind)
})
