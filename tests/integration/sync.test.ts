import { http } from 'msw'
import { describe, expect, it } from 'vitest'
import type { VisitorEvent } from '../../lib/dev/google-sandbox/visitors/moments.ts'
import { api } from '../fixtures/api.ts'
import { ownerPool } from '../fixtures/database.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { freeQuota, makeDue } from '../fixtures/queue.ts'
import { readyCustomer } from '../fixtures/ready-customer.ts'
import { runSync } from '../fixtures/run-sync.ts'

const { server, sandbox } = googleTests()
const owner = ownerPool()
const soon = () => new Date(Date.now() + 20_000)

const FOUR = [
  { name: 'Buy', type: 'BUTTON_CLICK', eventName: undefined, selector: '#buy', urlPattern: '/shop/*' },
  { name: 'Thanks', type: 'PAGE_VIEW', eventName: undefined, urlPattern: '/thanks' },
  { name: 'Contact', type: 'FORM_SUBMIT', eventName: undefined, selector: 'form#contact' },
  { name: 'Signup', type: 'CUSTOM_EVENT', conversion: { value: 9.5, currency: 'EUR' } },
]

function callsOf(service: string): string[] {
  return sandbox()
    .calls.filter((call) => call.service === service)
    .map(({ operation }) => operation)
}

