import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { CustomerView } from '../../lib/customers/customer-view.ts'
import { Page } from '../../lib/paging/page.ts'
import { SyncRunView, SyncRunWithJobsView } from '../../lib/sync/queue/run-view.ts'
import { TrackingView } from '../../lib/trackings/tracking-view.ts'
import { onTheWire } from '../fixtures/accelerate-mode.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { connectedCustomer, newCustomer } from '../fixtures/connection.ts'
import { ownerPool } from '../fixtures/database.ts'
import { newTenant } from '../fixtures/tenant.ts'

apiTests()
const owner = ownerPool()
const TrackingPage = Page(TrackingView)
const RunPage = Page(SyncRunView)

const buyButton = { name: 'Buy', type: 'BUTTON_CLICK', selector: '#buy' }

describe('creating a tracking', () => {
  it('returns it as PENDING, in two round trips with the COMMIT', async () => {
    const tenant = await newTenant()
    const { id: customerId } = await newCustomer(tenant)
    const member = await tenant.join('MEMBER')
    await api(member).get('/v1/trackings')
    const response = await api(member).post('/v1/trackings', {
      ...buyButton,
      customerId,
      urlPattern: '/product/*',
      conversion: { category: 'PURCHASE', counting: 'MANY_PER_CLICK', value: 19.99, currency: 'EUR' },
    })
    const tracking = response.as(TrackingView)
    expect(response.status).toBe(201)
    expect(response.headers.get('location')).toBe(`/api/v1/trackings/${tracking.id}`)
    expect(response.roundTrips).toEqual(onTheWire(2))
    expect(tracking).toMatchObject({
      ...buyButton,
      customerId,
      urlPattern: '/product/*',
      eventName: null,
      conversion: { category: 'PURCHASE', counting: 'MANY_PER_CLICK', value: 19.99, currency: 'EUR' },
      gtmTagId: null,
      version: 1,
      syncedVersion: 0,
      syncStatus: 'PENDING',
    })
    expect((await api(member).get(`/v1/trackings/${tracking.id}`)).as(TrackingView)).toEqual(tracking)
  })

  it.each([
    [{ type: 'FORM_SUBMIT', selector: 'form.contact' }, 'SUBMIT_LEAD_FORM'],
    [{ type: 'PAGE_VIEW', urlPattern: '/thanks' }, 'PAGE_VIEW'],
    [{ type: 'BUTTON_CLICK', selector: 'a' }, 'DEFAULT'],
    [{ type: 'CUSTOM_EVENT', eventName: 'lead' }, 'DEFAULT'],
  ])('gives %j the category %s', async (input, category) => {
    const tenant = await newTenant()
    const { id: customerId } = await newCustomer(tenant)
    const response = await api(tenant.admin).post('/v1/trackings', { ...input, customerId, name: 'X' })
    expect(response.as(TrackingView).conversion).toEqual({
      category,
      counting: 'ONE_PER_CLICK',
      value: null,
      currency: null,
      orderId: null,
      newCustomer: null,
      primary: true,
      clickThroughLookbackWindowDays: null,
      viewThroughLookbackWindowDays: null,
      enhanced: 'off',
    })
  })

  it('counts on the customer', async () => {
    const tenant = await newTenant()
    const { id: customerId } = await newCustomer(tenant)
    await Promise.all(
      ['A', 'B', 'C'].map((name) =>
        api(tenant.admin).post('/v1/trackings', { ...buyButton, customerId, name }),
      ),
    )
    const customer = (await api(tenant.admin).get(`/v1/customers/${customerId}`)).as(CustomerView)
    expect(customer.trackingCount).toBe(3)
  })

  it('shares one pending run with the others of its customer', async () => {
    const tenant = await newTenant()
    const { id: customerId } = await connectedCustomer(tenant)
    const ids: string[] = []
    for (const name of ['A', 'B']) {
      const response = await api(tenant.admin).post('/v1/trackings', { ...buyButton, customerId, name })
      ids.push(response.as(TrackingView).id)
    }
    const { data } = (await api(tenant.admin).get(`/v1/sync-runs?customerId=${customerId}`)).as(RunPage)
    expect(data.map(({ status, kind }) => [kind, status])).toEqual([['SYNC', 'QUEUED']])
    const run = (await api(tenant.admin).get(`/v1/sync-runs/${data[0]?.id}`)).as(SyncRunWithJobsView)
    expect(run.jobs.map(({ trackingId, action, status }) => [trackingId, action, status])).toEqual(
      ids.map((id) => [id, 'CREATE', 'QUEUED']),
    )
  })

  it('needs a name that is free at its customer', async () => {
    const tenant = await newTenant()
    const [first, second] = [await newCustomer(tenant), await newCustomer(tenant)]
    const create = (customerId: string) =>
      api(tenant.admin).post('/v1/trackings', { ...buyButton, customerId })
    expect((await create(first.id)).status).toBe(201)
    const taken = await create(first.id)
    expect([taken.status, taken.faults]).toEqual([409, ['body.name']])
    expect((await create(second.id)).status).toBe(201)

    await owner.query('update tracking set deleted_at = now() where customer_id = $1', [first.id])
    expect((await create(first.id)).status).toBe(201)
  })

  it('writes nothing at all when it is rejected', async () => {
    const tenant = await newTenant()
    const { id: customerId } = await connectedCustomer(tenant)
    await api(tenant.admin).post('/v1/trackings', { ...buyButton, customerId })
    await api(tenant.admin).post('/v1/trackings', { ...buyButton, customerId })
    const { rows } = await owner.query('select id from sync_job where customer_id = $1', [customerId])
    expect(rows).toHaveLength(1)
  })

  it('finds no customer that is absent, deleted or another organization’s, and does not say which', async () => {
    const tenant = await newTenant()
    const foreign = await newCustomer(await newTenant())
    const deleted = await newCustomer(tenant)
    await owner.query('update customer set deleted_at = now() where id = $1', [deleted.id])
    const problems = await Promise.all(
      [randomUUID(), foreign.id, deleted.id].map(async (customerId) => {
        const response = await api(tenant.admin).post('/v1/trackings', { ...buyButton, customerId })
        return response.problem
      }),
    )
    expect(new Set(problems.map((problem) => JSON.stringify(problem))).size).toBe(1)
    expect(problems[0]).toMatchObject({ status: 404, detail: 'No such customer.' })
  })

  it('names every wrong field at once', async () => {
    const tenant = await newTenant()
    const response = await api(tenant.admin).post('/v1/trackings', {
      customerId: 'x',
      name: 'a:b',
      type: 'BUTTON_CLICK',
      selector: 'a::before',
      eventName: 'x',
      conversion: { value: 1 },
      colour: 'red',
    })
    expect(response.status).toBe(400)
    expect(response.faults.toSorted()).toEqual([
      'body.colour',
      'body.conversion.currency',
      'body.customerId',
      'body.eventName',
      'body.name',
      'body.selector',
    ])
  })
})

