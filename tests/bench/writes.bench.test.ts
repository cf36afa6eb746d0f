import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { APPEND_AUDIT_ENTRIES } from '../../lib/tenant/append-audit-entries.ts'
import { claimsOf, sessionStatement } from '../../lib/tenant/session-claims.ts'
import { adminPool, directUrls, ownerPool, workerDatabase } from '../fixtures/database.ts'
import { type FullTenant, fullTenant } from '../fixtures/full-tenant.ts'
import { customersOf, trackingsOf } from '../fixtures/many-rows.ts'
import '../fixtures/settings.ts'
import { FACTS_OF } from '../fixtures/customer-facts.ts'

const TIMES = 300
const BULK = 100

const admin = adminPool()
const client = new pg.Client(directUrls().app)
let tenant: FullTenant
/** What one part of a work has cost the server each time, in microseconds of CPU. */
const costs = new Map<string, number[]>()
let cpuOf: () => number

beforeAll(async () => {
  tenant = await fullTenant(ownerPool())
  const { organizationId, ids } = tenant
  await admin.query(
    `update customer set google_container_id = 'GTM-1', container_path = 'accounts/1/containers/1', ${FACTS_OF.READY}
     where id = $1`,
    [ids.Customer],
  )
  await customersOf(workerDatabase(), organizationId, 500)
  await trackingsOf(organizationId, ids.Customer, 2_000)
  // The same row without the product: no policy, trigger or CHECK, and the indexes that any list wants.
  await admin.query(
    `create table bare_tracking as select * from tracking limit 0;
     alter table bare_tracking alter id set default gen_random_uuid(), add primary key (id);
     create index on bare_tracking (organization_id, customer_id, created_at, id);
     grant insert, select on bare_tracking to oct_app`,
  )
  await admin.query('vacuum analyze')
  await client.connect()
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  // Nanoseconds on a core, written as the process comes to rest between two statements.
  const file = `/proc/${rows[0]?.pid}/schedstat`
  cpuOf = () => Number(readFileSync(file, 'utf8').split(' ')[0]) / 1_000
})
afterAll(async () => {
  await client.end()
  await admin.query('drop table bare_tracking')
})

/** Sends a statement under its name, so that it is planned once, and notes what it costs. */
async function send<Row extends pg.QueryResultRow>(part: string, text: string, values: unknown[] = []) {
  const before = cpuOf()
  const { rows } = await client.query<Row>({ name: part, text, values })
  costs.set(part, [...(costs.get(part) ?? []), cpuOf() - before])
  return rows
}

/** One transaction in the tenant's session. */
async function inSession(work: string, statements: () => Promise<unknown>): Promise<void> {
  const { text, values } = sessionStatement(claimsOf(tenant.tenant('ADMIN')))
  await send(`${work}: begin`, 'begin')
  await send(`${work}: session`, text, values)
  await statements()
  await send(`${work}: audit`, APPEND_AUDIT_ENTRIES)
  await send(`${work}: commit`, 'commit')
}

const COLUMNS =
  'customer_id, name, type, selector, conversion_category, conversion_counting, version, sync_status'
const ROW = `$1, $2, 'BUTTON_CLICK', '#buy', 'PURCHASE', 'ONE_PER_CLICK', 1, 'PENDING'`
const ENQUEUE = 'select app.enqueue_syncs($1, $2, $3, $4, 15)'

async function bare(): Promise<void> {
  const { organizationId, ids } = tenant
  await send(
    'bare insert',
    `insert into bare_tracking (organization_id, ${COLUMNS}) values ($3, ${ROW}) returning *`,
    [ids.Customer, randomUUID(), organizationId],
  )
}

async function createUpdateDelete(): Promise<void> {
  const customer = tenant.ids.Customer
  let id = ''
  await inSession('create', async () => {
    const [row] = await send<{ id: string }>(
      'create: insert',
      `insert into tracking (${COLUMNS}) values (${ROW}) returning *`,
      [customer, `Buy ${randomUUID()}`],
    )
    id = row?.id ?? ''
    await send('create: enqueue', ENQUEUE, [[customer], [customer], [id], ['CREATE']])
  })
  await inSession('update', async () => {
    await send('update: update', 'update tracking set name = $2, version = version + 1 where id = $1', [
      id,
      `Buy ${randomUUID()}`,
    ])
    await send('update: enqueue', ENQUEUE, [[customer], [customer], [id], ['UPDATE']])
  })
  await inSession('delete', () =>
    send('delete: delete', 'select * from app.soft_delete_tracking_at($1, null)', [id]),
  )
}

async function createCustomer(): Promise<void> {
  await inSession('customer', () =>
    send(
      'customer: insert',
      `insert into customer (name, website_url) values ($1, 'https://shop.example') returning *`,
      [`Shop ${randomUUID()}`],
    ),
  )
}

async function createMany(): Promise<void> {
  const customer = tenant.ids.Customer
  await inSession(`${BULK} trackings`, async () => {
    const rows = await send<{ id: string }>(
      `${BULK} trackings: insert`,
      `insert into tracking (${COLUMNS})
       select $1, n, 'BUTTON_CLICK', '#buy', 'PURCHASE', 'ONE_PER_CLICK', 1, 'PENDING' from unnest($2::text[]) n
       returning *`,
      [customer, Array.from({ length: BULK }, () => `Buy ${randomUUID()}`)],
    )
    const ids = rows.map(({ id }) => id)
    await send(`${BULK} trackings: enqueue`, ENQUEUE, [
      [customer],
      ids.map(() => customer),
      ids,
      ids.map(() => 'CREATE'),
    ])
  })
}

const median = (all: readonly number[] = []) => all.toSorted((a, b) => a - b)[all.length >> 1] ?? 0

it('what writes cost the server, by part', async () => {
  for (let index = 0; index < TIMES; index += 1) {
    await bare()
    await createUpdateDelete()
    await createCustomer()
    if (index % 30 === 0) await createMany()
  }
  const unit = median(costs.get('bare insert'))
  const lines = [...costs].map(([part, all]) => [part, median(all) / unit] as const)
  const works = Map.groupBy(lines, ([part]) => part.split(':')[0] ?? '')
  for (const [work, parts] of works) {
    const total = parts.reduce((sum, [, cost]) => sum + cost, 0)
    const shown = parts.map(([part, cost]) => `${part.split(': ')[1] ?? part} ${cost.toFixed(1)}`)
    process.stdout.write(`${work}: × ${total.toFixed(1)} of a bare insert (${shown.join(', ')})\n`)
  }
  expect([...works.keys()]).toEqual([
    'bare insert',
    'create',
    'update',
    'delete',
    'customer',
    `${BULK} trackings`,
  ])
}, 600_000)
