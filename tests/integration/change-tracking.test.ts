import { randomUUID } from 'node:crypto'
import { http } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { conversionName } from '../../lib/sync/plan/google-names.ts'
import { TrackingView } from '../../lib/trackings/tracking-view.ts'
import { onTheWire } from '../fixtures/accelerate-mode.ts'
import { api } from '../fixtures/api.ts'
import { connectedCustomer, newCustomer } from '../fixtures/connection.ts'
import { deployed, jobsOf, waitingRun } from '../fixtures/deployed.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { freeQuota, quietQueue } from '../fixtures/queue.ts'
import { readyCustomer } from '../fixtures/ready-customer.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

const { server, sandbox } = googleTests()
beforeEach(quietQueue)

const buyButton = { name: 'Buy', type: 'BUTTON_CLICK', selector: '#buy', urlPattern: '/shop/*' }

async function drafted(tenant: NewTenant, input: object = buyButton): Promise<TrackingView> {
  const { id: customerId } = await newCustomer(tenant)
  return (await api(tenant.admin).post('/v1/trackings', { ...input, customerId })).as(TrackingView)
}

describe('changing a tracking', () => {
  it('makes a new version that waits for its sync, in three round trips with the COMMIT', async () => {
    const tenant = await newTenant()
    const draft = await drafted(tenant)
    const member = await tenant.join('MEMBER')
    await api(member).get('/v1/trackings')
    const response = await api(member).patch(`/v1/trackings/${draft.id}`, {
      name: 'Order',
      urlPattern: null,
      conversion: { value: 5, currency: 'EUR' },
    })
    expect(response.as(TrackingView)).toEqual({
      ...draft,
      name: 'Order',
      urlPattern: null,
      conversion: { ...draft.conversion, value: 5, currency: 'EUR' },
      version: 2,
      syncStatus: 'PENDING',
      updatedAt: expect.any(String),
    })
    expect(response.roundTrips).toEqual(onTheWire(3))
    expect((await api(member).get(`/v1/trackings/${draft.id}`)).body).toMatchObject(response.as(TrackingView))
    expect(await jobsOf(draft.id)).toEqual(['CREATE QUEUED'])
  })

  it('writes nothing where nothing changes', async () => {
    const tenant = await newTenant()
    const draft = await drafted(tenant)
    const response = await api(tenant.admin).patch(`/v1/trackings/${draft.id}`, {
      name: ' Buy ',
      eventName: null,
      conversion: { counting: 'ONE_PER_CLICK', value: null },
    })
    expect(response.as(TrackingView)).toEqual(draft)
    expect(response.roundTrips).toEqual(onTheWire(2))
  })

  it.each([
    [{}, ['body']],
    [{ type: 'PAGE_VIEW' }, ['body.type']],
    [{ customerId: '018f0000-0000-7000-8000-000000000000' }, ['body.customerId']],
    [{ selector: null }, ['body.selector']],
    [{ selector: 'a::before', name: 'a:b' }, ['body.name', 'body.selector']],
    [{ eventName: 'buy' }, ['body.eventName']],
    [{ conversion: { value: 3 } }, ['body.conversion.currency']],
    [{ conversion: { value: -1, currency: 'XXL' } }, ['body.conversion.currency', 'body.conversion.value']],
    [{ name: null }, ['body.name']],
    [{ name: 'X', version: 7, gtmTagId: '1' }, ['body.gtmTagId', 'body.version']],
  ])('rejects %j, naming %j', async (changes, faults) => {
    const tenant = await newTenant()
    const draft = await drafted(tenant)
    const response = await api(tenant.admin).patch(`/v1/trackings/${draft.id}`, changes)
    expect([response.status, response.faults.toSorted()]).toEqual([400, faults])
    expect((await api(tenant.admin).get(`/v1/trackings/${draft.id}`)).as(TrackingView)).toEqual(draft)
  })

  it('says what to do instead of changing the type', async () => {
    const tenant = await newTenant()
    const { id } = await drafted(tenant)
    const response = await api(tenant.admin).patch(`/v1/trackings/${id}`, { type: 'PAGE_VIEW' })
    expect(response.problem.invalidParams[0]?.reason).toContain('delete this tracking and create another')
  })

  it('keeps names apart within a customer', async () => {
    const tenant = await newTenant()
    const { customerId } = await drafted(tenant)
    const other = await api(tenant.admin).post('/v1/trackings', { ...buyButton, customerId, name: 'Other' })
    const { id } = other.as(TrackingView)
    const response = await api(tenant.admin).patch(`/v1/trackings/${id}`, { name: 'Buy' })
    expect([response.status, response.faults]).toEqual([409, ['body.name']])
  })

  it('finds no tracking that is absent, deleted or another organization’s, and does not say which', async () => {
    const tenant = await newTenant()
    const deleted = await drafted(tenant)
    await api(tenant.admin).delete(`/v1/trackings/${deleted.id}`)
    const foreign = await drafted(await newTenant())
    const problems = await Promise.all(
      [randomUUID(), deleted.id, foreign.id].map(async (id) => {
        const response = await api(tenant.admin).patch(`/v1/trackings/${id}`, { name: 'Mine' })
        return JSON.stringify(response.problem)
      }),
    )
    expect(new Set(problems).size).toBe(1)
    expect(problems[0]).toContain('No such tracking.')
  })

  it('loses no edit: of edits at one moment each is counted or rejected', async () => {
    const tenant = await newTenant()
    const { id } = await drafted(tenant)
    const responses = await Promise.all(
      ['A', 'B', 'C', 'D', 'E'].map((name) => api(tenant.admin).patch(`/v1/trackings/${id}`, { name })),
    )
    const done = responses.filter(({ status }) => status === 200).map((response) => response.as(TrackingView))
    expect(responses.every(({ status }) => status === 200 || status === 409)).toBe(true)
    expect(new Set(done.map(({ version }) => version)).size).toBe(done.length)
    const { version } = (await api(tenant.admin).get(`/v1/trackings/${id}`)).as(TrackingView)
    expect(version).toBe(1 + done.length)
  })

  it('waits without a run while the customer is paused', async () => {
    const tenant = await newTenant()
    const { id: customerId } = await connectedCustomer(tenant)
    const created = await api(tenant.admin).post('/v1/trackings', { ...buyButton, customerId })
    await quietQueue()
    await api(tenant.admin).patch(`/v1/customers/${customerId}`, { paused: true })
    const { id } = created.as(TrackingView)
    expect((await api(tenant.admin).patch(`/v1/trackings/${id}`, { name: 'X' })).status).toBe(200)
    expect(await waitingRun(customerId)).toBeUndefined()
    await api(tenant.admin).patch(`/v1/customers/${customerId}`, { paused: false })
    expect(await waitingRun(customerId)).toBeDefined()
  })
})

