import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { CustomerView } from '../../lib/customers/customer-view.ts'
import { TrackingView } from '../../lib/trackings/tracking-view.ts'
import { onTheWire } from '../fixtures/accelerate-mode.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { connectedCustomer, newCustomer } from '../fixtures/connection.ts'
import { ownerPool } from '../fixtures/database.ts'
import { jobsOf, waitingRun } from '../fixtures/deployed.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

apiTests()
const owner = ownerPool()
const Created = z.object({ data: z.array(TrackingView) })
const PATH = '/v1/trackings/bulk'

const lead = (name: string, more: object = {}) => ({ name, type: 'CUSTOM_EVENT', eventName: 'lead', ...more })
const leads = (count: number) => Array.from({ length: count }, (_, index) => lead(`Lead ${index}`))

async function countOf({ admin }: NewTenant, customerId: string): Promise<number> {
  return (await api(admin).get(`/v1/customers/${customerId}`)).as(CustomerView).trackingCount
}

describe('creating many trackings', () => {
  it('returns them in the order of the request and queues a job for each, in one run', async () => {
    const tenant = await newTenant()
    const member = await tenant.join('MEMBER')
    const { id: customerId } = await connectedCustomer(tenant)
    const trackings = [
      lead('Zebra'),
      { name: 'Alpha', type: 'BUTTON_CLICK', selector: '#buy', conversion: { value: 5, currency: 'EUR' } },
      { name: 'Form', type: 'FORM_SUBMIT', selector: 'form' },
    ]
    const response = await api(member).post(PATH, { customerId, trackings })
    expect(response.status).toBe(201)
    const { data } = response.as(Created)
    expect(data.map(({ name }) => name)).toEqual(['Zebra', 'Alpha', 'Form'])
    expect(data[1]).toMatchObject({ selector: '#buy', conversion: { value: 5, currency: 'EUR' } })
    expect(data[2]?.conversion.category).toBe('SUBMIT_LEAD_FORM')
    for (const { id } of data) {
      expect((await api(member).get(`/v1/trackings/${id}`)).as(TrackingView)).toEqual(
        data.find((each) => each.id === id),
      )
      expect(await jobsOf(id)).toEqual(['CREATE QUEUED'])
    }
    expect(await countOf(tenant, customerId)).toBe(3)
    expect(await waitingRun(customerId)).toBeDefined()
  })

  it('takes the id of a customer in capitals, as elsewhere', async () => {
    const tenant = await newTenant()
    const { id } = await connectedCustomer(tenant)
    const capitals = id.toUpperCase()
    const both = [lead('A'), lead('B', { customerId: capitals })]
    const response = await api(tenant.admin).post(PATH, { customerId: capitals, trackings: both })
    expect(response.as(Created).data.map(({ customerId }) => customerId)).toEqual([id, id])
    const twice = [lead('C', { customerId: id }), lead('C', { customerId: capitals })]
    expect((await api(tenant.admin).post(PATH, { trackings: twice })).faults).toEqual([
      'body.trackings.1.name',
    ])
  })

  it('rejects a list of hundreds of thousands without a look at each', async () => {
    const tenant = await newTenant()
    const response = await api(tenant.admin).post(PATH, {
      trackings: Array.from({ length: 400_000 }, () => 0),
    })
    expect(response.problem).toMatchObject({ status: 413, code: 'payload_too_large' })
  })

  it('costs three round trips, however many they are', async () => {
    const tenant = await newTenant()
    const { id: customerId } = await connectedCustomer(tenant)
    const few = await api(tenant.admin).post(PATH, { customerId, trackings: leads(1) })
    const other = await connectedCustomer(tenant)
    const many = await api(tenant.admin).post(PATH, { customerId: other.id, trackings: leads(100) })
    expect([few.status, many.status]).toEqual([201, 201])
    expect([few.roundTrips, many.roundTrips]).toEqual([onTheWire(3), onTheWire(3)])
    expect(many.as(Created).data).toHaveLength(100)
  })

  it('may be for several customers at once', async () => {
    const tenant = await newTenant()
    const [a, b, c] = [
      await connectedCustomer(tenant),
      await connectedCustomer(tenant),
      await newCustomer(tenant),
    ]
    const trackings = [
      lead('Same'),
      lead('Same', { customerId: b.id }),
      lead('Other', { customerId: b.id }),
      lead('Same', { customerId: c.id }),
    ]
    const { data } = (await api(tenant.admin).post(PATH, { customerId: a.id, trackings })).as(Created)
    expect(data.map(({ customerId }) => customerId)).toEqual([a.id, b.id, b.id, c.id])
    expect(await Promise.all([a, b, c].map(({ id }) => countOf(tenant, id)))).toEqual([1, 2, 1])
    const runs = await Promise.all([a, b, c].map(({ id }) => waitingRun(id)))
    expect(runs.map((run) => run !== undefined)).toEqual([true, true, false])
    for (const { id } of data) expect(await jobsOf(id)).toEqual(['CREATE QUEUED'])
  })

  it('names every taken name by its place and then creates none', async () => {
    const tenant = await newTenant()
    const { id: customerId } = await newCustomer(tenant)
    await api(tenant.admin).post(PATH, { customerId, trackings: [lead('A'), lead('B')] })
    const response = await api(tenant.admin).post(PATH, {
      customerId,
      trackings: [lead('C'), lead('B'), lead('D'), lead(' A ')],
    })
    expect([response.status, response.problem.code, response.faults]).toEqual([
      409,
      'conflict',
      ['body.trackings.1.name', 'body.trackings.3.name'],
    ])
    expect(await countOf(tenant, customerId)).toBe(2)
    const { rows } = await owner.query('select count(*)::int as jobs from sync_job where customer_id = $1', [
      customerId,
    ])
    expect(rows).toEqual([{ jobs: 2 }])
  })

  it('takes a deleted tracking’s name', async () => {
    const tenant = await newTenant()
    const { id: customerId } = await newCustomer(tenant)
    const { data } = (await api(tenant.admin).post(PATH, { customerId, trackings: [lead('A')] })).as(Created)
    await api(tenant.admin).delete(`/v1/trackings/${data[0]?.id}`)
    expect((await api(tenant.admin).post(PATH, { customerId, trackings: [lead('A')] })).status).toBe(201)
  })

  it('at the same moment under the same names: one wins, whole', async () => {
    const tenant = await newTenant()
    const { id: customerId } = await connectedCustomer(tenant)
    const responses = await Promise.all(
      [leads(20), leads(20).toReversed()].map((trackings) =>
        api(tenant.admin).post(PATH, { customerId, trackings }),
      ),
    )
    expect(responses.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(await countOf(tenant, customerId)).toBe(20)
    expect(responses.find(({ status }) => status === 409)?.faults).toHaveLength(20)
  })

  it('finds names that are twice in the request before it writes', async () => {
    const { admin } = await newTenant()
    const customerId = randomUUID()
    const response = await api(admin).post(PATH, {
      customerId,
      trackings: [lead('A'), lead('B'), lead(' A'), lead('A', { customerId: randomUUID() }), lead('B')],
    })
    expect([response.status, response.faults]).toEqual([
      400,
      ['body.trackings.2.name', 'body.trackings.4.name'],
    ])
    expect(response.problem.invalidParams[0]?.reason).toBe(
      'is the name of trackings.0 too; each of a customer needs its own',
    )
  })

  it('treats a customer of another organization like one that is absent, and creates none', async () => {
    const tenant = await newTenant()
    const { id: customerId } = await newCustomer(tenant)
    const foreign = (await newCustomer(await newTenant())).id
    const deleted = (await newCustomer(tenant)).id
    await api(tenant.admin).delete(`/v1/customers/${deleted}`)
    const problems = []
    for (const stranger of [foreign, randomUUID(), deleted]) {
      const trackings = [lead('A'), lead('B', { customerId: stranger }), lead('C', { customerId: stranger })]
      const response = await api(tenant.admin).post(PATH, { customerId, trackings })
      problems.push(response.problem)
    }
    expect(problems[0]).toMatchObject({ status: 404, code: 'not_found' })
    expect(problems[0]?.invalidParams.map(({ name }) => name)).toEqual([
      'body.trackings.1.customerId',
      'body.trackings.2.customerId',
    ])
    expect(problems[1]).toEqual(problems[0])
    expect(problems[2]).toEqual(problems[0])
    expect(await countOf(tenant, customerId)).toBe(0)
  })

  it.each([
    [{ trackings: [] }, ['body.trackings']],
    [{ trackings: leads(101) }, ['body.trackings']],
    [{}, ['body.trackings']],
    [{ trackings: [lead('A')] }, ['body.trackings.0.customerId']],
    [{ customerId: 'x', trackings: [lead('A')] }, ['body.customerId']],
    [
      { customerId: randomUUID(), trackings: [lead('A'), { name: 'B', type: 'PAGE_VIEW' }] },
      ['body.trackings.1.urlPattern'],
    ],
    [
      { customerId: randomUUID(), trackings: [lead('A'), { ...lead('B'), type: 'SCROLL' }] },
      ['body.trackings.1.type'],
    ],
    [{ customerId: randomUUID(), trackings: [lead('A', { label: 'x' })] }, ['body.trackings.0.label']],
    [{ customerId: randomUUID(), trackings: [lead('a:b')] }, ['body.trackings.0.name']],
  ])('rejects %j', async (body, faults) => {
    const { admin } = await newTenant()
    const response = await api(admin).post(PATH, body)
    expect([response.status, response.faults]).toEqual([400, faults])
  })
})
