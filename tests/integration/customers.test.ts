import { randomUUID } from 'node:crypto'
import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { CustomerView } from '../../lib/customers/customer-view.ts'
import { Page } from '../../lib/paging/page.ts'
import { SyncRunView, SyncRunWithJobsView } from '../../lib/sync/queue/run-view.ts'
import { TrackingView } from '../../lib/trackings/tracking-view.ts'
import { onTheWire } from '../fixtures/accelerate-mode.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { connectedCustomer, grantedCustomer, newContainerId, newCustomer } from '../fixtures/connection.ts'
import { ownerPool } from '../fixtures/database.ts'
import { quietQueue } from '../fixtures/queue.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

const google = apiTests()
// A run that is started goes on with what else is due by then, of other tests too.
beforeEach(quietQueue)
const owner = ownerPool()
const CustomerPage = Page(CustomerView)
const TrackingPage = Page(TrackingView)
const RunPage = Page(SyncRunView)

const adsAccountId = '1234567890'

/** Google knows every container, and one Google Ads account, which only the manager 5556667777 reaches. */
function googleKnows() {
  google.use(
    http.get(
      'https://tagmanager.googleapis.com/tagmanager/v2/accounts/containers\\:lookup',
      ({ request }) => {
        const publicId = new URL(request.url).searchParams.get('tagId') ?? ''
        const containerId = publicId.replaceAll(/\D/g, '')
        const path = `accounts/1/containers/${containerId}`
        return HttpResponse.json({
          path,
          containerId,
          accountId: '1',
          publicId,
          name: 'Shop',
          usageContext: ['web'],
        })
      },
    ),
    http.get('https://googleads.googleapis.com/:version/customers\\:listAccessibleCustomers', () =>
      HttpResponse.json({ resourceNames: ['customers/5556667777'] }),
    ),
    http.post('https://googleads.googleapis.com/:version/customers/:id/googleAds\\:search', ({ request }) =>
      request.headers.get('login-customer-id') === '5556667777'
        ? HttpResponse.json({ results: [{ customer: { id: adsAccountId, descriptiveName: 'Shop' } }] })
        : HttpResponse.json(accessDenied, { status: 403 }),
    ),
  )
}

const accessDenied = {
  error: {
    code: 403,
    status: 'PERMISSION_DENIED',
    message: 'The caller does not have permission',
    details: [
      {
        '@type': 'type.googleapis.com/google.ads.googleads.v26.errors.GoogleAdsFailure',
        errors: [{ errorCode: { authorizationError: 'USER_PERMISSION_DENIED' }, message: 'No access' }],
      },
    ],
  },
}

/** Another customer's run is under way on the container, so that no run of the test begins. */
async function occupyContainer(tenant: NewTenant, googleContainerId: string) {
  const other = await newCustomer(tenant)
  await owner.query(
    `insert into sync_run
       (organization_id, customer_id, status, container_path, lease_owner, lease_until)
     values ($1, $2, 'RUNNING', $3, gen_random_uuid(), now() + interval '1 hour')`,
    [tenant.organizationId, other.id, `accounts/1/containers/${googleContainerId.slice(5)}`],
  )
}

const statusOf = async ({ admin }: NewTenant, id: string) =>
  (await api(admin).get(`/v1/customers/${id}`)).as(CustomerView).status

describe('taking a customer on', () => {
  it('answers it as NOT_CONNECTED, in three round trips with the COMMIT', async () => {
    const { join } = await newTenant()
    const member = await join('MEMBER')
    await api(member).get('/v1/customers')
    const input = { name: 'Bäckerei Süß', websiteUrl: 'https://bäckerei.example/start?a=1' }
    const response = await api(member).post('/v1/customers', input)
    const customer = response.as(CustomerView)
    expect(response.status).toBe(201)
    expect(response.headers.get('location')).toBe(`/api/v1/customers/${customer.id}`)
    expect(response.roundTrips).toEqual(onTheWire(3))
    expect(customer).toMatchObject({
      ...input,
      status: 'NOT_CONNECTED',
      connection: null,
      trackingCount: 0,
      version: 1,
    })
    expect((await api(member).get(`/v1/customers/${customer.id}`)).as(CustomerView)).toEqual(customer)
  })

  it.each([
    [{}, ['body.name', 'body.websiteUrl']],
    [{ name: '', websiteUrl: 'https://x.test' }, ['body.name']],
    [{ name: 'Shop', websiteUrl: 'x.test' }, ['body.websiteUrl']],
    [{ name: 'Shop', websiteUrl: 'javascript:alert(1)' }, ['body.websiteUrl']],
    [{ name: 'Shop', websiteUrl: 'https://x.test', status: 'READY' }, ['body.status']],
    [{ name: 'Shop', websiteUrl: 'https://x.test', organizationId: randomUUID() }, ['body.organizationId']],
  ])('refuses %j', async (body, faults) => {
    const { admin } = await newTenant()
    const response = await api(admin).post('/v1/customers', body)
    expect([response.status, response.faults]).toEqual([400, faults])
  })
})

