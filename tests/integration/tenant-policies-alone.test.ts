import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { closeTenantConnection } from '../../lib/tenant/tenant-db.ts'
import { type TenantDb, withTenant } from '../../lib/tenant/with-tenant.ts'
import { ownerPool } from '../fixtures/database.ts'
import { type FullTenant, fullTenant } from '../fixtures/full-tenant.ts'
import '../fixtures/settings.ts'

const owner = ownerPool()
let ours: FullTenant

beforeEach(async () => {
  ours = await fullTenant(owner)
  await fullTenant(owner)
})
afterAll(() => closeTenantConnection())

type Rows = Promise<object[]>

/** Raw SQL without any condition, which the client passes on as it is: nothing but the policies keeps it to the tenant. */
const TABLES: Record<string, { read: (db: TenantDb) => Rows; change: (db: TenantDb) => Promise<number> }> = {
  organization: {
    read: (db) => db.$queryRaw`select id from organization`,
    change: (db) => db.$executeRaw`update organization set name = 'taken over'`,
  },
  user_account: {
    read: (db) => db.$queryRaw`select id from user_account`,
    change: (db) => db.$executeRaw`update user_account set tokens_valid_after = now()`,
  },
  customer: {
    read: (db) => db.$queryRaw`select id from customer`,
    change: (db) => db.$executeRaw`update customer set name = 'taken over'`,
  },
  google_connection: {
    read: (db) => db.$queryRaw`select google_account_id as id from google_connection`,
    change: (db) => db.$executeRaw`update google_connection set email = 'taken@over.test'`,
  },
  oauth_state: {
    read: (db) => db.$queryRaw`select id from oauth_state`,
    change: (db) => db.$executeRaw`update oauth_state set completed_at = now()`,
  },
  tracking: {
    read: (db) => db.$queryRaw`select id from tracking`,
    change: (db) => db.$executeRaw`update tracking set event_name = 'taken over'`,
  },
  sync_job: {
    read: (db) => db.$queryRaw`select id from sync_job`,
    change: (db) => db.$executeRaw`update sync_job set error_message = 'taken over'`,
  },
  sync_run: {
    read: (db) => db.$queryRaw`select id from sync_run`,
    change: (db) => db.$executeRaw`update sync_run set error_message = 'taken over'`,
  },
}
const tables = Object.entries(TABLES).map(([name, statements]) => ({ name, ...statements }))

class UndoError extends Error {}

/** Does it and undoes it, so that a gap in the isolation spoils no other test. */
async function tried<T>(work: (db: TenantDb) => Promise<T>): Promise<T | undefined> {
  let outcome: T | undefined
  await withTenant(ours.tenant(), {}, async (db) => {
    outcome = await work(db)
    throw new UndoError()
  }).catch((error: unknown) => {
    if (!(error instanceof UndoError)) throw error
  })
  return outcome
}

describe('row-level security, where the client does not help it', () => {
  it.each(tables)('shows the tenant’s own rows only: $name', async ({ read }) => {
    const rows = await withTenant(ours.tenant(), { readOnly: true }, read)
    const [row] = rows
    expect(rows).toHaveLength(1)
    expect(Object.values(ours.ids)).toContain(Reflect.get(Object(row), 'id'))
  })

  it('shows the tenant’s own audit log only, which no role can write', async () => {
    const read = (db: TenantDb) => db.$queryRaw<{ id: string }[]>`
      select distinct organization_id as id from audit_log`
    expect(await withTenant(ours.tenant(), { readOnly: true }, read)).toEqual([{ id: ours.organizationId }])
    const change = (db: TenantDb) => db.$executeRaw`update audit_log set action = 'customer.update'`
    await expect(tried(change)).rejects.toThrow(/permission denied/)
  })

  it('shows the tenant’s own invitations only, which are written by functions', async () => {
    const read = (db: TenantDb) => db.$queryRaw`select id from invitation`
    expect(await withTenant(ours.tenant(), { readOnly: true }, read)).toEqual([{ id: ours.ids.Invitation }])
    const change = (db: TenantDb) => db.$executeRaw`update invitation set role = 'ADMIN'`
    await expect(tried(change)).rejects.toThrow(/permission denied/)
  })

  it.each(tables)('lets the tenant’s own rows be changed only: $name', async ({ change }) => {
    expect(await tried(change)).toBe(1)
  })

  it.each(['customer', 'google_connection', 'tracking'])('hides deleted rows: %s', async (name) => {
    const read = TABLES[name]?.read
    if (!read) throw new Error(`no table ${name}`)
    await owner.query(`update ${name} set deleted_at = now() where organization_id = $1`, [
      ours.organizationId,
    ])
    const seen = (deleted: boolean) => withTenant(ours.tenant(), deleted ? { deleted: 'include' } : {}, read)
    expect(await seen(false)).toEqual([])
    expect(await seen(true)).toHaveLength(1)
  })

  it('gives a new row to the tenant, whatever the statement says', async () => {
    const insert = (db: TenantDb) => db.$queryRaw<{ organizationId: string }[]>`
      insert into customer (name, website_url) values ('New', 'https://new.test')
      returning organization_id as "organizationId"`
    expect(await tried(insert)).toEqual([{ organizationId: ours.organizationId }])
    const foreign = (db: TenantDb) => db.$executeRaw`
      insert into customer (organization_id, name, website_url) values (gen_random_uuid(), 'New', 'https://new.test')`
    await expect(tried(foreign)).rejects.toThrow(/permission denied/)
  })
})