describe('reading trackings', () => {
  it('pages through a filtered list, each once, in one round trip', async () => {
    const tenant = await newTenant()
    const [{ id: customerId }, other] = [await newCustomer(tenant), await newCustomer(tenant)]
    const ids: string[] = []
    for (const name of ['A', 'B', 'C']) {
      const response = await api(tenant.admin).post('/v1/trackings', { ...buyButton, customerId, name })
      ids.push(response.as(TrackingView).id)
    }
    await api(tenant.admin).post('/v1/trackings', { ...buyButton, customerId: other.id })
    await api(tenant.admin).post('/v1/trackings', {
      customerId,
      name: 'Page',
      type: 'PAGE_VIEW',
      urlPattern: '/x',
    })

    const query = `customerId=${customerId}&type=BUTTON_CLICK&syncStatus=PENDING&limit=2`
    const first = await api(tenant.admin).get(`/v1/trackings?${query}`)
    const { data, nextCursor } = first.as(TrackingPage)
    const last = (await api(tenant.admin).get(`/v1/trackings?${query}&cursor=${nextCursor}`)).as(TrackingPage)
    expect([...data, ...last.data].map(({ id }) => id)).toEqual(ids.toReversed())
    expect(last.nextCursor).toBeNull()
    expect(first.roundTrips).toEqual(onTheWire(1))
  })

  it('sorts by age or name, in either order, of one customer or all', async () => {
    const tenant = await newTenant()
    const [a, b] = [await newCustomer(tenant), await newCustomer(tenant)]
    for (const [customerId, name] of [
      [a.id, 'Buy'],
      [b.id, 'Zoom'],
      [a.id, 'Alert'],
      [b.id, 'Buy'],
    ]) {
      await api(tenant.admin).post('/v1/trackings', { ...buyButton, customerId, name })
    }
    const listed = async (query: string) => {
      const names: string[] = []
      let cursor: string | null = null
      do {
        const path = `/v1/trackings?limit=1&${query}${cursor === null ? '' : `&cursor=${cursor}`}`
        const page: Page<TrackingView> = (await api(tenant.admin).get(path)).as(TrackingPage)
        names.push(...page.data.map(({ name }) => name))
        cursor = page.nextCursor
      } while (cursor !== null)
      return names
    }
    expect(await listed('sort=name&order=asc')).toEqual(['Alert', 'Buy', 'Buy', 'Zoom'])
    expect(await listed('sort=name&order=desc')).toEqual(['Zoom', 'Buy', 'Buy', 'Alert'])
    expect(await listed(`sort=name&order=asc&customerId=${a.id}`)).toEqual(['Alert', 'Buy'])
    expect(await listed('order=asc')).toEqual(['Buy', 'Zoom', 'Alert', 'Buy'])
    const rejected = await api(tenant.admin).get('/v1/trackings?sort=type')
    expect([rejected.status, rejected.faults]).toEqual([400, ['query.sort']])
  })

  it('shows another organization nothing', async () => {
    const tenant = await newTenant()
    const { id: customerId } = await newCustomer(tenant)
    const response = await api(tenant.admin).post('/v1/trackings', { ...buyButton, customerId })
    const { id } = response.as(TrackingView)
    const stranger = (await newTenant()).admin
    expect((await api(stranger).get(`/v1/trackings/${id}`)).status).toBe(404)
    expect((await api(stranger).get(`/v1/trackings?customerId=${customerId}`)).body).toEqual({
      data: [],
      nextCursor: null,
    })
  })
})
