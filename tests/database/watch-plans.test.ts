import type { PoolClient } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { adminPool, type FreshDatabase, freshDatabase } from '../fixtures/database.ts'
import { fillQueue } from '../fixtures/plans/fill-queue.ts'
import { nestedPlansOf } from '../fixtures/plans/nested-plans.ts'
import { nodesOf, rowsRead } from '../fixtures/plans/plan.ts'
import '../fixtures/settings.ts'

/** Of 300 organizations, with 3,000 customers. */
const RUNS = 30_000
const TABLES = ['customer', 'sync_run', 'google_connection', 'organization']

let database: FreshDatabase
let admin: PoolClient

beforeAll(async () => {
  database = await freshDatabase()
  admin = await adminPool(database).connect()
  await fillQueue(adminPool(database), RUNS, false)
  await admin.query('set session_replication_role = replica')
  await admin.query(
    `update customer c set tracking_count = 1, deployment_due_at = now() - interval '1 day' + n.place * interval '1 second'
     from (select id, row_number() over (order by md5(id::text)) as place from customer) n where n.id = c.id`,
  )
  await admin.query('reset session_replication_role')
  await admin.query('select from app.next_run(now())')
  await admin.query('vacuum analyze')
}, 600_000)
afterAll(async () => {
  admin.release()
  await database[Symbol.asyncDispose]()
})

it.each([
  ['claiming a look', `select * from app.claim_look(app.uuid_v7(), '2 minutes')`],
  ['asking for a slot of the watch', 'select * from app.take_watch_slot()'],
])('%s among 300 organizations looks up rows by index', async (_, statement) => {
  const results: unknown[] = []
  const plans = await nestedPlansOf(admin, async (client) => {
    await client.query('set local role oct_system')
    for (let call = 0; call < 7; call += 1) results.push((await client.query(statement)).rowCount)
  })
  expect(results).toEqual(results.map(() => 1))
  const nodes = plans.flatMap(nodesOf)
  expect(
    nodes.filter((node) => node['Node Type'] === 'Seq Scan' && TABLES.includes(node['Relation Name'] ?? '')),
  ).toEqual([])
  // The rows that a call works with, each read a few times, and not those of all organizations.
  expect(plans.reduce((sum, plan) => sum + rowsRead(plan, TABLES), 0)).toBeLessThan(7 * 40)
})
