import { describe, expect, it } from 'vitest'
import { CustomerView } from '../../lib/customers/customer-view.ts'
import { TrackingView } from '../../lib/trackings/tracking-view.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { newCustomer } from '../fixtures/connection.ts'
import { startConsent } from '../fixtures/consent.ts'
import { ownerPool } from '../fixtures/database.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

apiTests()
const owner = ownerPool()

const shop = { name: 'Shop', websiteUrl: 'https://shop.example' }
const tracking = (customerId: string, name: string) =>
  ({ customerId, name, type: 'CUSTOM_EVENT', eventName: 'signup' }) as const

/** Makes it look as if the organization had so much already. */
async function sized(
  { organizationId }: NewTenant,
  size: { customers?: number; trackings?: number },
): Promise<void> {
  await owner.query(
    `insert into app.organization_size (organization_id, customers, trackings) values ($1, $2, $3)
     on conflict (organization_id) do update set customers = excluded.customers, trackings = excluded.trackings`,
    [organizationId, size.customers ?? 1, size.trackings ?? 0],
  )
}

/** What is kept, beside what is there. */
async function sizes({ organizationId }: NewTenant) {
  const { rows } = await owner.query(
    `select s.customers, s.trackings,
       (select count(*)::int from customer c where c.organization_id = $1 and c.deleted_at is null) as "allCustomers",
       (select count(*)::int from tracking t where t.organization_id = $1 and t.deleted_at is null) as "allTrackings"
     from app.organization_size s where s.organization_id = $1`,
    [organizationId],
  )
  return rows[0]
}

const limitReached = { status: 409, code: 'limit_reached' }

describe('the cap of 10,000 customers', () => {
  it('lets the last one in and no other, and says what to do', async () => {
    const tenant = await newTenant()
    await sized(tenant, { customers: 9_999 })
    const last = (await api(tenant.admin).post('/v1/customers', shop)).as(CustomerView)
    const { problem } = await api(tenant.admin).post('/v1/customers', shop)
    expect(problem).toMatchObject(limitReached)
    expect(problem.detail).toBe(
      'An organization has at most 10,000 customers. Delete those that you no longer look after.',
    )
    expect((await api(tenant.admin).delete(`/v1/customers/${last.id}`)).status).toBe(204)
    expect((await api(tenant.admin).post('/v1/customers', shop)).status).toBe(201)
    expect((await api(tenant.admin).post(`/v1/customers/${last.id}/restore`)).problem).toMatchObject(
      limitReached,
    )
  })

  it('holds for requests at once', async () => {
    const tenant = await newTenant()
    await sized(tenant, { customers: 9_997 })
    const sent = Array.from({ length: 8 }, () => api(tenant.admin).post('/v1/customers', shop))
    const statuses = (await Promise.all(sent)).map(({ status }) => status)
    expect(statuses.toSorted()).toEqual([201, 201, 201, 409, 409, 409, 409, 409])
  })

  it('is one organization’s own, and keeps no Idempotency-Key', async () => {
    const [full, other] = [await newTenant(), await newTenant()]
    await sized(full, { customers: 10_000 })
    const once = api(full.admin).with({ 'idempotency-key': 'one-customer' })
    expect((await once.post('/v1/customers', shop)).problem).toMatchObject(limitReached)
    expect((await api(other.admin).post('/v1/customers', shop)).status).toBe(201)
    await sized(full, { customers: 9_000 })
    expect((await once.post('/v1/customers', shop)).status).toBe(201)
  })
})

describe('the cap of 100,000 trackings', () => {
  it('counts those of all customers, one by one and many at once', async () => {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant)
    await sized(tenant, { trackings: 99_998 })
    const many = ['a', 'b', 'c'].map((name) => tracking(id, name))
    const bulk = await api(tenant.admin).post('/v1/trackings/bulk', { trackings: many })
    expect(bulk.problem).toMatchObject(limitReached)
    expect(bulk.problem.detail).toContain('at most 100,000 trackings')
    const two = await api(tenant.admin).post('/v1/trackings/bulk', { trackings: many.slice(1) })
    expect(two.status).toBe(201)
    expect((await api(tenant.admin).post('/v1/trackings', many[0])).problem).toMatchObject(limitReached)
  })

  it('holds for what is restored, alone or with its customer', async () => {
    const tenant = await newTenant()
    const admin = api(tenant.admin)
    const { id } = await newCustomer(tenant)
    const made = (await admin.post('/v1/trackings', tracking(id, 'a'))).as(TrackingView)
    expect((await admin.delete(`/v1/trackings/${made.id}`)).status).toBe(204)
    await sized(tenant, { trackings: 100_000 })
    expect((await admin.post(`/v1/trackings/${made.id}/restore`)).problem).toMatchObject(limitReached)
    await sized(tenant, { trackings: 99_999 })
    expect((await admin.post(`/v1/trackings/${made.id}/restore`)).status).toBe(200)
    expect((await admin.delete(`/v1/customers/${id}`)).status).toBe(204)
    await sized(tenant, { customers: 0, trackings: 100_000 })
    expect((await admin.post(`/v1/customers/${id}/restore`)).problem).toMatchObject(limitReached)
  })

  it('holds for requests at once, on different customers', async () => {
    const tenant = await newTenant()
    const customers = await Promise.all(Array.from({ length: 4 }, (_, n) => newCustomer(tenant, `Shop ${n}`)))
    await sized(tenant, { customers: 4, trackings: 99_998 })
    const sent = customers.map(({ id }) => api(tenant.admin).post('/v1/trackings', tracking(id, 'a')))
    const statuses = (await Promise.all(sent)).map(({ status }) => status)
    expect(statuses.toSorted()).toEqual([201, 201, 409, 409])
  })

  it('lets what is beyond it change and shrink', async () => {
    const tenant = await newTenant()
    const admin = api(tenant.admin)
    const { id } = await newCustomer(tenant)
    const made = (await admin.post('/v1/trackings', tracking(id, 'a'))).as(TrackingView)
    await sized(tenant, { customers: 12_000, trackings: 120_000 })
    expect((await admin.patch(`/v1/trackings/${made.id}`, { name: 'b' })).status).toBe(200)
    expect((await admin.patch(`/v1/customers/${id}`, { name: 'Other' })).status).toBe(200)
    expect((await admin.delete(`/v1/trackings/${made.id}`)).status).toBe(204)
    expect(await sizes(tenant)).toMatchObject({ trackings: 119_999 })
  })
})

