import { describe, expect, it } from 'vitest'
import { CustomerView } from '../../lib/customers/customer-view.ts'
import { OrganizationView } from '../../lib/organizations/organization-view.ts'
import { TrackingView } from '../../lib/trackings/tracking-view.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { newCustomer } from '../fixtures/connection.ts'
import { newTenant, type Person } from '../fixtures/tenant.ts'

apiTests()

const lead = { name: 'Lead', type: 'CUSTOM_EVENT', eventName: 'lead' }
const PRECONDITION_FAILED = { status: 412, code: 'precondition_failed' }

const at = (person: Person, etag: string) => api(person).with({ 'if-match': etag })

type Thing = { admin: Person; path: string; change: object; deletable: boolean }

/** One of each kind of thing that has a version. */
const things: Record<string, () => Promise<Thing>> = {
  async organization() {
    const { admin } = await newTenant()
    return { admin, path: '/v1/organization', change: { name: 'Renamed' }, deletable: false }
  },
  async customer() {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant)
    return { admin: tenant.admin, path: `/v1/customers/${id}`, change: { name: 'Renamed' }, deletable: true }
  },
  async tracking() {
    const tenant = await newTenant()
    const { id: customerId } = await newCustomer(tenant)
    const response = await api(tenant.admin).post('/v1/trackings', { ...lead, customerId })
    const { id } = response.as(TrackingView)
    return { admin: tenant.admin, path: `/v1/trackings/${id}`, change: { name: 'Renamed' }, deletable: true }
  },
}

describe.each(Object.entries(things))('the ETag of a %s', (_, newThing) => {
  it('is its version, on reading and on writing', async () => {
    const { admin, path, change } = await newThing()
    const [read, changed] = [await api(admin).get(path), await api(admin).patch(path, change)]
    expect([read.headers.get('etag'), changed.headers.get('etag')]).toEqual(['"1"', '"2"'])
    expect((await api(admin).get(path)).headers.get('etag')).toBe('"2"')
  })

  it('lets a change pass that is meant for it, in no more round trips', async () => {
    const { admin, path, change } = await newThing()
    await api(admin).get(path)
    const plain = await api(admin).patch(path, { name: 'Before' })
    const response = await at(admin, '"2"').patch(path, change)
    expect([response.status, response.headers.get('etag')]).toEqual([200, '"3"'])
    expect(response.roundTrips).toBe(plain.roundTrips)
    for (const etag of ['*', '"7", "4"'])
      expect((await at(admin, '*').patch(path, { name: etag })).status).toBe(200)
  })

  it.each(['W/"1"', '"9", W/"1"', '"1-gzip"'])(
    'lets a change pass as a proxy has rewritten it: %s',
    async (etag) => {
      const { admin, path, change } = await newThing()
      const changed = await at(admin, etag).patch(path, change)
      expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"2"'])
    },
  )

  it('stops a change that is meant for another, which then has not happened', async () => {
    const { admin, path, change } = await newThing()
    for (const etag of ['"2"', 'W/"2"', '"other"']) {
      expect((await at(admin, etag).patch(path, change)).problem).toMatchObject(PRECONDITION_FAILED)
    }
    expect((await api(admin).get(path)).headers.get('etag')).toBe('"1"')
  })

  it('lets one of two changes at once pass', async () => {
    const { admin, path } = await newThing()
    const responses = await Promise.all(['A', 'B'].map((name) => at(admin, '"1"').patch(path, { name })))
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 412])
    expect((await api(admin).get(path)).headers.get('etag')).toBe('"2"')
  })

  it('is rejected where it is none', async () => {
    const { admin, path, change } = await newThing()
    const response = await at(admin, '1').patch(path, change)
    expect([response.status, response.faults]).toEqual([400, ['header.if-match']])
  })

  it('holds for a deletion too', async () => {
    const { admin, path, change, deletable } = await newThing()
    if (!deletable) return
    await api(admin).patch(path, change)
    expect((await at(admin, '"1"').delete(path)).problem).toMatchObject(PRECONDITION_FAILED)
    expect((await api(admin).get(path)).status).toBe(200)
    expect((await at(admin, '"2"').delete(path)).status).toBe(204)
    expect((await at(admin, '"2"').delete(path)).status).toBe(404)
  })

  it('holds for a restore too, which may be sent again', async () => {
    const { admin, path, deletable } = await newThing()
    if (!deletable) return
    await api(admin).delete(path)
    const restore = (etag: string) => at(admin, etag).post(`${path}/restore`)
    expect((await restore('"2"')).problem).toMatchObject(PRECONDITION_FAILED)
    expect((await api(admin).get(path)).status).toBe(404)
    const responses = [await restore('"1"'), await restore('"1"')]
    expect(responses.map(({ status, headers }) => [status, headers.get('etag')])).toEqual([
      [200, '"2"'],
      [200, '"2"'],
    ])
  })
})

describe('If-Match', () => {
  it('reveals nothing of another organization’s customer', async () => {
    const [ours, theirs] = [await newTenant(), await newTenant()]
    const { id } = await newCustomer(theirs)
    const absent = '018f0000-0000-7000-8000-000000000000'
    for (const etag of ['"1"', '"2"']) {
      for (const customerId of [id, absent]) {
        const path = `/v1/customers/${customerId}`
        expect((await at(ours.admin, etag).patch(path, { name: 'Mine' })).status).toBe(404)
        expect((await at(ours.admin, etag).delete(path)).status).toBe(404)
      }
    }
  })

  it('stops a change that would change nothing, too', async () => {
    const tenant = await newTenant()
    const { id: customerId } = await newCustomer(tenant)
    const tracking = (await api(tenant.admin).post('/v1/trackings', { ...lead, customerId })).as(TrackingView)
    const response = await at(tenant.admin, '"9"').patch(`/v1/trackings/${tracking.id}`, {
      name: tracking.name,
    })
    expect(response.problem).toMatchObject(PRECONDITION_FAILED)
  })
})

describe('an ETag', () => {
  it('comes with what was created, and with no list', async () => {
    const { admin } = await newTenant()
    const created = await api(admin).post('/v1/customers', {
      name: 'Shop',
      websiteUrl: 'https://shop.example',
    })
    expect(created.headers.get('etag')).toBe(`"${created.as(CustomerView).version}"`)
    const own = await api(admin).get('/v1/organization')
    expect(own.headers.get('etag')).toBe(`"${own.as(OrganizationView).version}"`)
    expect((await api(admin).get('/v1/customers')).headers.get('etag')).toBeNull()
  })
})
