import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeTenantConnection } from '../../lib/tenant/tenant-db.ts'
import { type TenantDb, withTenant } from '../../lib/tenant/with-tenant.ts'
import { adminPool, ownerPool } from '../fixtures/database.ts'
import { type FullTenant, fullTenant } from '../fixtures/full-tenant.ts'
import { changesBetween, tenantRows } from '../fixtures/tenant-rows.ts'
import '../fixtures/settings.ts'

const owner = ownerPool()
const admin = adminPool()
let theirs: FullTenant
let theirsDeleted: FullTenant

beforeAll(async () => {
  theirs = await fullTenant(owner)
  theirsDeleted = await fullTenant(owner)
  const gone = 'set deleted_at = now(), deletion_id = gen_random_uuid() where organization_id = $1'
  for (const table of ['customer', 'tracking']) {
    await owner.query(`update ${table} ${gone}`, [theirsDeleted.organizationId])
  }
})
afterAll(() => closeTenantConnection())

type Named = { kind: 'Customer' | 'Tracking'; call: (db: TenantDb, id: string) => Promise<unknown[]> }

/** Functions that run with the owner's rights and are told a row: no policy holds them back but their own condition. */
const FUNCTIONS: Record<string, Named> = {
  soft_delete_customer: {
    kind: 'Customer',
    call: (db, id) => db.$queryRaw`select app.soft_delete_customer(${id}::uuid) as standing`,
  },
  soft_delete_tracking: {
    kind: 'Tracking',
    call: (db, id) => db.$queryRaw`select * from app.soft_delete_tracking(${id}::uuid)`,
  },
  restore_customer: {
    kind: 'Customer',
    call: (db, id) => db.$queryRaw`select * from app.restore_customer(${id}::uuid)`,
  },
  restore_tracking: {
    kind: 'Tracking',
    call: (db, id) => db.$queryRaw`select * from app.restore_tracking(${id}::uuid)`,
  },
}

/** These are told an organization or a ticket, and check by themselves who may; each with the place of its tests. */
const BEFORE_A_TENANT: Record<string, string> = {
  enter: 'tenant-entry.test.ts',
  note_refusal: 'audit-refusals.test.ts: writes about members of that organization only, and answers nothing',
  park_grant: 'connections.test.ts: takes the id that open_oauth_state gives for a secret',
}

describe('a function that is told another tenant’s row', () => {
  it.each(Object.entries(FUNCTIONS))('finds none and changes nothing: %s', async (_, { kind, call }) => {
    const ours = await fullTenant(owner)
    const inside = (id: string) => withTenant(ours.tenant(), { deleted: 'include' }, (db) => call(db, id))
    const nothing = await inside(randomUUID())
    for (const { organizationId, ids } of [theirs, theirsDeleted]) {
      const before = await tenantRows(admin, organizationId)
      expect(await inside(ids[kind])).toEqual(nothing)
      expect(changesBetween(before, await tenantRows(admin, organizationId))).toEqual([])
    }
    expect(await inside(ours.ids[kind])).not.toEqual(nothing)
  })

  it('is one of these: every other that the app may call is told no id', async () => {
    const { rows } = await admin.query<{ name: string }>(
      `select proname as name from pg_proc p
       where pronamespace = 'app'::regnamespace and has_function_privilege('oct_app', oid, 'execute')
         and exists (select from unnest(proargtypes) t where t = 'uuid'::regtype) order by 1`,
    )
    const known = [...Object.keys(FUNCTIONS), ...Object.keys(BEFORE_A_TENANT)].sort()
    expect(rows.map(({ name }) => name)).toEqual(known)
  })
})