describe('a sync', () => {
  it('brings trackings of all four types live in one version, with at most 10 and 6 calls', async () => {
    const customer = await readyCustomer(sandbox())
    const drafts = []
    for (const input of FOUR) drafts.push(await customer.draft(input))
    sandbox().calls.length = 0

    const run = await customer.sync()

    expect(run).toMatchObject({ status: 'SUCCEEDED', versionId: '1', previousLiveId: null, errorCode: null })
    expect(run.jobs.map(({ status }) => status)).toEqual(Array(4).fill('SUCCEEDED'))
    expect(callsOf('tagmanager').length).toBeLessThanOrEqual(10)
    expect(callsOf('ads').length).toBeLessThanOrEqual(6)
    expect(callsOf('tagmanager').filter((operation) => operation === 'create_version')).toHaveLength(1)
    for (const { id } of drafts) {
      const tracking = await customer.tracking(id)
      expect(tracking).toMatchObject({ syncStatus: 'SUCCESS', syncedVersion: 1, syncErrorCode: null })
      expect(tracking.gtmTagId).not.toBeNull()
      expect(tracking.conversionLabel).not.toBeNull()
    }
    const url = 'https://shop.example'
    const { publicId } = customer.container
    const html = '<button id="buy"><b>Buy</b></button><form id="contact"></form>'
    const counted = (event: VisitorEvent) => sandbox().simulate(publicId, event).conversions
    expect(counted({ type: 'click', url: `${url}/shop/1`, html, element: '#buy b' })).toHaveLength(1)
    expect(counted({ type: 'click', url, html, element: '#buy' })).toHaveLength(0)
    expect(counted({ type: 'pageview', url: `${url}/thanks` })).toHaveLength(1)
    expect(counted({ type: 'form', url, html, element: '#contact' })).toHaveLength(1)
    expect(counted({ type: 'custom', url, eventName: 'signup' })).toHaveLength(1)
    expect(sandbox().warnings).toEqual([])
    expect(sandbox().liveTriggersThatNeverFire()).toEqual([])
  })

  it('adds to what is live, and to nothing that belongs to others', async () => {
    const customer = await readyCustomer(sandbox())
    sandbox().publishByHand(customer.container.publicId)
    await customer.draft()
    const run = await customer.sync()
    expect(run).toMatchObject({ status: 'SUCCEEDED', versionId: '2', previousLiveId: '1' })
    const names = sandbox()
      .observe()
      .containers[customer.container.publicId]?.liveContents.tags.map((tag) => tag.name)
    expect(names).toContain('Made by hand 1')
    expect(names).toHaveLength(3)
  })

  it('makes no version where everything is live already', async () => {
    const customer = await readyCustomer(sandbox())
    await customer.draft()
    await customer.sync()
    const before = sandbox().observe()
    const again = await customer.sync()
    expect(again).toMatchObject({ status: 'SUCCEEDED', versionId: null })
    expect(sandbox().observe()).toEqual(before)
  })

  it('takes what was added meanwhile in a run of its own, one linker for all', async () => {
    const customer = await readyCustomer(sandbox())
    await customer.draft()
    await customer.sync()
    await customer.draft({ name: 'Second', eventName: 'second' })
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', versionId: '2', previousLiveId: '1' })
    const live = sandbox().observe().containers[customer.container.publicId]?.liveContents
    expect(live?.tags.filter(({ type }) => type === 'gclidw')).toHaveLength(1)
    expect(live?.tags.filter(({ type }) => type === 'awct')).toHaveLength(2)
  })

  it('waits for an ADMIN before it publishes, unless the organization has chosen AUTO', async () => {
    const customer = await readyCustomer(sandbox(), { publishMode: 'MANUAL' })
    const { id } = await customer.draft()
    expect(await customer.sync()).toMatchObject({ status: 'AWAITING_PUBLISH', versionId: '1' })
    expect(await customer.tracking(id)).toMatchObject({ syncStatus: 'AWAITING_PUBLISH' })
    expect(sandbox().observe().containers[customer.container.publicId]).toMatchObject({
      live: undefined,
      latest: '1',
    })
  })

  it('publishes exactly what was made, when an ADMIN says so', async () => {
    const customer = await readyCustomer(sandbox(), { publishMode: 'MANUAL' })
    const { id } = await customer.draft()
    const made = await customer.sync()
    const later = await customer.draft({ name: 'Later', eventName: 'later' })
    const published = await customer.publish()
    expect(published).toMatchObject({ id: made.id, kind: 'PUBLISH', status: 'SUCCEEDED', versionId: '1' })
    expect(await customer.tracking(id)).toMatchObject({ syncStatus: 'SUCCESS' })
    expect(await customer.tracking(later.id)).toMatchObject({ syncStatus: 'PENDING' })
    expect(sandbox().observe().containers[customer.container.publicId]).toMatchObject({ live: '1' })
    const member = await customer.tenant.join('MEMBER')
    const again = { versionId: '1' }
    expect((await api(member).post(`/v1/customers/${customer.id}/publish`, again)).status).toBe(403)
    const none = await api(customer.tenant.admin).post(`/v1/customers/${customer.id}/publish`, again)
    expect(none.problem).toMatchObject({ status: 409, code: 'conflict' })
  })

  it('replaces a version that still awaits publishing by one with everything in it', async () => {
    const customer = await readyCustomer(sandbox(), { publishMode: 'MANUAL' })
    const first = await customer.draft()
    const waiting = await customer.sync()
    const second = await customer.draft({ name: 'Second', eventName: 'second' })
    expect(await customer.sync()).toMatchObject({ status: 'AWAITING_PUBLISH', versionId: '2' })
    expect(await customer.run(waiting.id)).toMatchObject({ status: 'CANCELLED' })
    expect(await customer.publish()).toMatchObject({ status: 'SUCCEEDED', versionId: '2' })
    for (const { id } of [first, second]) {
      expect(await customer.tracking(id)).toMatchObject({ syncStatus: 'SUCCESS' })
    }
  })

  it('publishes nothing for a paused customer, and says so', async () => {
    const customer = await readyCustomer(sandbox(), { publishMode: 'MANUAL' })
    await customer.draft()
    const { id } = await customer.sync()
    const admin = api(customer.tenant.admin)
    await admin.patch(`/v1/customers/${customer.id}`, { paused: true })
    const rejected = await admin.post(`/v1/customers/${customer.id}/publish`, { versionId: '1' })
    expect([rejected.status, rejected.problem.detail]).toEqual([409, expect.stringContaining('paused')])
    expect(await customer.run(id)).toMatchObject({ status: 'AWAITING_PUBLISH' })
  })

  it('stops before it publishes when the customer is paused meanwhile, and goes on when it is resumed', async () => {
    const customer = await readyCustomer(sandbox())
    await customer.draft()
    server.use(
      http.post(/:quick_preview$/, async () => {
        await owner.query('update customer set paused = true where id = $1', [customer.id])
      }),
    )
    sandbox().calls.length = 0
    const run = await customer.sync()
    expect(run).toMatchObject({ status: 'RUNNING' })
    expect(callsOf('tagmanager')).not.toContain('publish_version')
    await api(customer.tenant.admin).patch(`/v1/customers/${customer.id}`, { paused: false })
    await freeQuota()
    expect(await runSync({ runId: run.id, deadline: soon() })).toEqual(['succeeded'])
  })

  it('does not undo what a user has published since its version was made', async () => {
    const customer = await readyCustomer(sandbox(), { publishMode: 'MANUAL' })
    const { id } = await customer.draft()
    await customer.sync()
    const { publicId } = customer.container
    sandbox().publishByHand(publicId)
    expect(await customer.publish()).toMatchObject({ status: 'FAILED', errorCode: 'superseded' })
    expect(sandbox().observe().containers[publicId]).toMatchObject({ live: '2' })
    expect(await customer.sync()).toMatchObject({
      status: expect.stringMatching(/AWAITING_PUBLISH|SUCCEEDED/),
    })
    expect(await customer.tracking(id)).toMatchObject({ syncErrorCode: null })
  })

  it('makes the conversion action where the conversions are counted: in the manager account', async () => {
    const manager = sandbox().addAdsCustomer({ manager: true })
    const client = sandbox().addAdsCustomer({ managerId: manager.id, conversionCustomerId: manager.id })
    const customer = await readyCustomer(sandbox(), { adsAccountId: client.id })
    const { id } = await customer.draft()
    await customer.sync()
    const { ads } = sandbox().observe()
    expect(ads[manager.id]).toHaveLength(1)
    expect(ads[client.id]).toHaveLength(0)
    expect(await customer.tracking(id)).toMatchObject({
      googleAdsConversionId: manager.conversionTrackingId,
      conversionLabel: ads[manager.id]?.[0]?.label,
    })
  })

  it('writes one by one what Google rejects as a bulk', async () => {
    const customer = await readyCustomer(sandbox())
    for (const input of FOUR) await customer.draft(input)
    sandbox().faults.next({ service: 'tagmanager', operation: 'bulk_update' }, { status: 404 })
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', versionId: '1' })
    const live = sandbox().observe().containers[customer.container.publicId]?.liveContents
    expect(live?.tags).toHaveLength(5)
    expect(live?.triggers).toHaveLength(5)
    expect(sandbox().liveTriggersThatNeverFire()).toEqual([])
  })
})

