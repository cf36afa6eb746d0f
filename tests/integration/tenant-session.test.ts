import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '../../lib/model/role.ts'
import type { Actor } from '../../lib/tenant/tenant.ts'
import { type DenialReason, TenantAccessDeniedError } from '../../lib/tenant/tenant-access-denied-error.ts'
import { closeTenantConnection } from '../../lib/tenant/tenant-db.ts'
import { withTenant } from '../../lib/tenant/with-tenant.ts'
import { ownerPool } from '../fixtures/database.ts'
import { type FullTenant, fullTenant } from '../fixtures/full-tenant.ts'
import '../fixtures/settings.ts'

const owner = ownerPool()
let theirs: FullTenant

beforeAll(async () => {
  theirs = await fullTenant(owner)
})
afterAll(() => closeTenantConnection())

/** The outcome of opening a session, to read and to write: the organization that is seen, or the reason of the denial. */
async function outcomes(organizationId: string, actor: Actor): Promise<string[]> {
  const enter = (readOnly: boolean) =>
    withTenant({ organizationId, actor, requestId: 'test' }, { readOnly }, (db) => db.customer.findFirst())
  const seen = []
  for (const readOnly of [true, false]) {
    seen.push(
      await enter(readOnly).then(
        (customer) => customer?.organizationId ?? 'nothing',
        (error: unknown) => (error instanceof TenantAccessDeniedError ? error.reason : String(error)),
      ),
    )
  }
  return seen
}

const twice = (outcome: DenialReason | string) => [outcome, outcome]

describe('a user opens a session for', () => {
  const user = (userId: string, needs: Role = 'MEMBER', authenticatedAt = new Date()): Actor => ({
    kind: 'user',
    userId,
    needs,
    authenticatedAt,
  })
  const change = (id: string, set: string) =>
    owner.query(`update user_account set ${set} where id = $1`, [id])

  it('the own organization and no other', async () => {
    const { organizationId, ids } = await fullTenant(owner)
    expect(await outcomes(organizationId, user(ids.User))).toEqual(twice(organizationId))
    expect(await outcomes(theirs.organizationId, user(ids.User))).toEqual(twice('not_a_member'))
    expect(await outcomes(organizationId, user(randomUUID()))).toEqual(twice('not_a_member'))
  })

  it('with the role that the operation needs', async () => {
    const { organizationId, ids } = await fullTenant(owner)
    expect(await outcomes(organizationId, user(ids.User, 'ADMIN'))).toEqual(twice(organizationId))
    await change(ids.User, `role = 'MEMBER'`)
    expect(await outcomes(organizationId, user(ids.User, 'ADMIN'))).toEqual(twice('role'))
    expect(await outcomes(organizationId, user(ids.User))).toEqual(twice(organizationId))
  })

  it('with a sign-in that is younger than the last sign-out', async () => {
    const { organizationId, ids } = await fullTenant(owner)
    await change(ids.User, `tokens_valid_after = now() - interval '1 hour'`)
    const signedIn = (hoursAgo: number) =>
      user(ids.User, 'MEMBER', new Date(Date.now() - hoursAgo * 3_600_000))
    expect(await outcomes(organizationId, signedIn(2))).toEqual(twice('signed_out'))
    expect(await outcomes(organizationId, signedIn(0.5))).toEqual(twice(organizationId))
  })

  it('not once user or organization are deleted', async () => {
    const left = await fullTenant(owner)
    await change(left.ids.User, 'deleted_at = now()')
    expect(await outcomes(left.organizationId, user(left.ids.User))).toEqual(twice('not_a_member'))
    const closed = await fullTenant(owner)
    await owner.query('update organization set deleted_at = now() where id = $1', [closed.organizationId])
    expect(await outcomes(closed.organizationId, user(closed.ids.User))).toEqual(twice('not_a_member'))
  })
})

type Lease = { leaseOwner: string; fence: number }

/** The kinds of work that hold a lease: where it is stored, and which actor holds it. */
const LEASED: Record<
  'run' | 'refresh' | 'collection',
  {
    give: (tenant: FullTenant, until: string) => Promise<Lease>
    actor: (tenant: FullTenant, lease: Lease) => Actor
  }
