import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { purgeIdempotencyKeys } from '../../lib/cron/purge-idempotency-keys.ts'
import { CustomerView } from '../../lib/customers/customer-view.ts'
import { OrganizationView } from '../../lib/organizations/organization-view.ts'
import { findCompleted } from '../../lib/tenant/find-completed.ts'
import { IdempotencyConflictError } from '../../lib/tenant/idempotency-claim.ts'
import { withTenant } from '../../lib/tenant/with-tenant.ts'
import { TrackingView } from '../../lib/trackings/tracking-view.ts'
import { onTheWire } from '../fixtures/accelerate-mode.ts'
import { type ApiResponse, api, apiTests } from '../fixtures/api.ts'
import { newCustomer } from '../fixtures/connection.ts'
import { adminPool, ownerPool } from '../fixtures/database.ts'
import { fullTenant } from '../fixtures/full-tenant.ts'
import { newPerson, newTenant, type Person } from '../fixtures/tenant.ts'

apiTests()
const owner = ownerPool()
const superuser = adminPool()

const Trackings = z.object({ data: z.array(TrackingView) })
const shop = { name: 'Shop', websiteUrl: 'https://shop.example' }
const lead = { name: 'Lead', type: 'CUSTOM_EVENT', eventName: 'lead' }

const withKey = (person: Person, key: string = randomUUID()) => api(person).with({ 'idempotency-key': key })
const isReplay = (response: ApiResponse) => response.headers.get('idempotency-replayed') === 'true'

async function countCustomers(organizationId: string): Promise<number> {
  const { rowCount } = await owner.query('select from customer where organization_id = $1', [organizationId])
  return rowCount ?? 0
}

