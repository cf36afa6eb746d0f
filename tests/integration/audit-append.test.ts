import type { PoolClient } from 'pg'
import { expect, it } from 'vitest'
import { apiTests } from '../fixtures/api.ts'
import { auditActions, verify } from '../fixtures/audit.ts'
import { newCustomer } from '../fixtures/connection.ts'
import { ownerPool } from '../fixtures/database.ts'
import { trackingsOf } from '../fixtures/many-rows.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

apiTests()
const owner = ownerPool()

/** A transaction as somebody at the database makes it, without a session. */
async function inPsql(work: (client: PoolClient) => Promise<void>): Promise<void> {
  const client = await owner.connect()
  try {
    await client.query('begin')
    await work(client)
    await client.query('commit')
  } finally {
    client.release()
  }
}

async function tenantWithTrackings(count: number): Promise<NewTenant> {
  const tenant = await newTenant()
  const { id } = await newCustomer(tenant)
  await trackingsOf(tenant.organizationId, id, count)
  return tenant
}

const RENAME = `update tracking set name = name || '!' where organization_id = $1`

it('many changes of one transaction move the head of the chain once, in front of the COMMIT', async () => {
  const tenant = await tenantWithTrackings(300)
  await inPsql(async (client) => {
    // What the connection did before and has not reported yet counts too.
    const counted = async () => {
      const { rows } = await client.query<{ moved: number; added: number }>(
        `select pg_stat_get_xact_tuples_updated('app.audit_head'::regclass)::int as moved,
           pg_stat_get_xact_tuples_inserted('audit_log'::regclass)::int as added`,
      )
      return rows[0] ?? { moved: 0, added: 0 }
    }
    const before = await counted()
    await client.query(RENAME, [tenant.organizationId])
    await client.query('set constraints app.append_audit_entries immediate')
    const { moved, added } = await counted()
    expect({ moved: moved - before.moved, added: added - before.added }).toEqual({ moved: 1, added: 300 })
    expect((await client.query('select from app.audit_pending')).rowCount).toBe(0)
  })
  expect(await verify(tenant)).toMatchObject({ intact: true, checked: 303 })
})

it('what somebody changes at the database is on record with a plain COMMIT', async () => {
  const tenant = await tenantWithTrackings(2)
  await inPsql(async (client) => {
    await client.query(RENAME, [tenant.organizationId])
  })
  expect((await auditActions(tenant)).slice(-2)).toEqual(['tracking.update', 'tracking.update'])
  expect(await verify(tenant)).toMatchObject({ intact: true, checked: 5 })
})

it('entries that are appended one by one make the same chain, and those rolled back are in none', async () => {
  const tenant = await tenantWithTrackings(2)
  await inPsql(async (client) => {
    await client.query('set constraints all immediate')
    await client.query(RENAME, [tenant.organizationId])
    await client.query('savepoint before')
    await client.query(RENAME, [tenant.organizationId])
    await client.query('rollback to savepoint before')
    await client.query('set constraints all deferred')
    await client.query(RENAME, [tenant.organizationId])
  })
  expect(await verify(tenant)).toMatchObject({ intact: true, checked: 7 })
})

it('one transaction that changes two organizations appends to the chain of each', async () => {
  const one = await tenantWithTrackings(2)
  const other = await tenantWithTrackings(3)
  await inPsql(async (client) => {
    for (const { organizationId } of [other, one]) await client.query(RENAME, [organizationId])
  })
  expect(await verify(one)).toMatchObject({ intact: true, checked: 5 })
  expect(await verify(other)).toMatchObject({ intact: true, checked: 6 })
})
