import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import type { CustomerStatus } from '../../lib/model/customer-status.ts'
import { GOOGLE_ACCESS } from '../../lib/model/google-access.ts'
import { apiTests } from '../fixtures/api.ts'
import { grantedCustomer } from '../fixtures/connection.ts'
import { ownerPool } from '../fixtures/database.ts'
import { newTenant } from '../fixtures/tenant.ts'

apiTests()
const owner = ownerPool()

type Facts = { paused: boolean; access: string; container: boolean; ads: boolean }

const BOTH = [false, true]
const ALL = BOTH.flatMap((paused) =>
  GOOGLE_ACCESS.flatMap((access) =>
    BOTH.flatMap((container) => BOTH.map((ads): Facts => ({ paused, access, container, ads }))),
  ),
)

/** The precedence, in other words than the table has it. */
function statusOf({ paused, access, container, ads }: Facts): CustomerStatus {
  const holds: Record<CustomerStatus, boolean> = {
    PAUSED: paused,
    ERROR: access === 'LOST',
    NOT_CONNECTED: access === 'NONE',
    SETUP_INCOMPLETE: !(container && ads),
    READY: true,
  }
  const first = (['PAUSED', 'ERROR', 'NOT_CONNECTED', 'SETUP_INCOMPLETE'] as const).find(
    (each) => holds[each],
  )
  return first ?? 'READY'
}

it('a customer’s status is the first that holds, for all 24 combinations of what it follows from', async () => {
  const { id } = await grantedCustomer(await newTenant())
  for (const facts of ALL) {
    const { rows } = await owner.query<{ status: string }>(
      `update customer set paused = $2, google_access = $3, container_path = $4, google_container_id = $5,
         google_ads_account_id = $6
       where id = $1 returning status`,
      [
        id,
        facts.paused,
        facts.access,
        facts.container ? 'accounts/1/containers/1' : null,
        facts.container ? 'GTM-STATES' : null,
        facts.ads ? '1234567890' : null,
      ],
    )
    expect([facts, rows[0]?.status]).toEqual([facts, statusOf(facts)])
  }
})

it.each([
  [`status = 'READY'`, /generated column|permission denied|can only be updated to DEFAULT/],
  [`google_access = 'GRANTED', google_account_id = null`, /customer_google_login_check/],
])('the database rejects %s, which would be no truth about a customer', async (assignment, error) => {
  const { id } = await grantedCustomer(await newTenant())
  await expect(owner.query(`update customer set ${assignment} where id = $1`, [id])).rejects.toThrow(error)
})

/** A statement of the migration, as it is applied. */
async function statement(start: string): Promise<string> {
  const file = new URL(
    '../../prisma/migrations/20261129003100_customer_states/migration.sql',
    import.meta.url,
  )
  const text = await readFile(file, 'utf8')
  const from = text.indexOf(start)
  expect(from).toBeGreaterThan(-1)
  return text.slice(from, text.indexOf(';', from) + 1)
}

/** [status before, login, container, Google Ads account, status after] */
const BEFORE: [string, string | null, boolean, boolean, CustomerStatus][] = [
  ['ACTIVE', null, false, false, 'NOT_CONNECTED'],
  ['ACTIVE', 'ACTIVE', false, false, 'SETUP_INCOMPLETE'],
  ['ACTIVE', 'ACTIVE', false, true, 'SETUP_INCOMPLETE'],
  ['ACTIVE', 'ERROR', false, false, 'ERROR'],
  ['ACTIVE', 'DISCONNECTED', true, true, 'NOT_CONNECTED'],
  ['CONNECTED', 'ACTIVE', true, true, 'READY'],
  ['CONNECTED', 'ACTIVE', true, false, 'SETUP_INCOMPLETE'],
  ['ERROR', 'ERROR', true, true, 'ERROR'],
  ['ERROR', 'ACTIVE', true, true, 'ERROR'],
  ['INACTIVE', null, false, false, 'PAUSED'],
  ['INACTIVE', 'ACTIVE', true, true, 'PAUSED'],
  ['INACTIVE', 'ERROR', true, true, 'PAUSED'],
]

it('the migration gives each row of before the status that is true of it, and what a pause hides', async () => {
  const client = await owner.connect()
  try {
    await client.query('begin')
    // Tables of the test's own, which have the names of the real ones for one connection.
    await client.query(`
      create temporary table google_connection (organization_id int, google_account_id int, status text) on commit drop;
      create temporary table customer (id int, organization_id int, google_account_id int, container_path text,
        google_ads_account_id text, status text, paused boolean not null default false,
        google_access text not null default 'NONE') on commit drop`)
    for (const [id, [status, login, container, ads]] of BEFORE.entries()) {
      if (login) await client.query('insert into google_connection values (1, $1, $2)', [id, login])
      await client.query('insert into customer values ($1, 1, $2, $3, $4, $5)', [
        id,
        login && id,
        container ? 'path' : null,
        ads ? '1' : null,
        status,
      ])
    }
    await client.query(await statement('update customer c set'))
    await client.query('alter table customer drop column status')
    const added = /add column status text[^;]*?stored/.exec(
      await statement('alter table customer\n  add column status'),
    )
    await client.query(`alter table customer ${added?.[0]}`)
    const after = await client.query<{ status: string }>('select status from customer order by id')
    expect(after.rows.map(({ status }) => status)).toEqual(BEFORE.map(([, , , , status]) => status))

    await client.query('update customer set paused = false')
    const resumed = await client.query(
      `select status from customer where id >= ${BEFORE.length - 3} order by id`,
    )
    expect(resumed.rows).toEqual([{ status: 'NOT_CONNECTED' }, { status: 'READY' }, { status: 'ERROR' }])
  } finally {
    await client.query('rollback')
    client.release()
  }
})