describe('a sync that cannot go on', () => {
  it('does not ship a foreign unpublished version, and goes on once that is cleared', async () => {
    const customer = await readyCustomer(sandbox())
    sandbox().publishByHand(customer.container.publicId, { publish: false })
    const { id } = await customer.draft()
    expect(await customer.sync()).toMatchObject({
      status: 'FAILED',
      errorCode: 'foreign_unpublished_or_rolled_back',
    })
    expect(await customer.tracking(id)).toMatchObject({
      syncStatus: 'FAILED',
      syncErrorMessage: expect.stringContaining('publish version 1 in Tag Manager'),
    })
    customer.container.liveVersionId = customer.container.latestVersionId
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED' })
    expect(await customer.tracking(id)).toMatchObject({ syncStatus: 'SUCCESS', syncErrorCode: null })
    expect(sandbox().observe().ads[customer.adsAccountId]).toHaveLength(1)
  })

  it('says what does not compile, and makes no version of it', async () => {
    const customer = await readyCustomer(sandbox())
    await customer.draft()
    sandbox().faults.next({ service: 'tagmanager', operation: 'quick_preview' }, { compileError: true })
    expect(await customer.sync()).toMatchObject({
      status: 'FAILED',
      errorCode: 'compile_error',
      versionId: null,
    })
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', versionId: '1' })
    expect(sandbox().observe().containers[customer.container.publicId]?.liveContents.tags).toHaveLength(2)
  })

  it('waits for quota without costing an attempt, and goes on where it stopped', async () => {
    const customer = await readyCustomer(sandbox())
    const { id } = await customer.draft()
    await owner.query('update quota_slot set granted_at = now() where slot >= 4')
    const waiting = await customer.sync()
    expect(waiting).toMatchObject({ status: 'RUNNING', attempts: 0 })
    expect(await customer.tracking(id)).toMatchObject({ syncStatus: 'IN_PROGRESS' })
    await freeQuota()
    await makeDue(waiting.id)
    expect(await runSync({ runId: waiting.id, deadline: soon() })).toEqual(['succeeded'])
    expect(await customer.run(waiting.id)).toMatchObject({ status: 'SUCCEEDED', attempts: 1 })
    expect(sandbox().observe().ads[customer.adsAccountId]).toHaveLength(1)
  })

  it('tries again later after a passing error', async () => {
    const customer = await readyCustomer(sandbox())
    await customer.draft()
    sandbox().faults.next({ service: 'tagmanager', operation: 'live_version' }, { status: 503 })
    const waiting = await customer.sync()
    expect(waiting).toMatchObject({ status: 'RUNNING', attempts: 1 })
    await makeDue(waiting.id)
    expect(await runSync({ runId: waiting.id, deadline: soon() })).toEqual(['succeeded'])
  })

  it('does nothing while the customer has no container, and catches up once it has', async () => {
    const customer = await readyCustomer(sandbox())
    await api(customer.tenant.admin).patch(`/v1/customers/${customer.id}`, { paused: true })
    await customer.draft()
    const rejected = await api(customer.tenant.admin).post(`/v1/customers/${customer.id}/sync`)
    expect(rejected.status).toBe(409)
    expect(callsOf('tagmanager')).not.toContain('bulk_update')
    await api(customer.tenant.admin).patch(`/v1/customers/${customer.id}`, { paused: false })
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', versionId: '1' })
  })
})
