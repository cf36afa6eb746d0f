import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sqlStateOf } from '../../lib/db/sql-state.ts'
import { closeTenantConnection } from '../../lib/tenant/tenant-db.ts'
import { type TenantDb, withTenant } from '../../lib/tenant/with-tenant.ts'
import { adminPool, ownerPool } from '../fixtures/database.ts'
import { type FullTenant, fullTenant } from '../fixtures/full-tenant.ts'
import { changesBetween, tenantRows } from '../fixtures/tenant-rows.ts'
import '../fixtures/settings.ts'
import { FACTS_OF } from '../fixtures/customer-facts.ts'

const owner = ownerPool()
const admin = adminPool()
let theirs: FullTenant
let theirsDeleted: FullTenant

beforeAll(async () => {
  theirs = await newTenant()
  theirsDeleted = await newTenant()
  const gone = 'set deleted_at = now(), deletion_id = gen_random_uuid() where organization_id = $1'
  for (const table of ['customer', 'tracking', 'user_account', 'invitation']) {
    await owner.query(`update ${table} ${gone}`, [theirsDeleted.organizationId])
  }
})
afterAll(() => closeTenantConnection())

/** With an invitation that is open and a customer that is connected, because nothing can be done about others. */
async function newTenant(): Promise<FullTenant> {
  const tenant = await fullTenant(owner)
  await owner.query(
    `update customer set google_container_id = 'GTM-1', container_path = 'accounts/1/containers/1', ${FACTS_OF.READY}
     where organization_id = $1`,
    [tenant.organizationId],
  )
  await owner.query(
    'update invitation set accepted_at = null, accepted_by = null where organization_id = $1',
    [tenant.organizationId],
  )
  return tenant
}

type Kind = 'Customer' | 'Tracking' | 'User' | 'Invitation' | 'ApiKey'
type Named = { kind: Kind; call: (db: TenantDb, id: string) => Promise<unknown[]> }

/** Functions that run with the owner's rights and get a row's id: no policy restrains them but their own condition. */
const FUNCTIONS: Record<string, Named> = {
  change_role: {
    kind: 'User',
    call: (db, id) => db.$queryRaw`select app.change_role(${id}::uuid, 'MEMBER') as outcome`,
  },
  detach_customer: {
    kind: 'Customer',
    call: (db, id) => db.$queryRaw`select * from app.detach_customer(${id}::uuid, true, true, null, null)`,
  },
  release_tracking: {
    kind: 'Tracking',
    call: (db, id) => db.$queryRaw`select * from app.release_tracking(${id}::uuid, null)`,
  },
  remove_member: {
    kind: 'User',
    call: (db, id) => db.$queryRaw`select app.remove_member(${id}::uuid) as outcome`,
  },
  restore_customer: {
    kind: 'Customer',
    call: (db, id) => db.$queryRaw`select * from app.restore_customer(${id}::uuid)`,
  },
  restore_tracking: {
    kind: 'Tracking',
    call: (db, id) => db.$queryRaw`select * from app.restore_tracking(${id}::uuid)`,
  },
  revoke_api_key: {
    kind: 'ApiKey',
    call: (db, id) => db.$queryRaw`select app.revoke_api_key(${id}::uuid) as known`,
  },
  revoke_invitation: {
    kind: 'Invitation',
    call: (db, id) => db.$queryRaw`select app.revoke_invitation(${id}::uuid) as outcome`,
  },
  soft_delete_customer: {
    kind: 'Customer',
    call: (db, id) => db.$queryRaw`select app.soft_delete_customer(${id}::uuid) as deployed`,
  },
  soft_delete_customer_at: {
    kind: 'Customer',
    call: (db, id) => db.$queryRaw`select * from app.soft_delete_customer_at(${id}::uuid, array[1])`,
  },
  soft_delete_tracking: {
    kind: 'Tracking',
    call: (db, id) => db.$queryRaw`select * from app.soft_delete_tracking(${id}::uuid)`,
  },
  lock_trackings: {
    kind: 'Tracking',
    call: (db, id) => db.$queryRaw`select * from app.lock_trackings(array[${id}]::uuid[])`,
  },
  soft_delete_each: {
    kind: 'Tracking',
    call: (db, id) => db.$queryRaw`select * from app.soft_delete_each(array[${id}]::uuid[])`,
  },
  soft_delete_tracking_at: {
    kind: 'Tracking',
    call: (db, id) => db.$queryRaw`select * from app.soft_delete_tracking_at(${id}::uuid, array[1])`,
  },
}

/** What else takes an id, and why it is not among these. */
const OTHERS: Record<string, string> = {
  claim_export: 'the id is the caller’s own mark; exports.test.ts',
  complete_idempotency_key: 'writes down ids under a key of the session’s organization; idempotency.test.ts',
  enqueue_syncs: 'takes ids of two kinds; below',
  move_trackings: 'takes ids of two kinds; below',
  release_export: 'the same, of the session’s organization only; exports.test.ts',
  store_pending_grant: 'takes what open_oauth_state gives for a secret; connections.test.ts',
  frozen_until: 'reads by the rights of its caller, for whom the policies hold; freeze.test.ts',
  queue_position: 'reads; sync-runs.test.ts asks it for another organization’s run',
  search_customers:
    'the id is where a cursor stands, a bound and no row; tenant-http-attack.test.ts searches',
}