describe('the sync of a change', () => {
  it('changes trigger, tag and conversion action in place, in one bulk_update', async () => {
    const customer = await readyCustomer(sandbox())
    const { id } = await customer.draft({ conversion: { value: 2, currency: 'EUR' } })
    await customer.sync()
    const before = await customer.tracking(id)

    await api(customer.tenant.admin).patch(`/v1/trackings/${id}`, {
      name: 'Subscribed',
      eventName: 'subscribed',
      urlPattern: '/thanks',
      conversion: { category: 'SIGNUP', value: null, currency: null },
    })
    expect(await jobsOf(id)).toEqual(['CREATE SUCCEEDED', 'UPDATE QUEUED'])
    await freeQuota()
    sandbox().calls.length = 0
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', versionId: '2' })

    const after = await customer.tracking(id)
    expect(after).toMatchObject({
      syncStatus: 'SUCCESS',
      version: 2,
      syncedVersion: 2,
      gtmTagId: before.gtmTagId,
      gtmTriggerId: before.gtmTriggerId,
      conversionLabel: before.conversionLabel,
    })
    expect(sandbox().calls.filter(({ operation }) => operation === 'bulk_update')).toHaveLength(1)
    const subscribed = { trackingId: id, name: 'Subscribed' }
    expect(deployed(sandbox(), customer)).toEqual({
      tags: ['OCT - Subscribed'],
      triggers: ['OCT - Subscribed'],
      linkers: 1,
      actions: [`ENABLED ${conversionName(subscribed)}`],
    })
    const visit = { type: 'custom', url: 'https://shop.example/thanks' } as const
    const { publicId } = customer.container
    expect(sandbox().simulate(publicId, { ...visit, eventName: 'subscribed' }).conversions).toHaveLength(1)
    expect(sandbox().simulate(publicId, { ...visit, eventName: 'signup' }).conversions).toHaveLength(0)
    expect(sandbox().observe().ads[customer.adsAccountId]?.[0]).toMatchObject({ category: 'SIGNUP' })
    expect(sandbox().liveTriggersThatNeverFire()).toEqual([])
  })

  it('lets two trackings swap their names in one run', async () => {
    const customer = await readyCustomer(sandbox())
    const [a, b] = [
      await customer.draft({ name: 'A', eventName: 'a' }),
      await customer.draft({ name: 'B', eventName: 'b' }),
    ]
    await customer.sync()
    const rename = (id: string, name: string) =>
      api(customer.tenant.admin).patch(`/v1/trackings/${id}`, { name })
    await rename(a.id, 'Meanwhile')
    await rename(b.id, 'A')
    await rename(a.id, 'B')
    await freeQuota()
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', versionId: '2' })
    const swapped = [
      { trackingId: a.id, name: 'B' },
      { trackingId: b.id, name: 'A' },
    ]
    // Each name was taken by the other when it was planned.
    const names = swapped.map(({ trackingId, name }) => `OCT - ${name} - ${trackingId.slice(-8)}`).toSorted()
    expect(deployed(sandbox(), customer)).toEqual({
      tags: names,
      triggers: names,
      linkers: 1,
      actions: swapped.map((tracking) => `ENABLED ${conversionName(tracking)}`).toSorted(),
    })
    expect(await customer.tracking(a.id)).toMatchObject({ syncedVersion: 3, syncStatus: 'SUCCESS' })
  })
})

