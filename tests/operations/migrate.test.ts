import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Pool } from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { type MigrateOptions, migrate } from '../../lib/ops/migrations/migrate.ts'
import { adminPool, type FreshDatabase, freshDatabase, ownerPool } from '../fixtures/database.ts'
import { fullTenant } from '../fixtures/full-tenant.ts'
import { migrationsFolder } from '../fixtures/migrations.ts'
import { startPgBouncer } from '../fixtures/pgbouncer.ts'

const LIMITS = { lockTimeout: '150ms', statementTimeout: '20s' }

async function ownDatabase(): Promise<FreshDatabase> {
  const database = await freshDatabase()
  onTestFinished(() => database[Symbol.asyncDispose]())
  return database
}

/** How often each migration behind the project's own was begun, and how often it was applied. */
async function history(owner: Pool) {
  const { rows } = await owner.query<{ name: string; begun: number; applied: number }>(
    `select migration_name as name, count(*)::int as begun,
       (count(*) filter (where finished_at is not null and rolled_back_at is null))::int as applied
     from _prisma_migrations where migration_name like '9%' group by 1 order by 1`,
  )
  return rows
}

const columnsOf = async (owner: Pool, table: string) => {
  const { rows } = await owner.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = to_regclass($1) and attnum > 0`,
    [table],
  )
  return rows.map(({ name }) => name)
}

it('a table that is in use is given up after the lock time-out, and altered once it is free', async () => {
  const database = await ownDatabase()
  const owner = ownerPool(database)
  const { folder, write } = await migrationsFolder()
  await write('90_note', 'create table seen (id int); alter table customer add column note text;')
  const holder = await owner.connect()
  await holder.query('begin; select from customer')

  const events: string[] = []
  const onEvent = async (line: string) => {
    events.push(line)
    if (events.filter((event) => event.startsWith('No lock')).length === 2) await holder.query('commit')
  }
  await migrate(database.owner, { migrations: folder, limits: LIMITS, pauseMs: 20, onEvent })
  holder.release()

  expect(events).toEqual([
    expect.stringMatching(/^No lock within 150ms; attempt 2 of 8 in \d+ ms\.$/),
    '90_note had begun and not ended; it is rolled back and will be applied again.',
    expect.stringMatching(/attempt 3 of 8/),
    '90_note had begun and not ended; it is rolled back and will be applied again.',
  ])
  expect(await columnsOf(owner, 'customer')).toContain('note')
  expect(await history(owner)).toEqual([{ name: '90_note', begun: 3, applied: 1 }])
})

it('a table that stays in use is left alone in the end, and said so', async () => {
  const database = await ownDatabase()
  const owner = ownerPool(database)
  const { folder, write } = await migrationsFolder()
  await write('90_note', 'alter table customer add column note text;')
  const holder = await owner.connect()
  await holder.query('begin; select from customer')
  const run = migrate(database.owner, { migrations: folder, limits: LIMITS, pauseMs: 20, attempts: 2 })
  await expect(run).rejects.toThrow('No lock within 150ms in 2 attempts')
  await holder.query('rollback')
  holder.release()
  expect(await columnsOf(owner, 'customer')).not.toContain('note')
})

it('a migration that is wrong is tried once, leaves nothing, and is applied when it was fixed', async () => {
  const database = await ownDatabase()
  const owner = ownerPool(database)
  const { folder, write } = await migrationsFolder()
  await write('90_bad', 'create table half (id int);\nalter table missing_table add column note text;')
  const options = { migrations: folder, limits: LIMITS, pauseMs: 20 }
  await expect(migrate(database.owner, options)).rejects.toThrow('relation "missing_table" does not exist')
  expect(await history(owner)).toEqual([{ name: '90_bad', begun: 1, applied: 0 }])
  expect(await columnsOf(owner, 'half')).toEqual([])

  await write('90_bad', 'create table half (id int);')
  expect(await migrate(database.owner, options)).toContain('90_bad had begun and not ended')
  expect(await history(owner)).toEqual([{ name: '90_bad', begun: 2, applied: 1 }])
  expect(await columnsOf(owner, 'half')).toEqual(['id'])
})

it('killed in the middle, it has done nothing, and the next run does it', async () => {
  const database = await ownDatabase()
  const owner = ownerPool(database)
  const { folder, write } = await migrationsFolder()
  await write('90_long', 'create table half (id int); select pg_sleep(30); create table rest (id int);')
  const command = spawn(process.execPath, ['lib/ops/commands/db-migrate.ts'], {
    env: { ...process.env, DIRECT_DATABASE_URL: database.owner, MIGRATIONS_FOLDER: folder },
    detached: true,
    stdio: 'ignore',
  })
  const admin = adminPool(database)
  const atWork = async () => {
    const { rows } = await admin.query(
      `select from pg_stat_activity where datname = current_database() and query like '%pg_sleep(30)%'
         and pid <> pg_backend_pid()`,
    )
    return rows.length
  }
  await expect.poll(atWork, { timeout: 20_000 }).toBe(1)
  const ended = once(command, 'exit')
  process.kill(-(command.pid ?? 0), 'SIGKILL')
  await ended
  // The server looks for its client every second.
  await expect.poll(atWork, { timeout: 10_000 }).toBe(0)
  expect(await columnsOf(owner, 'half')).toEqual([])

  await write('90_long', 'create table half (id int); create table rest (id int);')
  await migrate(database.owner, { migrations: folder, limits: LIMITS })
  expect(await columnsOf(owner, 'rest')).toEqual(['id'])
  expect(await history(owner)).toEqual([{ name: '90_long', begun: 2, applied: 1 }])
})

it('several at once apply each migration once, also one that waits for all transactions', async () => {
  const database = await ownDatabase()
  const owner = ownerPool(database)
  const { folder, write } = await migrationsFolder()
  await write('90_note', 'alter table customer add column note text; select pg_sleep(0.5);')
  await write('91_index', 'create index concurrently if not exists customer_note_idx on customer (note);')
  await write('92_rest', 'alter table customer add column rest text;')
  const options: MigrateOptions = { migrations: folder, limits: LIMITS, pauseMs: 200, attempts: 20 }
  await Promise.all([migrate(database.owner, options), migrate(database.owner, options)])
  expect((await history(owner)).map(({ name, applied }) => [name, applied])).toEqual([
    ['90_note', 1],
    ['91_index', 1],
    ['92_rest', 1],
  ])
  expect(await migrate(database.owner, options)).not.toContain('INVALID')
})

it('an index that failed half made is told, dropped, and made when its migration runs again', async () => {
  const database = await ownDatabase()
  const owner = ownerPool(database)
  await fullTenant(owner)
  await fullTenant(owner)
  const { folder, write } = await migrationsFolder()
  const options = { migrations: folder, limits: LIMITS, pauseMs: 20 }
  await write(
    '90_unique',
    'create unique index concurrently if not exists customer_url_key on customer (website_url);',
  )
  await expect(migrate(database.owner, options)).rejects.toThrow('could not create unique index')

  await owner.query(`update customer set website_url = 'https://' || id || '.test'`)
  expect(await migrate(database.owner, options)).toContain('Dropped the invalid index customer_url_key')
  const { rows } = await owner.query(
    `select indisvalid as valid from pg_index where indexrelid = 'customer_url_key'::regclass`,
  )
  expect(rows).toEqual([{ valid: true }])
})

it('an invalid index of other origin is named, and dropped when asked', async () => {
  const database = await ownDatabase()
  const owner = ownerPool(database)
  await fullTenant(owner)
  await fullTenant(owner)
  const byHand = owner.query('create unique index concurrently by_hand on customer (website_url)')
  await expect(byHand).rejects.toThrow('could not create unique index')
  expect(await migrate(database.owner)).toContain(
    'INVALID indexes, which cost writes and are used by no query: public.by_hand',
  )
  const logged = await migrate(database.owner, { dropInvalidIndexes: true })
  expect(logged).toContain('Dropped the invalid index public.by_hand.')
  expect(logged).not.toContain('INVALID')
})

it('a script of several transactions that failed is left to a person', async () => {
  const database = await ownDatabase()
  const { folder, write } = await migrationsFolder()
  await write('90_parts', 'begin; create table half (id int); commit; select nothing_like_it();')
  const options = { migrations: folder, limits: LIMITS }
  await expect(migrate(database.owner, options)).rejects.toThrow('nothing_like_it')
  await expect(migrate(database.owner, options)).rejects.toThrow(
    '90_parts has begun and not ended, and may be applied in parts',
  )
})

it('a pooler is noticed where the URL does not tell', async () => {
  const database = await ownDatabase()
  const pooler = await startPgBouncer([database.owner])
  onTestFinished(() => pooler.stop())
  const url = Object.assign(new URL(database.owner), { port: String(pooler.port) }).href
  await expect(migrate(url)).rejects.toThrow('goes through a pooler')
})
