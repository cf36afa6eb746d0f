import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { MatchesView } from '../../lib/trackings/match-view.ts'
import { TrackingView } from '../../lib/trackings/tracking-view.ts'
import { onTheWire } from '../fixtures/accelerate-mode.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { newCustomer } from '../fixtures/connection.ts'
import { ownerPool } from '../fixtures/database.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

apiTests()
const owner = ownerPool()
const PATH = '/v1/trackings/match'

const TRACKINGS = [
  { name: 'Buy', type: 'BUTTON_CLICK', selector: '.w-1\\/2 > a', urlPattern: '/shop*' },
  { name: 'Contact', type: 'FORM_SUBMIT', selector: 'form#contact' },
  { name: 'Thanks', type: 'PAGE_VIEW', urlPattern: '/danke-für-alles' },
  { name: 'Order', type: 'PAGE_VIEW', urlRegex: '/order/[0-9]+$', historyChanges: false },
  { name: 'Lead', type: 'CUSTOM_EVENT', eventName: 'lead' },
]

async function stocked(tenant: NewTenant): Promise<string> {
  const { id: customerId } = await newCustomer(tenant)
  const response = await api(tenant.admin).post('/v1/trackings/bulk', { customerId, trackings: TRACKINGS })
  expect(response.status).toBe(201)
  return customerId
}

describe('which trackings a visit would fire', () => {
  it.each([
    [{ url: 'https://shop.example/danke-f%C3%BCr-alles?x=1' }, ['Thanks']],
    [{ url: 'https://shop.example/order/17' }, ['Order']],
    [{ url: 'https://shop.example/order/17', navigation: 'HISTORY' }, []],
    [{ event: 'lead' }, ['Lead']],
    [{ event: 'lead', url: 'https://shop.example/order/1' }, ['Lead', 'Order']],
    [{ submitted: '<form id="contact"><input></form>' }, ['Contact']],
    [
      { url: 'https://shop.example/shop', clicked: '<div class="w-1/2"><a href="#"><b>Buy</b></a></div>' },
      ['Buy'],
    ],
    [{ url: 'https://shop.example/', clicked: '<div class="w-1/2"><a href="#">Buy</a></div>' }, []],
  ])('of %j: %j', async (visit, names) => {
    const tenant = await newTenant()
    const customerId = await stocked(tenant)
    const member = await tenant.join('MEMBER')
    const response = await api(member).post(PATH, { customerId, visit })
    const { data, counts } = response.as(MatchesView)
    expect(data.filter(({ fires }) => fires === 'yes').map(({ name }) => name)).toEqual(names)
    expect(counts).toEqual({ yes: names.length, no: TRACKINGS.length - names.length, unknown: 0 })
    expect(data).toHaveLength(TRACKINGS.length)
    expect(data.every(({ because }) => because.length > 0)).toBe(true)
  })

  it('is unknown where the visit does not tell, and the condition that is unknown is named', async () => {
    const tenant = await newTenant()
    const customerId = await stocked(tenant)
    const visit = { clicked: '<div class="w-1/2"><a href="#">Buy</a></div>' }
    const { data } = (await api(tenant.admin).post(PATH, { customerId, visit })).as(MatchesView)
    expect(data[0]).toMatchObject({
      name: 'Buy',
      fires: 'unknown',
      because: [
        { variable: 'trigger', value: 'click', met: 'yes' },
        { variable: 'clickElement', value: '.w-1\\/2 > a, .w-1\\/2 > a *', met: 'yes' },
        { variable: 'pageUrl', met: 'unknown' },
      ],
    })
  })

  it('leaves deleted trackings out', async () => {
    const tenant = await newTenant()
    const customerId = await stocked(tenant)
    await owner.query(`update tracking set deleted_at = now() where customer_id = $1 and name = 'Lead'`, [
      customerId,
    ])
    const response = await api(tenant.admin).post(PATH, { customerId, visit: { event: 'lead' } })
    expect(response.as(MatchesView).counts).toEqual({ yes: 0, no: 4, unknown: 0 })
  })

  it('lists at most 100 of thousands, those that fire first, in one round trip', async () => {
    const tenant = await newTenant()
    const customerId = await stocked(tenant)
    await owner.query(
      `insert into tracking (organization_id, customer_id, name, type, selector, url_pattern, conversion_category, conversion_counting)
       select organization_id, customer_id, 'Many ' || n, 'BUTTON_CLICK', '#b-' || n, '/shop/*/' || n,
         'DEFAULT', 'ONE_PER_CLICK'
       from tracking, generate_series(1, 5000) n where customer_id = $1 and tracking.name = 'Lead'`,
      [customerId],
    )
    const visit = { url: 'https://shop.example/shop/x/7', clicked: '<body><a id="b-7">Buy</a></body>' }
    await api(tenant.admin).post(PATH, { customerId, visit })
    const response = await api(tenant.admin).post(PATH, { customerId, visit })
    const { data, counts } = response.as(MatchesView)
    expect(counts).toEqual({ yes: 1, no: 5004, unknown: 0 })
    expect([data.length, data[0]?.name]).toEqual([100, 'Many 7'])
    expect(response.roundTrips).toEqual(onTheWire(1))
  })

  it('finds no customer that is absent or another organization’s, and does not say which', async () => {
    const foreign = await stocked(await newTenant())
    const tenant = await newTenant()
    const problems = await Promise.all(
      [randomUUID(), foreign].map(async (customerId) => {
        const response = await api(tenant.admin).post(PATH, { customerId, visit: { event: 'lead' } })
        return response.problem
      }),
    )
    expect(new Set(problems.map((problem) => JSON.stringify(problem))).size).toBe(1)
    expect(problems[0]).toMatchObject({ status: 404, detail: 'No such customer.' })
  })

  it('has nothing to list of a customer without trackings', async () => {
    const tenant = await newTenant()
    const { id: customerId } = await newCustomer(tenant)
    const response = await api(tenant.admin).post(PATH, { customerId, visit: { event: 'lead' } })
    expect(response.body).toEqual({ data: [], counts: { yes: 0, no: 0, unknown: 0 } })
  })

  it.each([
    [{}, ['body.visit']],
    [{ navigation: 'HISTORY' }, ['body.visit']],
    [{ url: '/thanks' }, ['body.visit.url']],
    [{ url: 'javascript:alert(1)' }, ['body.visit.url']],
    [{ url: 'ftp://shop.example/' }, ['body.visit.url']],
    [{ clicked: 'just text' }, ['body.visit.clicked']],
    [{ clicked: '<b>'.repeat(200) }, ['body.visit.clicked']],
    [{ submitted: '<div></div>' }, ['body.visit.submitted']],
    [{ event: '' }, ['body.visit.event']],
    [{ event: 'lead', cookie: 'x' }, ['body.visit.cookie']],
  ])('a visit of %j is rejected, naming %j', async (visit, faults) => {
    const tenant = await newTenant()
    const response = await api(tenant.admin).post(PATH, { customerId: randomUUID(), visit })
    expect([response.status, response.faults]).toEqual([400, faults])
  })
})

