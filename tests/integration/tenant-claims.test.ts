import pg from 'pg'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { sqlStateOf } from '../../lib/db/sql-state.ts'
import { withClient } from '../../lib/ops/database/with-client.ts'
import { writeClaimKeys } from '../../lib/ops/roles/write-claim-keys.ts'
import { type NamedKeys, namedKeys } from '../../lib/settings/named-keys.ts'
import { claimsOf } from '../../lib/tenant/session-claims.ts'
import { type Claims, signClaims } from '../../lib/tenant/sign-claims.ts'
import { type TenantDb, withTenant } from '../../lib/tenant/with-tenant.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { CLAIM_KEYS } from '../fixtures/claim-keys.ts'
import { adminPool, directUrls, freshDatabase, ownerPool } from '../fixtures/database.ts'
import { type FullTenant, fullTenant } from '../fixtures/full-tenant.ts'
import { settings } from '../fixtures/settings.ts'
import { newPerson, newTenant } from '../fixtures/tenant.ts'

apiTests()
afterEach(() => {
  vi.useRealTimers()
})

const KEYS = namedKeys.parse(CLAIM_KEYS)
const MINUTE = 60_000
const owner = ownerPool()

async function appClient(url = directUrls().app): Promise<pg.Client> {
  const client = new pg.Client(url)
  // A database that is dropped under it is no failure of the test.
  client.on('error', () => undefined)
  await client.connect()
  onTestFinished(() => client.end())
  return client
}

/** Enters in a transaction of its own: the organizations whose customers are seen then, or the SQLSTATE. */
async function visibleTo(client: pg.Client, signed: string, begin = 'begin read only'): Promise<unknown> {
  await client.query(begin)
  try {
    await client.query('select app.enter($1)', [signed])
    const { rows } = await client.query<{ id: string }>('select organization_id as id from customer')
    return rows.map(({ id }) => id)
  } catch (error) {
    return sqlStateOf(error)
  } finally {
    await client.query('rollback')
  }
}

const reading = (tenant: FullTenant) => claimsOf(tenant.tenant(), { readOnly: true })

describe('signed claims', () => {
  it('hold for five minutes either way of the database’s clock', async () => {
    const tenant = await fullTenant(owner)
    const client = await appClient()
    const at = (offset: number) => signClaims(reading(tenant), KEYS, Date.now() + offset)
    for (const offset of [0, -4.8 * MINUTE, 4.8 * MINUTE]) {
      expect(await visibleTo(client, at(offset))).toEqual([tenant.organizationId])
    }
    for (const offset of [-5.2 * MINUTE, 5.2 * MINUTE, -1e12, 1e13]) {
      expect(await visibleTo(client, at(offset))).toBe('OC011')
    }
  })

  it('open their own organization and nothing else when they are captured and changed', async () => {
    const [ours, theirs] = [await fullTenant(owner), await fullTenant(owner)]
    const client = await appClient()
    const captured = signClaims(reading(ours), KEYS)
    expect(await visibleTo(client, captured)).toEqual([ours.organizationId])
    for (const changed of [
      captured.replace(ours.organizationId, theirs.organizationId),
      captured.replace(ours.ids.User, theirs.ids.User),
      captured.replace('"role":"MEMBER"', '"role":"ADMIN"'),
      captured.replace('"includeDeleted":false', '"includeDeleted":true'),
      captured.replace('"readOnly":true', '"readOnly":false'),
      captured.replace(/"issuedAt":\d+/, `"issuedAt":${Date.now() + 1}`),
      captured.replace('}', ' }'),
      `${captured} `,
      captured.replace(/^test/, 'other'),
      captured.toUpperCase(),
    ]) {
      expect(changed).not.toBe(captured)
      expect(await visibleTo(client, changed)).toBe('OC010')
    }
  })

  it('for reading open no transaction that can write', async () => {
    const tenant = await fullTenant(owner)
    const client = await appClient()
    expect(await visibleTo(client, signClaims(reading(tenant), KEYS), 'begin')).toBe('OC010')
    const writing = signClaims(claimsOf(tenant.tenant()), KEYS)
    expect(await visibleTo(client, writing, 'begin')).toEqual([tenant.organizationId])
  })

  it('of one kind are worth nothing for another', async () => {
    const tenant = await fullTenant(owner)
    const client = await appClient()
    const request = 'test'
    const person = { firebaseUid: 'someone', email: 'someone@agency.test' }
    const kinds: Record<string, Claims> = {
      enter: reading(tenant),
      find_membership: { kind: 'membership', firebaseUid: person.firebaseUid },
      find_api_key: { kind: 'apiKey', keyHash: 'none' },
      sign_up: { kind: 'signUp', ...person, name: 'Agency', timeZone: 'UTC', request },
      accept_invitation: { kind: 'invitation', ...person, tokenHash: 'none', request },
      record_denial: {
        kind: 'denial',
        organization: tenant.organizationId,
        user: tenant.ids.User,
        operation: 'customers.list',
        reason: 'role',
        request,
      },
    }
    for (const name of Object.keys(kinds)) {
      for (const [other, claims] of Object.entries(kinds)) {
        await client.query('begin')
        const outcome = await client
          .query(`select app.${name}($1)`, [signClaims(claims, KEYS)])
          .then(() => 'accepted', sqlStateOf)
        await client.query('rollback')
        // Claims for reading open no transaction that can write.
        const own = name === 'enter' ? 'OC010' : 'accepted'
        expect({ name, other, outcome }).toEqual({ name, other, outcome: name === other ? own : 'OC010' })
      }
    }
  })

  it('are verified by every key that was written, and by none that was taken away', async () => {
    await using database = await freshDatabase()
    const fresh = ownerPool(database)
    const tenant = await fullTenant(fresh)
    const [before, after] = ['b', 'a'].map((id) => ({ id, key: Buffer.alloc(32, id) }))
    if (!before || !after) throw new Error('there are two keys')
    const outcomes = async () => {
      const client = await appClient(directUrls(database).app)
      const signedBy = (key: typeof before) => visibleTo(client, signClaims(reading(tenant), [key]))
      const both = [await signedBy(before), await signedBy(after)]
      return both.map((outcome) => (outcome === 'OC010' ? 'rejected' : 'accepted'))
    }
    const write = (...keys: NamedKeys) => withClient(database.owner, (client) => writeClaimKeys(client, keys))
    expect(await write(before)).toBe('claim keys: b')
    expect(await outcomes()).toEqual(['accepted', 'rejected'])
    await write(before, after)
    expect(await outcomes()).toEqual(['accepted', 'accepted'])
    await write(after)
    expect(await outcomes()).toEqual(['rejected', 'accepted'])
  })

  it('that the database’s clock contradicts end a request with 503 clock_skew, and nothing is founded', async () => {
    const tenant = await newTenant()
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 6 * MINUTE })
    const person = newPerson()
    const responses = [
      await api(tenant.admin).get('/v1/customers'),
      await api(tenant.admin).post('/v1/customers', { name: 'New', websiteUrl: 'https://new.example' }),
      await api(person).post('/v1/organization', { name: 'Agency' }),
    ]
    for (const { status, body } of responses) {
      expect({ status, body }).toMatchObject({ status: 503, body: { code: 'clock_skew' } })
    }
    const { rows } = await owner.query('select from user_account where firebase_uid = $1', [person.uid])
    expect(rows).toEqual([])
  })
})

