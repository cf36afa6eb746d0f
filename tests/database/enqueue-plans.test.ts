import type { PoolClient } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { claimsOf, sessionStatement } from '../../lib/tenant/session-claims.ts'
import { adminPool, type FreshDatabase, freshDatabase } from '../fixtures/database.ts'
import { nestedPlansOf } from '../fixtures/plans/nested-plans.ts'
import { nodesOf, rowsRead } from '../fixtures/plans/plan.ts'
import { SEED_SIZES, seedId, seedPlans } from '../fixtures/plans/seed.ts'
import '../fixtures/settings.ts'
import { FACTS_OF } from '../fixtures/customer-facts.ts'

/** `npm run test:plans` takes the large one. */
const size = process.env['PLAN_SEED'] === 'large' ? 'large' : 'small'
/** The organization with most rows, the tenth part of all. */
const ORGANIZATION = 1
const TABLES = ['customer', 'tracking', 'sync_run', 'sync_job']
/** Its statements have plans for any number of changes from the first call on; more calls show that they stay. */
const CALLS = 7

let database: FreshDatabase
let admin: PoolClient
let trackings: readonly { id: string; customer: string }[]

beforeAll(async () => {
  database = await freshDatabase()
  admin = await adminPool(database).connect()
  await seedPlans(adminPool(database), SEED_SIZES[size])
  const { rows } = await admin.query<{ id: string; customer: string }>(
    `with connected as (
       update customer set google_account_id = coalesce(google_account_id, 'login-1'), ${FACTS_OF.READY}, google_container_id = 'GTM-' || upper(replace(id::text, '-', '')),
         container_path = 'accounts/1/containers/' || tracking_count
       where organization_id = $1 and deleted_at is null returning id)
     select t.id, t.customer_id as customer from tracking t join connected c on c.id = t.customer_id
     where t.organization_id = $1 and t.deleted_at is null order by t.id limit 100`,
    [seedId('organization', ORGANIZATION)],
  )
  trackings = rows
}, 600_000)
afterAll(async () => {
  admin.release()
  await database[Symbol.asyncDispose]()
})

it.each([
  ['one change', 1, 1],
  ['a hundred changes', 100, 100],
  ['a customer that was connected', 1, 0],
  ['a hundred customers that were connected', 100, 0],
])('queueing %s looks up rows by index', async (_, requests, jobs) => {
  const actor = {
    kind: 'user',
    userId: seedId('user', ORGANIZATION),
    needs: 'ADMIN',
    authenticatedAt: new Date(),
  } as const
  const tenant = { organizationId: seedId('organization', ORGANIZATION), actor, requestId: 'plans-test' }
  const requested = trackings.slice(0, requests)
  const changed = requested.slice(0, jobs)
  const plans = await nestedPlansOf(admin, async (client) => {
    await client.query(sessionStatement(claimsOf(tenant)))
    for (let call = 0; call < CALLS; call += 1)
      await client.query('select app.enqueue_syncs($1, $2, $3, $4, 15)', [
        [...new Set(requested.map(({ customer }) => customer))],
        changed.map(({ customer }) => customer),
        changed.map(({ id }) => id),
        changed.map(() => 'UPDATE'),
      ])
  })
  const nodes = plans.flatMap(nodesOf)
  expect(nodes.filter((node) => node['Relation Name'] === 'sync_run')).not.toEqual([])
  expect(
    nodes.filter((node) => node['Node Type'] === 'Seq Scan' && TABLES.includes(node['Relation Name'] ?? '')),
  ).toEqual([])
  // Each customer and tracking is read as it is asked for, and once for each row that refers to it.
  const read = plans.reduce((sum, plan) => sum + rowsRead(plan, TABLES), 0)
  expect(read).toBeLessThanOrEqual(CALLS * requests * 10)
})
