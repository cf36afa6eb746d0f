import type { Pool } from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { type Backfill, readBackfill } from '../../lib/ops/backfill/read-backfill.ts'
import { runBackfill } from '../../lib/ops/backfill/run-backfill.ts'
import { type FreshDatabase, freshDatabase, ownerPool } from '../fixtures/database.ts'
import { fullTenant } from '../fixtures/full-tenant.ts'
import { customersOf } from '../fixtures/many-rows.ts'

const FAST = { rows: 50, share: 1 }
const SET = `update customer set login_customer_id = '1234567890' where login_customer_id is null`

/** A database with 300 customers in three organizations. */
async function stocked(): Promise<{ database: FreshDatabase; owner: Pool }> {
  const database = await freshDatabase()
  onTestFinished(() => database[Symbol.asyncDispose]())
  const owner = ownerPool(database)
  for (let each = 0; each < 3; each += 1)
    await customersOf(database, (await fullTenant(owner)).organizationId, 99)
  return { database, owner }
}

async function run(database: FreshDatabase, backfill: Backfill) {
  const lines: string[] = []
  const report = await runBackfill(database.owner, backfill, { ...FAST, onLine: (line) => lines.push(line) })
  return { ...report, lines }
}

it('every row is changed once, on record as done by the system in the name of the backfill', async () => {
  const { database, owner } = await stocked()
  const backfill = await readBackfill('manager', SET)
  const first = await run(database, backfill)
  expect(first).toMatchObject({ changed: 300, changedNow: 300, lockedOut: 0 })
  expect(first.lines[0]).toBe('manager starts, 300 to do.')
  const { rows } = await owner.query(
    `select actor_kind as kind, actor_id as actor, count(*)::int as entries, count(distinct target_id)::int as customers,
       count(distinct organization_id)::int as organizations
     from audit_log where action = 'customer.update' group by 1, 2`,
  )
  expect(rows).toEqual([
    { kind: 'system', actor: 'backfill:manager', entries: 300, customers: 300, organizations: 3 },
  ])
  expect(await run(database, backfill)).toMatchObject({ changed: 300, changedNow: 0 })
})

it('a comment at its end is none of the statement that changes rows', async () => {
  const { database } = await stocked()
  const backfill = await readBackfill('commented', `${SET} -- those that lack one\n;`)
  expect(await run(database, backfill)).toMatchObject({ changed: 300 })
})

it('two at once share the rows', async () => {
  const { database, owner } = await stocked()
  const backfill = await readBackfill('more', 'update customer set version = version + 1 where version = 1')
  const [one, other] = await Promise.all([run(database, backfill), run(database, backfill)])
  expect([one.changed, other.changed]).toEqual([300, 300])
  const { rows } = await owner.query('select version, count(*)::int from customer group by 1')
  expect(rows).toEqual([{ version: 2, count: 300 }])
})

it('rows that come behind the walk are done in another one', async () => {
  const { database, owner } = await stocked()
  // As old code does that is still at work.
  await owner.query(
    `create function late() returns trigger language plpgsql as $$ begin
       insert into customer (organization_id, name, website_url)
       select id, 'Late', 'https://late.test' from organization limit 1;
       drop trigger late on app.backfill;
       return null;
     end $$;
     create constraint trigger late after update on app.backfill deferrable initially deferred for each row
       when (new.finished_at is not null) execute function late()`,
  )
  const { lines, changed } = await run(database, await readBackfill('manager', SET))
  expect(changed).toBe(301)
  expect(lines).toContain('1 rows were written behind the walk; walking again.')
  const { rows } = await owner.query('select count(*)::int from customer where login_customer_id is null')
  expect(rows).toEqual([{ count: 0 }])
})

it('rows that its statement leaves as they are end it with an error', async () => {
  const { database } = await stocked()
  const backfill = await readBackfill(
    'nothing',
    `update customer set name = name where status = 'NOT_CONNECTED'`,
  )
  await expect(run(database, backfill)).rejects.toThrow('300 rows are not done yet after 3 walks')
})

it('a row that somebody holds is waited for, not fought for', async () => {
  const { database, owner } = await stocked()
  const holder = await owner.connect()
  await holder.query('begin; select from customer limit 1 for update')
  const running = run(database, await readBackfill('manager', SET))
  const state = () => owner.query('select changed::int from app.backfill')
  await expect.poll(async () => (await state()).rowCount).toBe(1)
  const waits = async () => {
    const { rows } = await owner.query<{ waits: number }>(
      'select count(*)::int as waits from pg_locks where not granted',
    )
    return rows[0]?.waits
  }
  await expect.poll(waits, { interval: 20 }).toBe(1)
  await expect.poll(waits, { interval: 5 }).toBe(0)
  await holder.query('commit')
  holder.release()
  const report = await running
  expect(report.changed).toBe(300)
  expect(report.lockedOut).toBeGreaterThan(0)
})

it('a statement that was changed since it began is refused', async () => {
  const { database } = await stocked()
  await run(database, await readBackfill('manager', SET))
  const other = await readBackfill('manager', SET.replace('1234567890', '1234567891'))
  await expect(run(database, other)).rejects.toThrow('manager was started with another statement')
})

it('other keys are walked as well: of two columns, the organizations themselves, tables of no tenant', async () => {
  const { database } = await stocked()
  const changedBy = async (name: string, sql: string) =>
    (await run(database, await readBackfill(name, sql))).changed
  expect(await changedBy('a', `update google_connection set error_code = 'x' where error_code is null`)).toBe(
    3,
  )
  // The three, and the one that health reads as.
  expect(
    await changedBy('b', `update organization set publish_mode = 'AUTO' where publish_mode = 'MANUAL'`),
  ).toBe(4)
  expect(
    await changedBy('c', `update quota_slot set granted_at = '2000-01-01' where granted_at < '2000-01-01'`),
  ).toBe(25)
})