describe('the address of a tracking', () => {
  it('is stored as it is posted, and a change is held to the rules of its type', async () => {
    const tenant = await newTenant()
    const { id: customerId } = await newCustomer(tenant)
    const { admin } = tenant
    const page = {
      customerId,
      name: 'Thanks',
      type: 'PAGE_VIEW',
      urlRegex: '/Thanks/[0-9]+$',
      ignoreCase: true,
    }
    const created = (await api(admin).post('/v1/trackings', page)).as(TrackingView)
    expect(created).toMatchObject({ ...page, urlPattern: null, historyChanges: true })

    const path = `/v1/trackings/${created.id}`
    const empty = await api(admin).patch(path, { urlRegex: null })
    expect([empty.status, empty.faults]).toEqual([400, ['body.urlPattern']])
    const changes = { urlRegex: null, urlPattern: '/Größe**', historyChanges: false, ignoreCase: null }
    const changed = (await api(admin).patch(path, changes)).as(TrackingView)
    expect(changed).toMatchObject({
      urlRegex: null,
      urlPattern: '/Größe**',
      historyChanges: false,
      ignoreCase: false,
      version: 2,
    })
    const unsafe = await api(admin).patch(path, { urlRegex: '(a+)+$' })
    expect([unsafe.status, unsafe.faults]).toEqual([400, ['body.urlRegex']])
  })

  it('of a click knows no changes of the history, and says so', async () => {
    const tenant = await newTenant()
    const { id: customerId } = await newCustomer(tenant)
    const { admin } = tenant
    const click = { customerId, name: 'Buy', type: 'BUTTON_CLICK', selector: '#buy' }
    const created = (await api(admin).post('/v1/trackings', click)).as(TrackingView)
    expect(created.historyChanges).toBeNull()
    const renamed = await api(admin).patch(`/v1/trackings/${created.id}`, { name: 'Bought' })
    expect(renamed.as(TrackingView)).toMatchObject({ name: 'Bought', historyChanges: null })
    const response = await api(admin).patch(`/v1/trackings/${created.id}`, { historyChanges: true })
    expect([response.status, response.faults]).toEqual([400, ['body.historyChanges']])
  })

  it('that is stored and would not be accepted any more does not hinder another change', async () => {
    const tenant = await newTenant()
    const { id: customerId } = await newCustomer(tenant)
    const page = { customerId, name: 'Thanks', type: 'PAGE_VIEW', urlPattern: '/thanks' }
    const { id } = (await api(tenant.admin).post('/v1/trackings', page)).as(TrackingView)
    await owner.query(`update tracking set url_pattern = '*a*b*c*d*e*f*' where id = $1`, [id])
    const response = await api(tenant.admin).patch(`/v1/trackings/${id}`, { name: 'Thank you' })
    expect(response.as(TrackingView)).toMatchObject({ name: 'Thank you', urlPattern: '*a*b*c*d*e*f*' })
  })

  it('may be told by at most ten different expressions in a bulk, since each has to be proven', async () => {
    const tenant = await newTenant()
    const { id: customerId } = await newCustomer(tenant)
    const pages = (count: number) =>
      Array.from({ length: count }, (_, n) => ({
        name: `P ${n}`,
        type: 'PAGE_VIEW',
        urlRegex: `/p/${n % 11}$`,
      }))
    const response = await api(tenant.admin).post('/v1/trackings/bulk', { customerId, trackings: pages(11) })
    expect([response.status, response.faults]).toEqual([400, ['body.trackings']])
    const some = await api(tenant.admin).post('/v1/trackings/bulk', { customerId, trackings: pages(10) })
    expect(some.status).toBe(201)
  })
})