describe('a change while a run is under way', () => {
  it('is not reported as synced: it waits for a run of its own, which syncs it', async () => {
    const customer = await readyCustomer(sandbox())
    const { id } = await customer.draft()
    let edited: TrackingView | undefined
    const edit = async () => {
      const response = await api(customer.tenant.admin).patch(`/v1/trackings/${id}`, { eventName: 'later' })
      edited = response.as(TrackingView)
    }
    server.use(http.post(/bulk_update$/, edit, { once: true }))

    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED' })
    expect(edited).toMatchObject({ version: 2, syncStatus: 'IN_PROGRESS' })
    expect(await customer.tracking(id)).toMatchObject({
      syncStatus: 'PENDING',
      version: 2,
      syncedVersion: 1,
      gtmTagId: expect.any(String),
    })
    expect(await jobsOf(id)).toEqual(['CREATE SUCCEEDED', 'UPDATE QUEUED'])

    await freeQuota()
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', versionId: '2' })
    expect(await customer.tracking(id)).toMatchObject({ syncStatus: 'SUCCESS', syncedVersion: 2 })
    const { tags, triggers, actions } = deployed(sandbox(), customer)
    expect([tags.length, triggers.length, actions.length]).toEqual([1, 1, 1])
    const later = { type: 'custom', url: 'https://shop.example', eventName: 'later' } as const
    expect(sandbox().simulate(customer.container.publicId, later).conversions).toHaveLength(1)
  })

  it('survives a run that fails', async () => {
    const customer = await readyCustomer(sandbox())
    const { id } = await customer.draft()
    const edit = async () =>
      void (await api(customer.tenant.admin).patch(`/v1/trackings/${id}`, { eventName: 'later' }))
    server.use(http.post(/bulk_update$/, edit, { once: true }))
    sandbox().faults.next({ service: 'tagmanager', operation: 'quick_preview' }, { compileError: true })
    expect(await customer.sync()).toMatchObject({ status: 'FAILED' })
    expect(await customer.tracking(id)).toMatchObject({ syncStatus: 'PENDING', version: 2, syncedVersion: 0 })
    expect(await jobsOf(id)).toEqual(['CREATE FAILED', 'UPDATE QUEUED'])
    await freeQuota()
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED' })
    expect(await customer.tracking(id)).toMatchObject({ syncStatus: 'SUCCESS', syncedVersion: 2 })
    const { tags, actions } = deployed(sandbox(), customer)
    expect([tags.length, actions.length]).toEqual([1, 1])
  })

  it('puts a failed tracking back into the queue, without its old error', async () => {
    const customer = await readyCustomer(sandbox())
    const { id } = await customer.draft()
    sandbox().publishByHand(customer.container.publicId, { publish: false })
    expect(await customer.sync()).toMatchObject({ status: 'FAILED' })
    const response = await api(customer.tenant.admin).patch(`/v1/trackings/${id}`, { name: 'Again' })
    expect(response.as(TrackingView)).toMatchObject({ syncStatus: 'PENDING', syncErrorCode: null })
  })
})