describe('one customer', () => {
  it('is read with its connection in one round trip', async () => {
    const tenant = await newTenant()
    const { id } = await connectedCustomer(tenant)
    const response = await api(tenant.admin).get(`/v1/customers/${id}`)
    expect(response.roundTrips).toEqual(onTheWire(1))
    expect(response.as(CustomerView).connection).toMatchObject({
      googleAccountId: 'login-1',
      email: 'agency@google.test',
      status: 'ACTIVE',
    })
    expect(JSON.stringify(response.body)).not.toMatch(/accessToken|refreshToken|v1\.test/)
  })

  it('cannot be told from an absent one when it is another organization’s', async () => {
    const { admin } = await newTenant()
    const foreign = await newCustomer(await newTenant())
    for (const verb of ['get', 'patch'] as const) {
      const [a, b] = await Promise.all(
        [foreign.id, randomUUID()].map(async (id) => {
          const { problem } = await api(admin)[verb](`/v1/customers/${id}`, { name: 'Mine now' })
          return problem
        }),
      )
      expect(a).toEqual(b)
      expect(a).toMatchObject({ status: 404, code: 'not_found' })
    }
  })

  it('has a UUID for its id', async () => {
    const { admin } = await newTenant()
    const response = await api(admin).get('/v1/customers/1')
    expect([response.status, response.faults]).toEqual([400, ['path.customerId']])
  })
})

describe('the list of customers', () => {
  it('pages through all of them in every order, each once', async () => {
    const tenant = await newTenant()
    const names = ['Cafe', 'Amt', 'Bank', 'Amt', 'Dorf']
    const ids: string[] = []
    for (const name of names) ids.push((await newCustomer(tenant, name)).id)
    await newCustomer(await newTenant(), 'Foreign')

    const walk = async (query: string) => {
      const seen: CustomerView[] = []
      let cursor: string | null = null
      do {
        const path: string = `/v1/customers?limit=2&${query}${cursor ? `&cursor=${cursor}` : ''}`
        const page = (await api(tenant.admin).get(path)).as(CustomerPage)
        seen.push(...page.data)
        cursor = page.nextCursor
      } while (cursor)
      return seen
    }
    expect((await walk('')).map(({ id }) => id)).toEqual(ids.toReversed())
    expect((await walk('order=asc')).map(({ id }) => id)).toEqual(ids)
    expect((await walk('sort=name&order=asc')).map(({ name }) => name)).toEqual(names.toSorted())
    expect((await walk('sort=name')).map(({ name }) => name)).toEqual(names.toSorted().toReversed())
    expect(new Set((await walk('sort=name')).map(({ id }) => id)).size).toBe(names.length)
  })

  it('goes on behind a row that is gone', async () => {
    const tenant = await newTenant()
    const [first, second, third] = [
      await newCustomer(tenant),
      await newCustomer(tenant),
      await newCustomer(tenant),
    ]
    const page = (await api(tenant.admin).get('/v1/customers?limit=2')).as(CustomerPage)
    expect(page.data.map(({ id }) => id)).toEqual([third.id, second.id])
    await owner.query('update customer set deleted_at = now() where id = $1', [second.id])
    const next = await api(tenant.admin).get(`/v1/customers?limit=2&cursor=${page.nextCursor}`)
    expect(next.as(CustomerPage).data.map(({ id }) => id)).toEqual([first.id])
  })

  it('filters by status, in one round trip', async () => {
    const tenant = await newTenant()
    await newCustomer(tenant)
    const connected = await connectedCustomer(tenant)
    const response = await api(tenant.admin).get('/v1/customers?status=READY')
    expect(response.as(CustomerPage).data.map(({ id }) => id)).toEqual([connected.id])
    expect(response.roundTrips).toEqual(onTheWire(1))
  })

  it('refuses a cursor of another order or organization, and unknown filters', async () => {
    const tenant = await newTenant()
    await newCustomer(tenant)
    await newCustomer(tenant)
    const { nextCursor } = (await api(tenant.admin).get('/v1/customers?limit=1')).as(CustomerPage)
    const stranger = (await newTenant()).admin
    for (const response of [
      await api(tenant.admin).get(`/v1/customers?limit=1&sort=name&cursor=${nextCursor}`),
      await api(stranger).get(`/v1/customers?limit=1&cursor=${nextCursor}`),
    ]) {
      expect([response.status, response.faults]).toEqual([400, ['query.cursor']])
    }
    const response = await api(tenant.admin).get('/v1/customers?limit=101&status=GONE&colour=red')
    expect(response.faults.toSorted()).toEqual(['query.colour', 'query.limit', 'query.status'])
  })
})

