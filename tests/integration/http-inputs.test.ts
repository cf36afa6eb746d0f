import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { allRoutes } from '../../lib/ops/openapi/all-routes.ts'
import { openApiDocument } from '../../lib/ops/openapi/openapi-document.ts'
import { Page } from '../../lib/paging/page.ts'
import { TrackingView } from '../../lib/trackings/tracking-view.ts'
import { api, apiTests, callApi } from '../fixtures/api.ts'
import { newCustomer } from '../fixtures/connection.ts'
import { settings } from '../fixtures/settings.ts'
import { type StockedTenant, stockedTenant } from '../fixtures/stocked-tenant.ts'
import { newTenant } from '../fixtures/tenant.ts'

apiTests()

const lead = { name: 'Lead', type: 'CUSTOM_EVENT', eventName: 'lead' }
const NO_ID = '018f0000-0000-7000-8000-000000000000'

const Parameter = z.object({
  name: z.string(),
  in: z.string(),
  schema: z.looseObject({ enum: z.array(z.string()).optional(), format: z.string().optional() }),
})
const Operations = z.record(
  z.string(),
  z.record(z.string(), z.object({ parameters: z.array(z.unknown()).optional() })),
)

const routes = await allRoutes()
const { paths } = openApiDocument(routes, 'test')

/** Every parameter of a query that takes a member of a closed set, an id or a time, by its route. */
const closed = routes.flatMap((route) => {
  const operation = Operations.parse(paths)[route.path]?.[route.method.toLowerCase()]
  const parameters = (operation?.parameters ?? []).flatMap((each) => Parameter.safeParse(each).data ?? [])
  return parameters
    .filter((each) => each.in === 'query' && (each.schema.enum || each.schema.format))
    .map(({ name }) => ({ id: route.id, name, route }))
})

describe('a parameter of a closed form', () => {
  it('is what most filters are', () => {
    expect(closed.length).toBeGreaterThan(30)
  })

  it.each(closed.map(({ id, name, route }) => [id, name, route] as const))(
    'of %s is rejected by name where it is another: %s',
    async (_, name, route) => {
      const caller = route.auth === 'cron' ? { token: settings.CRON_SECRET } : (await newTenant()).admin
      for (const value of ['typo', '', '%E4', 'null']) {
        const path = route.path.replace(/\{\w+\}/g, NO_ID)
        const response = await callApi({ method: route.method, path: `${path}?${name}=${value}`, caller })
        const inQuery = response.faults.filter((field) => field.startsWith('query.'))
        expect([response.status, new Set(inQuery)]).toEqual([400, new Set([`query.${name}`])])
      }
    },
  )
})

describe('an id in capitals', () => {
  let tenant: StockedTenant
  beforeAll(async () => {
    tenant = await stockedTenant()
  })

  it.each([
    ['customer', '/v1/customers/#'],
    ['tracking', '/v1/trackings/#'],
    ['syncRun', '/v1/sync-runs/#'],
  ] as const)('in a path names the same %s', async (kind, path) => {
    const id = await tenant.make(kind)
    const response = await api(tenant.admin).get(path.replace('#', id.toUpperCase()))
    expect([response.status, response.body]).toMatchObject([200, { id }])
  })

  it.each(['/v1/findings?customerId=#', '/v1/trackings?customerId=#', '/v1/sync-runs?customerId=#'])(
    'of a customer finds the same as its usual spelling: %s',
    async (path) => {
      const { id } = await newCustomer(tenant)
      await api(tenant.admin).post('/v1/trackings', { ...lead, customerId: id })
      await api(tenant.admin).post(`/v1/customers/${id}/sync`)
      const [small, capital] = [id, id.toUpperCase()].map((each) =>
        api(tenant.admin).get(path.replace('#', each)),
      )
      expect((await capital)?.body).toEqual((await small)?.body)
    },
  )

  it('of a customer is one customer in a batch, whatever its spelling', async () => {
    const { id } = await newCustomer(tenant)
    const trackings = [
      { ...lead, customerId: id },
      { ...lead, customerId: id.toUpperCase() },
    ]
    const response = await api(tenant.admin).post('/v1/trackings/bulk', { trackings })
    expect([response.status, response.faults]).toEqual([400, ['body.trackings.1.name']])
  })

  it('of a customer is stored small', async () => {
    const { id } = await newCustomer(tenant)
    const created = await api(tenant.admin).post('/v1/trackings', { ...lead, customerId: id.toUpperCase() })
    expect(created.as(TrackingView).customerId).toBe(id)
    const list = await api(tenant.admin).get(`/v1/trackings?customerId=${id.toUpperCase()}`)
    expect(list.as(Page(TrackingView)).data).toHaveLength(1)
  })
})