describe('a function that gets another tenant’s row', () => {
  it.each(Object.entries(FUNCTIONS))('finds none and changes nothing: %s', async (_, { kind, call }) => {
    const ours = await newTenant()
    const inside = (id: string) =>
      withTenant(ours.tenant('ADMIN'), { deleted: 'include' }, (db) => call(db, id))
    const nothing = await inside(randomUUID())
    for (const { organizationId, ids } of [theirs, theirsDeleted]) {
      const before = await tenantRows(admin, organizationId)
      expect(await inside(ids[kind])).toEqual(nothing)
      expect(changesBetween(before, await tenantRows(admin, organizationId))).toEqual([])
    }
    expect(await inside(ours.ids[kind])).not.toEqual(nothing)
  })

  it.each(['UPDATE', 'DELETE'])('finds none and changes nothing: enqueue_syncs, %s', async (action) => {
    const ours = await newTenant()
    const inside = (customer: string, tracking: string) =>
      withTenant(
        ours.tenant('ADMIN'),
        { deleted: 'include' },
        (db) => db.$executeRaw`select app.enqueue_syncs(array[${customer}::uuid], array[${customer}::uuid],
          array[${tracking}::uuid], array[${action}], 0)`,
      ).then(
        () => 'done',
        (error: unknown) => sqlStateOf(error),
      )
    for (const { organizationId, ids } of [theirs, theirsDeleted]) {
      const untouched = await tenantRows(admin, organizationId)
      for (const [customer, tracking] of [
        [ids.Customer, ids.Tracking],
        [ours.ids.Customer, ids.Tracking],
        [ids.Customer, ours.ids.Tracking],
      ] as const) {
        const absent = [customer, tracking].map((id) => (Object.values(ids).includes(id) ? randomUUID() : id))
        expect(await inside(customer, tracking)).toBe(await inside(absent[0] ?? '', absent[1] ?? ''))
      }
      expect(changesBetween(untouched, await tenantRows(admin, organizationId))).toEqual([])
    }
    const before = await tenantRows(admin, ours.organizationId)
    expect(await inside(ours.ids.Customer, ours.ids.Tracking)).toBe('done')
    expect(changesBetween(before, await tenantRows(admin, ours.organizationId))).not.toEqual([])
  })

  it('finds none and changes nothing: move_trackings, and lock_trackings with a customer to move to', async () => {
    const ours = await newTenant()
    const { rows } = await owner.query<{ id: string }>(
      `insert into customer (organization_id, name, website_url) values ($1, 'Another', 'https://other.example') returning id`,
      [ours.organizationId],
    )
    const to = rows[0]?.id ?? ''
    const inside = (tracking: string, customer: string) =>
      withTenant(ours.tenant('ADMIN'), { deleted: 'include' }, async (db) => [
        await db.$queryRaw`select * from app.lock_trackings(array[${tracking}]::uuid[], ${customer}::uuid)`,
        await db.$queryRaw<
          unknown[]
        >`select * from app.move_trackings(array[${tracking}]::uuid[], ${customer}::uuid)`,
      ])
    for (const { organizationId, ids } of [theirs, theirsDeleted]) {
      const before = await tenantRows(admin, organizationId)
      expect(await inside(ids.Tracking, to)).toEqual([[], []])
      expect(await inside(ids.Tracking, ids.Customer)).toEqual([[], []])
      expect(await inside(ours.ids.Tracking, ids.Customer)).toMatchObject([[{}], []])
      expect(changesBetween(before, await tenantRows(admin, organizationId))).toEqual([])
    }
    expect(await inside(ours.ids.Tracking, to)).toMatchObject([[{}], [{}]])
  })

  it('by a word in it is not found either', async () => {
    const ours = await newTenant()
    const search = (db: TenantDb) =>
      db.$queryRaw<{ id: string }[]>`
        select app.search_customers('secret customer', null, null, null, null, false, 'name', 'asc', null, null, 100) as id`
    expect(await withTenant(ours.tenant(), { readOnly: true }, search)).toEqual([{ id: ours.ids.Customer }])
  })

  it('is one of these: every other that the app may call takes no id', async () => {
    const { rows } = await admin.query<{ name: string }>(
      `select proname as name from pg_proc p
       where pronamespace = 'app'::regnamespace and has_function_privilege('oct_app', oid, 'execute')
         and exists (select from unnest(proargtypes) t where t = any ('{uuid,uuid[]}'::regtype[])) order by 1`,
    )
    const known = [...Object.keys(FUNCTIONS), ...Object.keys(OTHERS)].sort()
    expect(rows.map(({ name }) => name)).toEqual(known)
  })
})