> = {
  run: {
    give: ({ ids }, until) =>
      lease(
        `update sync_run set status = 'RUNNING', lease_owner = $2, lease_until = now() + $3::interval, fence = 7
        where id = $1`,
        [ids.SyncRun, randomUUID(), until],
      ),
    actor: ({ ids }, held) => ({ kind: 'run', syncRunId: ids.SyncRun, ...held }),
  },
  refresh: {
    give: ({ ids }, until) =>
      lease(
        `update google_connection set lease_owner = $2, lease_until = now() + $3::interval, fence = 7
        where google_account_id = $1`,
        [ids.GoogleConnection, randomUUID(), until],
      ),
    actor: ({ ids }, held) => ({ kind: 'refresh', googleAccountId: ids.GoogleConnection, ...held }),
  },
  collection: {
    give: ({ ids }, until) =>
      lease(
        `update evidence_account set lease_owner = $2, lease_until = now() + $3::interval, fence = 7
        where ads_account_id = $1`,
        [ids.EvidenceAccount, randomUUID(), until],
      ),
    actor: ({ ids }, held) => ({ kind: 'collection', adsAccountId: ids.EvidenceAccount, ...held }),
  },
}

async function lease(sql: string, values: readonly [string, string, string]): Promise<Lease> {
  await owner.query(sql, [...values])
  return { leaseOwner: values[1], fence: 7 }
}

describe('an API key opens a session for', () => {
  const key = (keyId: string, needs: Role = 'MEMBER'): Actor => ({ kind: 'key', keyId, needs })
  const change = (table: 'api_key' | 'user_account' | 'organization', id: string, set: string) =>
    owner.query(`update ${table} set ${set} where id = $1`, [id])

  it('the own organization and no other', async () => {
    const { organizationId, ids } = await fullTenant(owner)
    expect(await outcomes(organizationId, key(ids.ApiKey))).toEqual(twice(organizationId))
    expect(await outcomes(theirs.organizationId, key(ids.ApiKey))).toEqual(twice('key_ended'))
    for (const other of [randomUUID(), ids.User, theirs.ids.ApiKey])
      expect(await outcomes(organizationId, key(other))).toEqual(twice('key_ended'))
  })

  it('with the role that the operation needs, which its creator has as well', async () => {
    const { organizationId, ids } = await fullTenant(owner)
    const asAdmin = () => outcomes(organizationId, key(ids.ApiKey, 'ADMIN'))
    expect(await asAdmin()).toEqual(twice(organizationId))
    await change('user_account', ids.User, `role = 'MEMBER'`)
    expect(await asAdmin()).toEqual(twice('role'))
    expect(await outcomes(organizationId, key(ids.ApiKey))).toEqual(twice(organizationId))
    await change('user_account', ids.User, `role = 'ADMIN'`)
    await change('api_key', ids.ApiKey, `role = 'MEMBER'`)
    expect(await asAdmin()).toEqual(twice('role'))
    expect(await outcomes(organizationId, key(ids.ApiKey))).toEqual(twice(organizationId))
  })

  it.each([
    ['it is revoked', 'api_key', 'ApiKey', 'revoked_at = now()'],
    ['it has expired', 'api_key', 'ApiKey', 'expires_at = now()'],
    ['its creator has left', 'user_account', 'User', 'deleted_at = now()'],
    ['the organization is deleted', 'organization', 'Organization', 'deleted_at = now()'],
  ] as const)('not once %s', async (_, table, model, set) => {
    const { organizationId, ids } = await fullTenant(owner)
    await change(table, ids[model], set)
    expect(await outcomes(organizationId, key(ids.ApiKey))).toEqual(twice('key_ended'))
  })
})

describe.each(Object.entries(LEASED))('a %s opens a session', (_, { give, actor }) => {
  it('its organization while it holds the lease, and no other', async () => {
    const tenant = await fullTenant(owner)
    const held = await give(tenant, '1 minute')
    expect(await outcomes(tenant.organizationId, actor(tenant, held))).toEqual(twice(tenant.organizationId))
    expect(await outcomes(theirs.organizationId, actor(tenant, held))).toEqual(twice('lease_lost'))
  })

  it('not with another’s lease, a superseded one, or one that is over', async () => {
    const tenant = await fullTenant(owner)
    const { organizationId } = tenant
    const held = await give(tenant, '1 minute')
    const stranger = { ...held, leaseOwner: randomUUID() }
    expect(await outcomes(organizationId, actor(tenant, stranger))).toEqual(twice('lease_lost'))
    const superseded = { ...held, fence: held.fence - 1 }
    expect(await outcomes(organizationId, actor(tenant, superseded))).toEqual(twice('lease_lost'))
    const over = await give(tenant, '-1 second')
    expect(await outcomes(organizationId, actor(tenant, over))).toEqual(twice('lease_lost'))
  })

  it('not by the lease of something else of the organization', async () => {
    const tenant = await fullTenant(owner)
    const held = await give(tenant, '1 minute')
    const others = Object.values(LEASED).filter((each) => each.actor !== actor)
    for (const other of others) {
      expect(await outcomes(tenant.organizationId, other.actor(tenant, held))).toEqual(twice('lease_lost'))
    }
  })
})