describe('changing a customer', () => {
  it('is a MEMBER’s right, and counts versions', async () => {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant)
    const member = await tenant.join('MEMBER')
    const changed = (await api(member).patch(`/v1/customers/${id}`, { name: 'Renamed' })).as(CustomerView)
    expect(changed).toMatchObject({ name: 'Renamed', websiteUrl: 'https://shop.example', version: 2 })
    expect((await api(member).get(`/v1/customers/${id}`)).as(CustomerView)).toEqual(changed)
  })

  it('pauses and resumes to whatever is true', async () => {
    const tenant = await newTenant()
    const patch = async (id: string, paused: boolean) =>
      (await api(tenant.admin).patch(`/v1/customers/${id}`, { paused })).as(CustomerView).status

    const plain = await newCustomer(tenant)
    expect(await patch(plain.id, true)).toBe('PAUSED')
    expect(await patch(plain.id, false)).toBe('NOT_CONNECTED')

    const connected = await connectedCustomer(tenant)
    expect(await patch(connected.id, true)).toBe('PAUSED')
    expect(await patch(connected.id, true)).toBe('PAUSED')
    expect(await patch(connected.id, false)).toBe('READY')
  })

  it('shows a pause before a login that is disconnected and a missing account, and each of them once resumed', async () => {
    const tenant = await newTenant()
    const { id, googleAccountId } = await connectedCustomer(tenant)
    const { patch, post, delete: remove } = api(tenant.admin)
    const status = async () => statusOf(tenant, id)
    await patch(`/v1/customers/${id}`, { paused: true })
    await post(`/v1/customers/${id}/detach`, { what: 'googleAdsAccount' })
    expect(await status()).toBe('PAUSED')
    await patch(`/v1/customers/${id}`, { paused: false })
    expect(await status()).toBe('SETUP_INCOMPLETE')
    await patch(`/v1/customers/${id}`, { paused: true })
    expect((await remove(`/v1/connections/${googleAccountId}`)).status).toBe(200)
    expect(await status()).toBe('PAUSED')
    await patch(`/v1/customers/${id}`, { paused: false })
    expect(await status()).toBe('NOT_CONNECTED')
  })

  it('cannot claim a connection', async () => {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant)
    for (const status of ['READY', 'ERROR', 'INACTIVE']) {
      const response = await api(tenant.admin).patch(`/v1/customers/${id}`, { status })
      expect([response.status, response.faults[0]]).toEqual([400, 'body.status'])
      expect(response.problem.detail).toContain('"paused"')
    }
  })

  it('starts what has waited, once the customer is resumed', async () => {
    const tenant = await newTenant()
    const { id } = await connectedCustomer(tenant)
    await api(tenant.admin).patch(`/v1/customers/${id}`, { paused: true })
    await api(tenant.admin).post('/v1/trackings', {
      customerId: id,
      name: 'Buy',
      type: 'BUTTON_CLICK',
      selector: '#buy',
    })
    const runs = async () => (await api(tenant.admin).get(`/v1/sync-runs?customerId=${id}`)).as(RunPage).data
    expect(await runs()).toEqual([])
    await api(tenant.admin).patch(`/v1/customers/${id}`, { paused: false })
    expect((await runs()).map(({ status }) => status)).toEqual(['QUEUED'])
  })

  it('lets one of two changes of the same moment win, and tells the other', async () => {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant)
    const responses = await Promise.all(
      ['A', 'B', 'C', 'D'].map((name) => api(tenant.admin).patch(`/v1/customers/${id}`, { name })),
    )
    const won = responses.filter(({ status }) => status === 200)
    expect(responses.every(({ status }) => status === 200 || status === 409)).toBe(true)
    const now = (await api(tenant.admin).get(`/v1/customers/${id}`)).as(CustomerView)
    expect(now.version).toBe(1 + won.length)
  })
})

