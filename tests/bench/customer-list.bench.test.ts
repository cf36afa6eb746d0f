import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CustomerView } from '../../lib/customers/customer-view.ts'
import { encodeCursor } from '../../lib/paging/cursor.ts'
import { Page } from '../../lib/paging/page.ts'
import { withTenant } from '../../lib/tenant/with-tenant.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { adminPool } from '../fixtures/database.ts'
import { inSession } from '../fixtures/in-session.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

apiTests()
const admin = adminPool()

const CUSTOMERS = 100_000
const OTHERS = { organizations: 20, customers: 5_000 }
const ROUNDS = 40

let big: NewTenant
const medians = new Map<string, number>()

/** Names of hexadecimal digits: “GmbH” is in every third, four given digits are in about one of a thousand. */
async function fill(organizationId: string, customers: number): Promise<void> {
  await admin.query(
    `insert into customer (organization_id, name, website_url, created_at)
     select $1::uuid, 'Client ' || md5($1::uuid || '-' || n) || case when n % 3 = 0 then ' GmbH' else ' AG' end,
       'https://www.' || md5(n::text) || '.example', date_trunc('second', now()) - make_interval(secs => n)
     from generate_series(1, $2) n`,
    [organizationId, customers],
  )
}

beforeAll(async () => {
  big = await newTenant()
  const others = await Promise.all(Array.from({ length: OTHERS.organizations }, newTenant))
  // Made the fast way: the index at the end, and nothing on record.
  const { rows } = await admin.query<{ indexdef: string }>(
    `select indexdef from pg_indexes where indexname = 'customer_search_live_idx'`,
  )
  await admin.query('drop index customer_search_live_idx; alter table customer disable trigger audit_other')
  await fill(big.organizationId, CUSTOMERS)
  for (const { organizationId } of others) await fill(organizationId, OTHERS.customers)
  await admin.query(`alter table customer enable trigger audit_other; ${rows[0]?.indexdef}`)
  await admin.query('vacuum analyze customer')
}, 600_000)

afterAll(() => {
  const first = medians.get('first page') ?? 1
  const lines = [...medians].map(
    ([name, ms]) => `  ${name.padEnd(34)} ${ms.toFixed(2).padStart(7)} ms  × ${(ms / first).toFixed(1)}`,
  )
  process.stdout.write(
    `GET /v1/customers, ${CUSTOMERS} of one organization, median of ${ROUNDS}:\n${lines.join('\n')}\n`,
  )
})

/** A request as its sender sees it, but for the network. */
async function measure(name: string, query: string): Promise<CustomerView[]> {
  const times: number[] = []
  let data: CustomerView[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedAt = performance.now()
    const response = await api(big.admin).get(`/v1/customers?${query}`)
    times.push(performance.now() - startedAt)
    data = response.as(Page(CustomerView)).data
  }
  medians.set(name, times.toSorted((a, b) => a - b)[ROUNDS / 2] ?? 0)
  return data
}

/** The cursor of the page that begins behind so many rows. */
async function cursorBehind(rows: number): Promise<string> {
  const found = await admin.query<{ id: string; created_at: Date }>(
    `select id, created_at from customer where organization_id = $1 and deleted_at is null
     order by created_at desc, id desc offset $2 limit 1`,
    [big.organizationId, rows - 1],
  )
  const row = found.rows[0]
  if (!row) throw new Error('so many there are not')
  const terms = { sort: 'createdAt', order: 'desc', deleted: false }
  const scope = { organizationId: big.organizationId, list: 'customers.list', terms }
  return encodeCursor({ value: row.created_at, id: row.id }, scope)
}

describe('the list of customers', () => {
  it.each([
    ['first page', ''],
    ['first page by name', 'sort=name&order=asc'],
    ['of one status', 'status=NOT_CONNECTED'],
  ])('%s', async (name, query) => {
    expect(await measure(name, query)).toHaveLength(25)
  })

  it('page 1,000', async () => {
    expect(await measure('page 1,000', `cursor=${await cursorBehind(25 * 999)}`)).toHaveLength(25)
  })

  it.each([
    ['search, in every third', 'q=gmbh', 25],
    ['search, in one of a thousand', 'q=beef', 25],
    ['search, in one of 400, by name', 'q=ab%20AG&sort=name&order=asc', undefined],
    ['search, in none', 'q=no%20such%20client', 0],
    ['search, two letters, in none', 'q=xy', 0],
  ])('%s', async (name, query, length) => {
    const data = await measure(name, query)
    if (length !== undefined) expect(data).toHaveLength(length)
  })
})

describe('as oct_app, by EXPLAIN', () => {
  type Plan = {
    Plan: { 'Shared Hit Blocks': number; 'Shared Read Blocks': number }
    'Execution Time': number
  }

  it.each(['gmbh', 'beef', 'no such client'])('a search for “%s” reads few pages of the table', async (q) => {
    const plans = await withTenant(
      await inSession(big),
      { readOnly: true },
      (db) =>
        db.$queryRaw<{ 'QUERY PLAN': Plan[] }[]>`
        explain (analyze, buffers, format json)
        select id from app.search_customers(${q}, null, null, null, null, false, 'created_at', 'desc', null, null, 26) as id`,
    )
    const plan = plans[0]?.['QUERY PLAN'][0]
    const blocks = (plan?.Plan['Shared Hit Blocks'] ?? 0) + (plan?.Plan['Shared Read Blocks'] ?? 0)
    process.stdout.write(`search for “${q}”: ${blocks} blocks, ${plan?.['Execution Time']} ms\n`)
    expect(blocks).toBeLessThan(2_000)
  })
})