describe('the keys of claims', () => {
  it('can neither be read nor be written with the logins of the functions', async () => {
    for (const url of [directUrls().app, directUrls().system]) {
      const client = await appClient(url)
      for (const text of [
        'select * from app.claim_key',
        `insert into app.claim_key values ('mine', '\\x00', '\\x00')`,
        'delete from app.claim_key',
        `select app.verified_claims('a.b.c', 'user')`,
      ]) {
        expect(await client.query(text).catch(sqlStateOf)).toBe('42501')
      }
    }
  })

  it('are the blocks that HMAC makes of them, and never the keys themselves', async () => {
    const { rows } = await adminPool().query<{ inner: string; outer: string }>(
      `select encode(inner_key, 'hex') as inner, encode(outer_key, 'hex') as outer from app.claim_key where id = 'test'`,
    )
    expect(rows).toEqual([
      { inner: '37'.repeat(32) + '36'.repeat(32), outer: '5d'.repeat(32) + '5c'.repeat(32) },
    ])
    expect(settings.CLAIM_KEYS).toBe(CLAIM_KEYS)
  })
})

describe('a session reaches what its kind needs', () => {
  const leased = async (tenant: FullTenant, kind: 'run' | 'refresh' | 'collection') => {
    const leaseOwner = crypto.randomUUID()
    const set = `lease_owner = $2, lease_until = now() + interval '1 minute', fence = 7`
    if (kind === 'run')
      await owner.query(`update sync_run set status = 'RUNNING', ${set} where id = $1`, [
        tenant.ids.SyncRun,
        leaseOwner,
      ])
    else if (kind === 'refresh')
      await owner.query(`update google_connection set ${set} where google_account_id = $1`, [
        tenant.ids.GoogleConnection,
        leaseOwner,
      ])
    else
      await owner.query(`update evidence_account set ${set} where ads_account_id = $1`, [
        tenant.ids.EvidenceAccount,
        leaseOwner,
      ])
    const common = { leaseOwner, fence: 7 }
    const actors = {
      run: { kind: 'run', syncRunId: tenant.ids.SyncRun, ...common },
      refresh: { kind: 'refresh', googleAccountId: tenant.ids.GoogleConnection, ...common },
      collection: { kind: 'collection', adsAccountId: tenant.ids.EvidenceAccount, ...common },
    } as const
    return { organizationId: tenant.organizationId, actor: actors[kind], requestId: 'test' }
  }
  const actingAs = async (tenant: FullTenant, kind: 'user' | 'key' | 'run' | 'refresh' | 'collection') => {
    if (kind === 'user') return tenant.tenant('ADMIN')
    return kind === 'key' ? tenant.key('ADMIN') : leased(tenant, kind)
  }
  const PEOPLE_ONLY = ['user_account', 'invitation', 'api_key', 'oauth_state']
  const CALLERS_ONLY = [...PEOPLE_ONLY, 'idempotency_key', 'audit_log']
  const CONNECTIONS = ['customer', 'google_connection']

  async function reached(
    kind: 'user' | 'key' | 'run' | 'refresh' | 'collection',
  ): Promise<Record<string, boolean>> {
    const tenant = await fullTenant(owner)
    const signed = signClaims(claimsOf(await actingAs(tenant, kind), { readOnly: true }), KEYS)
    const client = await appClient()
    const { rows } = await client.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
         and has_table_privilege(oid, 'select')`,
    )
    const outcomes: Record<string, boolean> = {}
    for (const { name } of rows) {
      await client.query('begin read only')
      await client.query('select app.enter($1)', [signed])
      const state = await client.query(`select from ${name}`).then(() => 'read', sqlStateOf)
      await client.query('rollback')
      expect(['read', '42501']).toContain(state)
      outcomes[name] = state === 'read'
    }
    return outcomes
  }
  const closed = (outcomes: Record<string, boolean>) =>
    Object.keys(outcomes).filter((name) => !outcomes[name])

  it('a user all tables of the organization', async () => {
    expect(closed(await reached('user'))).toEqual([])
  })

  it('an API key neither people nor what lets them in', async () => {
    expect(closed(await reached('key')).sort()).toEqual(PEOPLE_ONLY.toSorted())
  })

  it('an API key changes no members, invitations and keys by function either, and closes no organization', async () => {
    const tenant = await fullTenant(owner)
    const attempts: ((db: TenantDb) => Promise<{ outcome: unknown }[]>)[] = [
      (db) => db.$queryRaw`select app.change_role(${tenant.ids.User}::uuid, 'MEMBER') as outcome`,
      (db) => db.$queryRaw`select app.remove_member(${tenant.ids.User}::uuid) as outcome`,
      (db) =>
        db.$queryRaw`select app.invite('x@attack.test', 'ADMIN', 'x', interval '1 day', 100) as outcome`,
      (db) => db.$queryRaw`select app.soft_delete_organization('x') ->> 'outcome' as outcome`,
    ]
    for (const attempt of attempts)
      expect(await withTenant(tenant.key('ADMIN'), {}, attempt)).toEqual([{ outcome: 'not_a_member' }])
    for (const attempt of [
      (db: TenantDb) => db.$queryRaw`select app.create_api_key('x', 'ADMIN', 'x', '0000', interval '1 day')`,
      (db: TenantDb) => db.$queryRaw`select app.revoke_api_key(${tenant.ids.ApiKey}::uuid)`,
      (db: TenantDb) => db.$queryRaw`select app.revoke_invitation(${tenant.ids.Invitation}::uuid)`,
    ])
      await expect(withTenant(tenant.key('ADMIN'), {}, attempt)).rejects.toThrow(/does not reach this/)
  })

  it('a run neither members nor the log', async () => {
    expect(closed(await reached('run')).sort()).toEqual(CALLERS_ONLY.toSorted())
  })

  it('a collection what a run does', async () => {
    expect(closed(await reached('collection')).sort()).toEqual(CALLERS_ONLY.toSorted())
  })

  it('a collection writes by no claims for reading', async () => {
    const tenant = await fullTenant(owner)
    const collection = await leased(tenant, 'collection')
    const signed = signClaims(claimsOf(collection, { readOnly: true }), KEYS)
    const client = await appClient()
    await client.query('begin')
    expect(await client.query('select app.enter($1)', [signed]).then(() => 'entered', sqlStateOf)).toBe(
      'OC010',
    )
    await client.query('rollback')
  })

  it('the renewal of tokens its connections and who has them', async () => {
    const outcomes = await reached('refresh')
    expect(
      Object.keys(outcomes)
        .filter((name) => outcomes[name])
        .sort(),
    ).toEqual(CONNECTIONS)
  })

  it('the renewal of tokens deletes nothing by function either', async () => {
    const tenant = await fullTenant(owner)
    const refresh = await leased(tenant, 'refresh')
    const attempts: ((db: TenantDb) => Promise<unknown>)[] = [
      (db) => db.$queryRaw`select app.soft_delete_customer(${tenant.ids.Customer}::uuid)`,
      (db) => db.$queryRaw`select app.soft_delete_tracking(${tenant.ids.Tracking}::uuid)`,
      (db) => db.$queryRaw`select * from app.own_audit_head()`,
    ]
    for (const attempt of attempts)
      await expect(withTenant(refresh, {}, attempt)).rejects.toThrow(/does not reach this/)
  })
})