describe('choosing container and Google Ads account', () => {
  it('connects the customer once Google has confirmed the choice', async () => {
    googleKnows()
    const tenant = await newTenant()
    const { id } = await grantedCustomer(tenant)
    const googleContainerId = newContainerId()
    const response = await api(tenant.admin).patch(`/v1/customers/${id}`, {
      googleContainerId,
      googleAdsAccountId: '123-456-7890',
    })
    expect(response.as(CustomerView)).toMatchObject({
      status: 'READY',
      googleContainerId,
      googleAdsAccountId: adsAccountId,
      loginCustomerId: '5556667777',
    })
  })

  it('is an ADMIN’s right', async () => {
    const tenant = await newTenant()
    const { id } = await grantedCustomer(tenant)
    const member = await tenant.join('MEMBER')
    for (const choice of [
      { googleContainerId: 'GTM-ABC' },
      { googleAdsAccountId: adsAccountId, name: 'X' },
    ]) {
      const response = await api(member).patch(`/v1/customers/${id}`, choice)
      expect(response.problem).toMatchObject({ status: 403, code: 'forbidden' })
    }
    expect(await statusOf(tenant, id)).toBe('SETUP_INCOMPLETE')
  })

  it('needs a connection first', async () => {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant)
    const response = await api(tenant.admin).patch(`/v1/customers/${id}`, { googleContainerId: 'GTM-ABC' })
    expect(response.problem.status).toBe(409)
    expect(response.problem.detail).toContain(`POST /api/v1/customers/${id}/connect`)
  })

  it.each([
    [{ googleContainerId: 'G-ABC' }, ['body.googleContainerId']],
    [{ googleAdsAccountId: '12345' }, ['body.googleAdsAccountId']],
    [{ loginCustomerId: '5556667777' }, ['body.loginCustomerId']],
  ])('refuses %j', async (choice, faults) => {
    const tenant = await newTenant()
    const { id } = await grantedCustomer(tenant)
    const response = await api(tenant.admin).patch(`/v1/customers/${id}`, choice)
    expect([response.status, response.faults]).toEqual([400, faults])
  })

  it('gives each customer a container of its own', async () => {
    googleKnows()
    const tenant = await newTenant()
    const { googleContainerId } = await connectedCustomer(tenant)
    const second = await grantedCustomer(tenant)
    const response = await api(tenant.admin).patch(`/v1/customers/${second.id}`, { googleContainerId })
    expect([response.status, response.faults]).toEqual([409, ['body.googleContainerId']])
    expect(await statusOf(tenant, second.id)).toBe('SETUP_INCOMPLETE')

    const other = await newTenant()
    const elsewhere = await grantedCustomer(other)
    const sameContainer = await api(other.admin).patch(`/v1/customers/${elsewhere.id}`, { googleContainerId })
    expect(sameContainer.status).toBe(200)
  })

  it('does not leave synced trackings behind', async () => {
    const tenant = await newTenant()
    const { id } = await connectedCustomer(tenant)
    await api(tenant.admin).post('/v1/trackings', {
      customerId: id,
      name: 'Lead',
      type: 'CUSTOM_EVENT',
      eventName: 'lead',
    })
    await owner.query(`update tracking set gtm_tag_id = '7' where customer_id = $1`, [id])
    await owner.query(`update customer set google_ads_account_id = '1112223334' where id = $1`, [id])
    for (const choice of [{ googleContainerId: newContainerId() }, { googleAdsAccountId: adsAccountId }]) {
      const response = await api(tenant.admin).patch(`/v1/customers/${id}`, choice)
      expect(response.problem.status).toBe(409)
      expect(response.problem.detail).toContain('Delete them and sync')
      expect(response.problem.detail).toContain(`/api/v1/customers/${id}/detach`)
    }
    const trackings = (await api(tenant.admin).get(`/v1/trackings?customerId=${id}`)).as(TrackingPage)
    expect(trackings.data[0]?.gtmTagId).toBe('7')
  })

  it('waits for a run that is under way', async () => {
    const tenant = await newTenant()
    const { id } = await connectedCustomer(tenant)
    await owner.query(
      `insert into sync_run (organization_id, customer_id, status, container_path, version_id)
       values ($1, $2, 'AWAITING_PUBLISH', 'accounts/1/containers/1', '3')`,
      [tenant.organizationId, id],
    )
    const response = await api(tenant.admin).patch(`/v1/customers/${id}`, {
      googleContainerId: newContainerId(),
    })
    expect(response.problem).toMatchObject({ status: 409, code: 'conflict' })
  })
})