async function waitingForLocks(): Promise<number> {
  const { rowCount } = await superuser.query(
    `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  )
  return rowCount ?? 0
}

describe('a creating write sent again with its Idempotency-Key', () => {
  it('gets the same response and makes nothing', async () => {
    const { admin, organizationId } = await newTenant()
    const once = withKey(admin)
    const first = await once.post('/v1/customers', shop)
    const second = await once.post('/v1/customers', shop)
    expect([first.status, isReplay(first)]).toEqual([201, false])
    expect([second.status, isReplay(second)]).toEqual([201, true])
    expect(second.as(CustomerView)).toEqual(first.as(CustomerView))
    expect(second.headers.get('location')).toBe(first.headers.get('location'))
    expect(await countCustomers(organizationId)).toBe(1)
  })

  it('costs the first time no round trip, and then four', async () => {
    const { admin } = await newTenant()
    await api(admin).get('/v1/customers')
    expect((await api(admin).post('/v1/customers', shop)).roundTrips).toEqual(onTheWire(3))
    const once = withKey(admin)
    expect((await once.post('/v1/customers', shop)).roundTrips).toEqual(onTheWire(3))
    expect((await once.post('/v1/customers', shop)).roundTrips).toEqual(onTheWire(4))
  })

  it('is the same whatever order and space its JSON has, and whether the key is quoted', async () => {
    const { admin, organizationId } = await newTenant()
    const { name, websiteUrl } = shop
    await withKey(admin, 'k-1').post('/v1/customers', { name, websiteUrl })
    const second = await withKey(admin, '"k-1"').post('/v1/customers', { websiteUrl, name: ` ${name} ` })
    expect([second.status, isReplay(second)]).toEqual([201, true])
    expect(await countCustomers(organizationId)).toBe(1)
  })

  it('returns what it made as that is now', async () => {
    const { admin } = await newTenant()
    const once = withKey(admin)
    const { id } = (await once.post('/v1/customers', shop)).as(CustomerView)
    await api(admin).patch(`/v1/customers/${id}`, { name: 'Renamed' })
    expect((await once.post('/v1/customers', shop)).as(CustomerView)).toMatchObject({ id, name: 'Renamed' })
  })

  it('learns when that has been deleted', async () => {
    const { admin, organizationId } = await newTenant()
    const once = withKey(admin)
    const { id } = (await once.post('/v1/customers', shop)).as(CustomerView)
    await api(admin).delete(`/v1/customers/${id}`)
    expect((await once.post('/v1/customers', shop)).problem).toMatchObject({ status: 410, code: 'gone' })
    expect(await countCustomers(organizationId)).toBe(1)
  })

  it('queues one job for a tracking', async () => {
    const tenant = await newTenant()
    const { id: customerId } = await newCustomer(tenant)
    const once = withKey(tenant.admin)
    const { id } = (await once.post('/v1/trackings', { ...lead, customerId })).as(TrackingView)
    expect((await once.post('/v1/trackings', { ...lead, customerId })).as(TrackingView).id).toBe(id)
    const { rowCount } = await owner.query('select from sync_job where tracking_id = $1', [id])
    expect(rowCount).toBe(1)
    await api(tenant.admin).delete(`/v1/trackings/${id}`)
    expect((await once.post('/v1/trackings', { ...lead, customerId })).problem).toMatchObject({
      code: 'gone',
    })
  })

  it('makes many at once likewise, and learns when one of them is gone', async () => {
    const tenant = await newTenant()
    const { id: customerId } = await newCustomer(tenant)
    const once = withKey(tenant.admin)
    const send = () =>
      once.post('/v1/trackings/bulk', {
        customerId,
        trackings: ['B', 'A', 'C'].map((name) => ({ ...lead, name })),
      })
    const [first, second] = [await send(), await send()]
    expect([second.status, isReplay(second)]).toEqual([201, true])
    expect(second.body).toEqual(first.body)
    const [tracking] = Trackings.parse(first.body).data
    await api(tenant.admin).delete(`/v1/trackings/${tracking?.id}`)
    expect((await send()).problem).toMatchObject({ status: 410, code: 'gone' })
  })

  it('makes one thing, sent eight times at once', async () => {
    const { admin, organizationId } = await newTenant()
    const once = withKey(admin)
    const responses = await Promise.all(Array.from({ length: 8 }, () => once.post('/v1/customers', shop)))
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([201]))
    expect(new Set(responses.map((response) => response.as(CustomerView).id)).size).toBe(1)
    expect(responses.filter(isReplay)).toHaveLength(7)
    expect(await countCustomers(organizationId)).toBe(1)
  })

  it('is asked to come back while the first still holds the key', async () => {
    const tenant = await newTenant()
    const { id: customerId } = await newCustomer(tenant)
    const blocker = await owner.connect()
    await blocker.query('begin')
    await blocker.query('select from customer where id = $1 for update', [customerId])
    const once = withKey(tenant.admin)
    const first = once.post('/v1/trackings', { ...lead, customerId })
    await expect.poll(waitingForLocks).toBe(1)
    const second = await once.post('/v1/trackings', { ...lead, customerId })
    await blocker.query('rollback')
    blocker.release()
    expect(second.problem).toMatchObject({ status: 409, code: 'request_in_progress' })
    expect(Number(second.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await first).status).toBe(201)
  })
})

describe('an Idempotency-Key', () => {
  it('is rejected with another body and for another operation', async () => {
    const tenant = await newTenant()
    const { id: customerId } = await newCustomer(tenant)
    const once = withKey(tenant.admin)
    await once.post('/v1/customers', shop)
    const reused = { status: 422, code: 'idempotency_key_reused' }
    expect((await once.post('/v1/customers', { ...shop, name: 'Other' })).problem).toMatchObject(reused)
    const tracking = { ...lead, customerId }
    expect((await once.post('/v1/trackings', tracking)).problem).toMatchObject(reused)
    expect((await once.post('/v1/trackings/bulk', { trackings: [tracking] })).problem).toMatchObject(reused)
    expect(await countCustomers(tenant.organizationId)).toBe(2)
  })

  it('is free again where the request failed', async () => {
    const tenant = await newTenant()
    const { id: customerId } = await newCustomer(tenant)
    await api(tenant.admin).post('/v1/trackings', { ...lead, customerId })
    const once = withKey(tenant.admin)
    expect((await once.post('/v1/trackings', { ...lead, customerId })).status).toBe(409)
    expect((await once.post('/v1/trackings', { ...lead, customerId, name: 'Lead 2' })).status).toBe(201)
  })

  it('is one member’s own: a colleague and a stranger may use the same', async () => {
    const [ours, theirs] = [await newTenant(), await newTenant()]
    const people = [ours.admin, await ours.join('MEMBER'), theirs.admin]
    const responses = await Promise.all(
      people.map((person) => withKey(person, 'k').post('/v1/customers', shop)),
    )
    expect(responses.map((response) => [response.status, isReplay(response)])).toEqual(
      people.map(() => [201, false]),
    )
  })

  it.each(['', '""', 'x'.repeat(256), 'schlüssel', 'tab\tkey'])('like %j is malformed', async (key) => {
    const { admin } = await newTenant()
    const response = await withKey(admin, key).post('/v1/customers', shop)
    expect([response.status, response.faults]).toEqual([400, ['header.idempotency-key']])
  })

  it('is kept as digests for a day, and no body with it', async () => {
    const { admin, organizationId } = await newTenant()
    const once = withKey(admin, 'secret-key')
    await once.post('/v1/customers', shop)
    const { rows } = await owner.query('select * from idempotency_key where organization_id = $1', [
      organizationId,
    ])
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toMatch(/secret-key|Shop|shop\.example/)

    await owner.query(
      `update idempotency_key set created_at = now() - interval '24 hours 1 second' where organization_id = $1`,
      [organizationId],
    )
    const later = await once.post('/v1/customers', shop)
    expect([later.status, isReplay(later)]).toEqual([201, false])
    expect(isReplay(await once.post('/v1/customers', shop))).toBe(true)
    expect(await countCustomers(organizationId)).toBe(2)
  })

  it('is purged after its day and not before', async () => {
    const { admin, organizationId } = await newTenant()
    for (const key of ['a', 'b', 'c']) await withKey(admin, key).post('/v1/customers', shop)
    await owner.query(
      `update idempotency_key set created_at = '2020-01-01' where organization_id = $1 and ctid in (
         select ctid from idempotency_key where organization_id = $1 limit 2)`,
      [organizationId],
    )
    expect(await purgeIdempotencyKeys(() => new Date('2020-01-01T23:59:59Z'))).toBe(0)
    expect(await purgeIdempotencyKeys(() => new Date('2020-01-02T00:00:01Z'))).toBe(2)
    const left = await owner.query('select from idempotency_key where organization_id = $1', [organizationId])
    expect(left.rowCount).toBe(1)
  })
})

describe('signing up with an Idempotency-Key', () => {
  it('finds the organization that it founded', async () => {
    const once = withKey(newPerson())
    const first = await once.post('/v1/organization', { name: 'Agency' })
    const second = await once.post('/v1/organization', { name: 'Agency' })
    expect([second.status, isReplay(first), isReplay(second)]).toEqual([201, false, true])
    expect(second.as(OrganizationView)).toEqual(first.as(OrganizationView))
  })

  it('founds one, sent four times at once', async () => {
    const once = withKey(newPerson())
    const responses = await Promise.all(
      Array.from({ length: 4 }, () => once.post('/v1/organization', { name: 'Agency' })),
    )
    expect(new Set(responses.map((response) => response.as(OrganizationView).id)).size).toBe(1)
    expect(responses.filter(isReplay)).toHaveLength(3)
  })

  it('is rejected with another body, and with another key is a second sign-up', async () => {
    const person = newPerson()
    await withKey(person, 'one').post('/v1/organization', { name: 'Agency' })
    const other = await withKey(person, 'one').post('/v1/organization', { name: 'Other' })
    expect(other.problem).toMatchObject({ status: 422, code: 'idempotency_key_reused' })
    const again = await withKey(person, 'two').post('/v1/organization', { name: 'Agency' })
    expect(again.problem).toMatchObject({ status: 409, code: 'conflict' })
  })
})

describe('work with transactions of its own', () => {
  it('takes the key along into the one that makes something', async () => {
    const { tenant, ids, organizationId } = await fullTenant(owner)
    const claim = { keyHash: randomUUID(), fingerprint: 'f', status: 201 }
    const make = () =>
      withTenant(tenant(), { claim: { ...claim, made: ({ id }: { id: string }) => [id] } }, (db) =>
        db.customer.create({ data: shop, select: { id: true } }),
      )
    const { id } = await make()
    await expect(make()).rejects.toEqual(new IdempotencyConflictError('used'))
    const done = await withTenant(tenant(), { readOnly: true }, (db) => findCompleted(db, claim))
    expect(done).toEqual({ fingerprint: 'f', status: 201, resourceIds: [id] })
    expect(await countCustomers(organizationId)).toBe(2)
    expect(ids.Customer).not.toBe(id)
  })
})
