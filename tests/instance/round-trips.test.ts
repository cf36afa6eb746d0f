import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { TrackingView } from '../../lib/trackings/tracking-view.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { newScript } from '../fixtures/api-key.ts'
import { connectedCustomer, grantedCustomer, newCustomer } from '../fixtures/connection.ts'
import { ownerPool, workerDatabase } from '../fixtures/database.ts'
import { newTenant } from '../fixtures/tenant.ts'
import { tapWire, type Wire } from '../fixtures/wire.ts'

apiTests()
const owner = ownerPool()
let wire: Wire

beforeAll(async () => {
  wire = await tapWire(workerDatabase().app)
  process.env['DATABASE_URL'] = wire.url
})
beforeEach(() => wire.allowRoundTrips(Number.POSITIVE_INFINITY))
afterAll(async () => {
  wire.allowRoundTrips(Number.POSITIVE_INFINITY)
  await wire.close()
})

const lead = { name: 'Lead', type: 'CUSTOM_EVENT', eventName: 'lead' }

/** A call that needed one round trip more would wait for ever, and the test would run into its time limit. */
describe('round trips to the database', () => {
  it('GET /customers of a known caller: 1', async () => {
    const { admin } = await newTenant()
    await api(admin).get('/v1/customers')
    wire.allowRoundTrips(1)
    expect((await api(admin).get('/v1/customers')).status).toBe(200)
  })

  it('GET /customers of a caller new to this instance: 2, the first to learn the organization', async () => {
    const { join } = await newTenant()
    const newcomer = await join('MEMBER')
    wire.allowRoundTrips(2)
    expect((await api(newcomer).get('/v1/customers')).status).toBe(200)
  })

  it('GET /customers by an API key: 2 at first, then 1, and none where the key is mistyped', async () => {
    const script = await newScript(await newTenant())
    wire.allowRoundTrips(0)
    expect((await api({ token: `${script.token}A` }).get('/v1/customers')).status).toBe(401)
    wire.allowRoundTrips(2)
    expect((await api(script).get('/v1/customers')).status).toBe(200)
    wire.allowRoundTrips(1)
    expect((await api(script).get('/v1/customers')).status).toBe(200)
  })

  it('POST /trackings/match: 1, however many trackings', async () => {
    const tenant = await newTenant()
    const { admin } = tenant
    const { id: customerId } = await newCustomer(tenant)
    for (const name of ['A', 'B']) await api(admin).post('/v1/trackings', { customerId, ...lead, name })
    wire.allowRoundTrips(1)
    const response = await api(admin).post('/v1/trackings/match', { customerId, visit: { event: 'lead' } })
    expect([response.status, response.body]).toMatchObject([200, { counts: { yes: 2 } }])
  })

  it('GET /trackings/ID with its open findings, /findings, /customers/ID/deployment and /conversions: 1 each', async () => {
    const tenant = await newTenant()
    const { id: customerId } = await newCustomer(tenant)
    const created = await api(tenant.admin).post('/v1/trackings', { customerId, ...lead })
    const paths = [
      created.headers.get('location')?.replace('/api', '') ?? '',
      '/v1/findings',
      `/v1/customers/${customerId}/deployment`,
      `/v1/customers/${customerId}/conversions`,
    ]
    for (const path of paths) {
      wire.allowRoundTrips(1)
      expect((await api(tenant.admin).get(path)).status).toBe(200)
    }
  })

  it('GET /reports/conversions: 2, for the window with its totals, and the rows', async () => {
    const { admin } = await newTenant()
    await api(admin).get('/v1/customers')
    for (const groupBy of ['customer', 'tracking', 'day']) {
      wire.allowRoundTrips(2)
      expect((await api(admin).get(`/v1/reports/conversions?groupBy=${groupBy}`)).status).toBe(200)
    }
  })

  it('POST /trackings: 2, for the row, and the commit with its job and the run', async () => {
    const tenant = await newTenant()
    const { admin } = tenant
    const { id: customerId } = await newCustomer(tenant)
    wire.allowRoundTrips(2)
    expect((await api(admin).post('/v1/trackings', { customerId, ...lead })).status).toBe(201)
  })

  it('POST /trackings with an Idempotency-Key: 2 as well, the key rides along', async () => {
    const tenant = await newTenant()
    const { id: customerId } = await newCustomer(tenant)
    const once = api(tenant.admin).with({ 'idempotency-key': 'a-key' })
    wire.allowRoundTrips(2)
    expect((await once.post('/v1/trackings', { customerId, ...lead })).status).toBe(201)
  })

  it('POST /customers/ID/detach: 3, for the customer with all of its trackings, the response, and the commit', async () => {
    const tenant = await newTenant()
    const { id } = await connectedCustomer(tenant)
    await api(tenant.admin).post('/v1/trackings', { customerId: id, ...lead })
    wire.allowRoundTrips(3)
    expect((await api(tenant.admin).post(`/v1/customers/${id}/detach`, { what: 'both' })).status).toBe(200)
  })

  it('POST /trackings/ID/release: 2, for all that it lets go of, and the commit', async () => {
    const tenant = await newTenant()
    const { id: customerId } = await newCustomer(tenant)
    const { id } = (await api(tenant.admin).post('/v1/trackings', { customerId, ...lead })).as(TrackingView)
    wire.allowRoundTrips(2)
    expect((await api(tenant.admin).post(`/v1/trackings/${id}/release`)).status).toBe(204)
  })

  it('POST /trackings/bulk/move: 5, for the trackings, their locks, the names, the move, and the commit, however many', async () => {
    const tenant = await newTenant()
    const [{ id: from }, { id: to }] = [await newCustomer(tenant), await newCustomer(tenant)]
    for (const name of ['A', 'B', 'C'])
      await api(tenant.admin).post('/v1/trackings', { customerId: from, ...lead, name })
    const [path, body] = ['/v1/trackings/bulk/move', { filter: { customerId: from }, to }]
    wire.allowRoundTrips(3)
    const { digest } = Object((await api(tenant.admin).post(`${path}?validate=true`, body)).body)
    wire.allowRoundTrips(5)
    expect((await api(tenant.admin).post(path, { ...body, digest })).status).toBe(200)
  })

  it('POST /customers/ID/connection: 4, for the customer, its new login, the row, and the commit', async () => {
    const tenant = await newTenant()
    await grantedCustomer(tenant, 'login-1')
    const { id } = await newCustomer(tenant)
    wire.allowRoundTrips(4)
    const body = { googleAccountId: 'login-1' }
    expect((await api(tenant.admin).post(`/v1/customers/${id}/connection`, body)).status).toBe(200)
  })

  it.each([
    [
      'verify',
      7,
      'for the customer, its connection, the run, the run with its jobs and its place, and the commit',
    ],
    ['sync', 10, 'three more: for what is outstanding, its jobs, and those that wait'],
  ])('POST /customers/ID/%s: %i, %s', async (verb, roundTrips) => {
    const tenant = await newTenant()
    const { id } = await connectedCustomer(tenant)
    // Another run works in the container, so that nothing starts in the background.
    await owner.query(
      `insert into sync_run (organization_id, customer_id, status, container_path, lease_owner, lease_until)
       select organization_id, id, 'RUNNING', container_path, id, now() + interval '1 hour'
       from customer where id = $1`,
      [id],
    )
    wire.allowRoundTrips(roundTrips)
    expect((await api(tenant.admin).post(`/v1/customers/${id}/${verb}`)).status).toBe(202)
  })

  it('the count is exact: with one round trip fewer a call does not end', async () => {
    const tenant = await newTenant()
    const { admin } = tenant
    const { id: customerId } = await newCustomer(tenant)
    wire.allowRoundTrips(1)
    let ended = false
    const created = api(admin)
      .post('/v1/trackings', { customerId, ...lead })
      .finally(() => {
        ended = true
      })
    await expect.poll(() => wire.held()).toBe(true)
    expect(ended).toBe(false)
    wire.allowRoundTrips(Number.POSITIVE_INFINITY)
    expect((await created).status).toBe(201)
  })
})