describe('connecting and syncing by hand', () => {
  it('starts a consent for an ADMIN only', async () => {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant)
    const response = await api(tenant.admin).post(`/v1/customers/${id}/connect`)
    expect(response.body).toEqual({ authorizationUrl: expect.stringContaining('accounts.google.com') })
    const member = await tenant.join('MEMBER')
    expect((await api(member).post(`/v1/customers/${id}/connect`)).status).toBe(403)
  })

  it('makes the waiting run due and says where to follow it', async () => {
    const tenant = await newTenant()
    const { id, googleContainerId } = await connectedCustomer(tenant)
    const input = { customerId: id, name: 'Lead', type: 'CUSTOM_EVENT', eventName: 'lead' }
    const tracking = (await api(tenant.admin).post('/v1/trackings', input)).as(TrackingView)
    await occupyContainer(tenant, googleContainerId ?? '')

    const member = await tenant.join('MEMBER')
    const response = await api(member).post(`/v1/customers/${id}/sync`)
    const run = response.as(SyncRunWithJobsView)
    expect(response.status).toBe(202)
    expect(response.headers.get('location')).toBe(`/api/v1/sync-runs/${run.id}`)
    expect(run).toMatchObject({ customerId: id, kind: 'SYNC', status: 'QUEUED' })
    expect(run.jobs.map(({ trackingId, action }) => [trackingId, action])).toEqual([[tracking.id, 'CREATE']])
    expect(Date.parse(run.runAt)).toBeLessThanOrEqual(Date.now())
    expect((await api(member).post(`/v1/customers/${id}/sync`)).as(SyncRunWithJobsView).id).toBe(run.id)
  })

  it('says what to do first where nothing can be synced yet', async () => {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant)
    const response = await api(tenant.admin).post(`/v1/customers/${id}/sync`)
    expect(response.problem).toMatchObject({ status: 409, code: 'conflict' })
    expect((await api(tenant.admin).get(`/v1/customers/${id}/google`)).status).toBe(409)
    expect((await api(tenant.admin).post(`/v1/customers/${randomUUID()}/sync`)).status).toBe(404)
  })

  it.each([
    ['google_ads_account_id = null', 'has no Google Ads account.'],
    ['container_path = null, google_container_id = null', 'has no container.'],
    [
      'container_path = null, google_container_id = null, google_ads_account_id = null',
      'has no container and no Google Ads account.',
    ],
    [`google_access = 'LOST', google_ads_account_id = null`, 'has no Google Ads account.'],
    ['paused = true, google_ads_account_id = null', 'is paused.'],
  ])('names what a sync lacks before it starts: %s', async (facts, named) => {
    const tenant = await newTenant()
    const { id } = await connectedCustomer(tenant)
    await owner.query(`update customer set ${facts} where id = $1`, [id])
    for (const verb of ['sync', 'verify']) {
      const response = await api(tenant.admin).post(`/v1/customers/${id}/${verb}`)
      expect([response.status, response.problem.detail]).toEqual([409, expect.stringContaining(named)])
      expect(response.problem.detail).toMatch(new RegExp(`PATCH /api/v1/customers/${id}`))
    }
    const runs = await owner.query('select from sync_run where customer_id = $1', [id])
    expect(runs.rowCount).toBe(0)
  })

  it('starts what has waited once a missing Google Ads account is chosen', async () => {
    googleKnows()
    const tenant = await newTenant()
    const { id } = await connectedCustomer(tenant)
    await owner.query('update customer set google_ads_account_id = null where id = $1', [id])
    const input = { customerId: id, name: 'Lead', type: 'CUSTOM_EVENT', eventName: 'lead' }
    await api(tenant.admin).post('/v1/trackings', input)
    const runs = async () => (await api(tenant.admin).get(`/v1/sync-runs?customerId=${id}`)).as(RunPage).data
    expect(await runs()).toEqual([])
    const chosen = await api(tenant.admin).patch(`/v1/customers/${id}`, {
      googleAdsAccountId: '123-456-7890',
    })
    expect(chosen.as(CustomerView).status).toBe('READY')
    expect((await runs()).map(({ status }) => status)).toEqual(['QUEUED'])
  })
})