describe('the cap of 20,000 trackings of a customer', () => {
  it('leaves room for those of others', async () => {
    const tenant = await newTenant()
    const [full, other] = [await newCustomer(tenant, 'Full'), await newCustomer(tenant, 'Other')]
    await owner.query('update customer set tracking_count = 19999 where id = $1', [full.id])
    const admin = api(tenant.admin)
    const last = (await admin.post('/v1/trackings', tracking(full.id, 'a'))).as(TrackingView)
    const { problem } = await admin.post('/v1/trackings', tracking(full.id, 'b'))
    expect(problem).toMatchObject(limitReached)
    expect(problem.detail).toContain('A customer has at most 20,000 trackings')
    expect((await admin.post('/v1/trackings', tracking(other.id, 'b'))).status).toBe(201)
    expect((await admin.patch(`/v1/trackings/${last.id}`, { name: 'c' })).status).toBe(200)
  })
})

describe('the numbers that caps are held against', () => {
  it('are what is there, whatever was created, deleted, restored and purged', async () => {
    const tenant = await newTenant()
    const admin = api(tenant.admin)
    const [one, two] = [await newCustomer(tenant, 'One'), await newCustomer(tenant, 'Two')]
    const trackings = ['a', 'b', 'c'].flatMap((name) => [tracking(one.id, name), tracking(two.id, name)])
    expect((await admin.post('/v1/trackings/bulk', { trackings })).status).toBe(201)
    const check = async (customers: number, count: number) =>
      expect(await sizes(tenant)).toEqual({
        customers,
        trackings: count,
        allCustomers: customers,
        allTrackings: count,
      })
    await check(2, 6)
    const single = (await admin.post('/v1/trackings', tracking(one.id, 'd'))).as(TrackingView)
    await admin.delete(`/v1/trackings/${single.id}`)
    await check(2, 6)
    await admin.delete(`/v1/customers/${one.id}`)
    await check(1, 3)
    await admin.post(`/v1/customers/${one.id}/restore`)
    await check(2, 6)
    await admin.post(`/v1/trackings/${single.id}/restore`)
    await check(2, 7)
    await admin.delete('/v1/organization?confirmName=Agency')
    await check(0, 0)
  })
})

describe('open consents', () => {
  it('are twenty a user, and what was used or has expired does not count', async () => {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant)
    const connect = () => api(tenant.admin).post(`/v1/customers/${id}/connect`)
    for (let open = 0; open < 20; open += 1) await startConsent(tenant.admin, id)
    const { problem } = await connect()
    expect(problem).toMatchObject(limitReached)
    expect(problem.detail).toContain('20 consents')
    expect((await api(await tenant.join('ADMIN')).post(`/v1/customers/${id}/connect`)).status).toBe(200)
    for (const column of ['used_at = now()', `expires_at = now() - interval '1 second'`]) {
      await owner.query(
        `update oauth_state set ${column} where id = (
           select o.id from oauth_state o join user_account u on u.id = o.user_id
           where u.firebase_uid = $1 and o.used_at is null and o.expires_at > now() limit 1)`,
        [tenant.admin.uid],
      )
      expect((await connect()).status).toBe(200)
      expect((await connect()).problem).toMatchObject(limitReached)
    }
  })

  it('are twenty for requests at once, too', async () => {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant)
    for (let open = 0; open < 17; open += 1) await startConsent(tenant.admin, id)
    const sent = Array.from({ length: 6 }, () => api(tenant.admin).post(`/v1/customers/${id}/connect`))
    const statuses = (await Promise.all(sent)).map(({ status }) => status)
    expect(statuses.toSorted()).toEqual([200, 200, 200, 409, 409, 409])
  })
})
