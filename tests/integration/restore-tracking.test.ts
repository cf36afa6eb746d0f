import { randomUUID } from 'node:crypto'
import { http } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { Page } from '../../lib/paging/page.ts'
import { conversionName } from '../../lib/sync/plan/google-names.ts'
import { requestSync } from '../../lib/sync/queue/request-sync.ts'
import { withTenant } from '../../lib/tenant/with-tenant.ts'
import { TrackingView } from '../../lib/trackings/tracking-view.ts'
import { onTheWire } from '../fixtures/accelerate-mode.ts'
import { api } from '../fixtures/api.ts'
import { newCustomer } from '../fixtures/connection.ts'
import { ownerPool } from '../fixtures/database.ts'
import { deployed, jobsOf, waitingRun } from '../fixtures/deployed.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { inSession } from '../fixtures/in-session.ts'
import { holding, sessionsWaiting } from '../fixtures/locks.ts'
import { freeQuota, quietQueue } from '../fixtures/queue.ts'
import { type ReadyCustomer, readyCustomer } from '../fixtures/ready-customer.ts'
import { runSync } from '../fixtures/run-sync.ts'
import { counts, storedTracking } from '../fixtures/stored.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

const { server, sandbox } = googleTests({ quota: { perWindow: 100 } })
const owner = ownerPool()
beforeEach(quietQueue)

const TrackingPage = Page(TrackingView)
const lead = { name: 'Lead', type: 'CUSTOM_EVENT', eventName: 'lead' }
const draft = ({ admin }: NewTenant, customerId: string, name = 'Lead') =>
  api(admin).post('/v1/trackings', { ...lead, name, customerId })
const remove = ({ admin }: NewTenant, id: string) => api(admin).delete(`/v1/trackings/${id}`)
const restore = ({ admin }: NewTenant, id: string) => api(admin).post(`/v1/trackings/${id}/restore`)

async function drafted(tenant: NewTenant): Promise<TrackingView> {
  const { id } = await newCustomer(tenant)
  return (await draft(tenant, id)).as(TrackingView)
}

/** What a restore may change of a row. */
function withoutTraces(row: Record<string, unknown>) {
  const { version, updated_at, sync_status, ...kept } = row
  return kept
}

async function syncAgain(customer: ReadyCustomer) {
  await freeQuota()
  return customer.sync()
}

/** A customer with one tracking that is deployed. */
async function synced(options: Parameters<typeof readyCustomer>[1] = {}) {
  const customer = await readyCustomer(sandbox(), options)
  const tracking = await customer.draft()
  await customer.sync()
  return { customer, tenant: customer.tenant, id: tracking.id, before: await storedTracking(tracking.id) }
}

function expectLive(customer: ReadyCustomer, trackingId: string): void {
  const name = { trackingId, name: 'Newsletter' }
  expect(deployed(sandbox(), customer)).toEqual({
    tags: ['OCT - Newsletter'],
    triggers: ['OCT - Newsletter'],
    linkers: 1,
    actions: [`ENABLED ${conversionName(name)}`],
  })
}

describe('restoring a tracking', () => {
  it('gives the whole row back but for version, updatedAt and the state of its sync, as a MEMBER’s', async () => {
    const tenant = await newTenant()
    const { id, customerId } = await drafted(tenant)
    const before = await storedTracking(id)
    const member = await tenant.join('MEMBER')
    await api(member).delete(`/v1/trackings/${id}`)
    expect(await counts(customerId)).toEqual({ counted: 0, live: 0 })

    const response = await api(member).post(`/v1/trackings/${id}/restore`)

    expect([response.status, response.roundTrips]).toEqual([200, onTheWire(3)])
    const after = await storedTracking(id)
    expect(withoutTraces(after)).toEqual(withoutTraces(before))
    expect(after).toMatchObject({ version: 2, sync_status: 'PENDING', deleted_at: null, deletion_id: null })
    expect(await counts(customerId)).toEqual({ counted: 1, live: 1 })
    expect(await jobsOf(id)).toEqual(['CREATE CANCELLED', 'CREATE QUEUED'])
    expect((await api(member).get(`/v1/trackings/${id}`)).as(TrackingView)).toEqual(response.as(TrackingView))
  })

  it('returns a live one as it is, and writes nothing', async () => {
    const tenant = await newTenant()
    const { id } = await drafted(tenant)
    await remove(tenant, id)
    const first = (await restore(tenant, id)).as(TrackingView)
    expect((await restore(tenant, id)).as(TrackingView)).toEqual(first)
    expect(await jobsOf(id)).toEqual(['CREATE CANCELLED', 'CREATE QUEUED'])
  })

  it('returns the same 404 for one that is purged, absent or another organization’s', async () => {
    const tenant = await newTenant()
    const purged = await drafted(tenant)
    await remove(tenant, purged.id)
    await owner.query('delete from sync_job where tracking_id = $1', [purged.id])
    await owner.query('delete from tracking where id = $1', [purged.id])
    const strangers = await newTenant()
    const foreign = await drafted(strangers)
    await remove(strangers, foreign.id)
    const problems = await Promise.all(
      [purged.id, randomUUID(), foreign.id].map(async (id) =>
        JSON.stringify((await restore(tenant, id)).problem),
      ),
    )
    expect(new Set(problems).size).toBe(1)
    expect(problems[0]).toContain('No such tracking.')
    expect(await storedTracking(foreign.id)).toMatchObject({ deleted_at: expect.any(String) })
  })

  it('reaches nothing past its organization, below the API either', async () => {
    const strangers = await newTenant()
    const foreign = await drafted(strangers)
    await remove(strangers, foreign.id)
    const restored = await withTenant(
      await inSession(await newTenant()),
      {},
      (db) => db.$queryRaw<unknown[]>`select * from app.restore_tracking(${foreign.id}::uuid)`,
    )
    expect(restored).toEqual([])
    await expect(owner.query('select app.restore_tracking($1)', [foreign.id])).rejects.toThrow(
      'no tenant session is open',
    )
  })

  it('is rejected where the name was taken meanwhile, naming the tracking that has it, and changes nothing', async () => {
    const tenant = await newTenant()
    const { id, customerId } = await drafted(tenant)
    await remove(tenant, id)
    const before = await storedTracking(id)
    const next = (await draft(tenant, customerId)).as(TrackingView)

    const rejected = await restore(tenant, id)

    expect([rejected.status, rejected.faults]).toEqual([409, ['tracking.name']])
    expect(rejected.problem.detail).toContain(`tracking ${next.id} of this customer has this name now`)
    expect(await storedTracking(id)).toEqual(before)
    expect(await jobsOf(id)).toEqual(['CREATE CANCELLED'])
    expect(await counts(customerId)).toEqual({ counted: 1, live: 1 })

    await api(tenant.admin).patch(`/v1/trackings/${next.id}`, { name: 'Another' })
    expect((await restore(tenant, id)).status).toBe(200)
    expect(await counts(customerId)).toEqual({ counted: 2, live: 2 })
  })

  it('is rejected while its customer is deleted, saying to restore that first', async () => {
    const tenant = await newTenant()
    const { id, customerId } = await drafted(tenant)
    await remove(tenant, id)
    await api(tenant.admin).delete(`/v1/customers/${customerId}`)
    const rejected = await restore(tenant, id)
    expect([rejected.status, rejected.problem.detail]).toEqual([
      409,
      expect.stringContaining(`POST /api/v1/customers/${customerId}/restore`),
    ])
    await api(tenant.admin).post(`/v1/customers/${customerId}/restore`)
    expect((await api(tenant.admin).get(`/v1/trackings/${id}`)).status).toBe(404)
    expect((await restore(tenant, id)).status).toBe(200)
  })
})

describe('the list of deleted trackings', () => {
  it('shows what can be restored, and only that, with the time of its deletion', async () => {
    const tenant = await newTenant()
    const live = await drafted(tenant)
    const { customerId } = live
    const gone = (await draft(tenant, customerId, 'Gone')).as(TrackingView)
    const along = await drafted(tenant)
    const foreign = await drafted(await newTenant())
    await remove(tenant, gone.id)
    await api(tenant.admin).delete(`/v1/customers/${along.customerId}`)
    const member = api(await tenant.join('MEMBER'))
    await member.get('/v1/members/me')

    const response = await member.get('/v1/trackings?deleted=true')

    expect(response.roundTrips).toEqual(onTheWire(1))
    const { data } = response.as(TrackingPage)
    expect(data.map(({ id, deletedAt }) => [id, deletedAt])).toEqual([[gone.id, expect.any(String)]])
    expect(JSON.stringify(response.body)).not.toContain(foreign.id)
    const { data: usual } = (await member.get('/v1/trackings')).as(TrackingPage)
    expect(usual.map(({ id, deletedAt }) => [id, deletedAt])).toEqual([[live.id, null]])
    expect((await member.get('/v1/trackings?deleted=maybe')).faults).toEqual(['query.deleted'])
    expect((await member.get(`/v1/trackings?deleted=true&customerId=${along.customerId}`)).body).toEqual({
      data: [],
      nextCursor: null,
    })
  })

  it('pages on behind a row that was restored, and keeps its cursors to itself', async () => {
    const tenant = await newTenant()
    const { id: customerId } = await newCustomer(tenant)
    const ids: string[] = []
    for (const name of ['A', 'B', 'C', 'D']) {
      const { id } = (await draft(tenant, customerId, name)).as(TrackingView)
      await remove(tenant, id)
      ids.unshift(id)
    }
    const { get } = api(tenant.admin)
    const first = (await get('/v1/trackings?deleted=true&limit=2')).as(TrackingPage)
    expect(first.data.map(({ id }) => id)).toEqual(ids.slice(0, 2))
    await restore(tenant, ids[1] ?? '')
    const second = (await get(`/v1/trackings?deleted=true&limit=2&cursor=${first.nextCursor}`)).as(
      TrackingPage,
    )
    expect(second).toMatchObject({ data: [{ id: ids[2] }, { id: ids[3] }], nextCursor: null })
    const live = await get(`/v1/trackings?limit=2&cursor=${first.nextCursor}`)
    expect([live.status, live.faults]).toEqual([400, ['query.cursor']])
  })
})

describe('the sync of a restored tracking', () => {
  it('finds everything in its place where the deletion had not got to Google', async () => {
    const { customer, tenant, id, before } = await synced()
    await remove(tenant, id)
    await restore(tenant, id)
    expect(await jobsOf(id)).toEqual(['CREATE SUCCEEDED', 'DELETE CANCELLED', 'UPDATE QUEUED'])
    expect(await waitingRun(customer.id)).toBeDefined()
    const after = await storedTracking(id)
    expect(withoutTraces(after)).toEqual(withoutTraces(before))

    expect(await syncAgain(customer)).toMatchObject({ status: 'SUCCEEDED', versionId: null })
    expectLive(customer, id)
    expect(await storedTracking(id)).toMatchObject({ sync_status: 'SUCCESS', version: 2, synced_version: 2 })
  })

  it('re-creates what was removed, under the same conversion action and label', async () => {
    const { customer, tenant, id, before } = await synced()
    await remove(tenant, id)
    await syncAgain(customer)
    expect(deployed(sandbox(), customer)).toMatchObject({ tags: [], triggers: [] })

    await restore(tenant, id)
    expect((await jobsOf(id)).at(-1)).toBe('CREATE QUEUED')
    expect(await syncAgain(customer)).toMatchObject({ status: 'SUCCEEDED', versionId: '3' })

    expectLive(customer, id)
    expect(await storedTracking(id)).toMatchObject({
      conversion_label: before['conversion_label'],
      conversion_action_resource_name: before['conversion_action_resource_name'],
      gtm_tag_id: expect.any(String),
      sync_status: 'SUCCESS',
    })
  })

  it('follows a run that is just removing it', async () => {
    const { customer, tenant, id } = await synced()
    await remove(tenant, id)
    server.use(http.post(/bulk_update$/, async () => void (await restore(tenant, id)), { once: true }))
    expect(await syncAgain(customer)).toMatchObject({ status: 'SUCCEEDED' })
    expect(await jobsOf(id)).toEqual(['CREATE SUCCEEDED', 'DELETE SUCCEEDED', 'CREATE QUEUED'])
    expect(await storedTracking(id)).toMatchObject({ sync_status: 'PENDING', gtm_tag_id: null })

    expect(await syncAgain(customer)).toMatchObject({ status: 'SUCCEEDED' })
    expectLive(customer, id)
    expect(await jobsOf(id)).toEqual(['CREATE SUCCEEDED', 'DELETE SUCCEEDED', 'CREATE SUCCEEDED'])
  })

  it('is not undone by a deletion that failed: it is not queued again', async () => {
    const { customer, tenant, id } = await synced()
    await remove(tenant, id)
    const meddle = async () => {
      await restore(tenant, id)
      sandbox().publishByHand(customer.container.publicId, { publish: false })
    }
    server.use(http.get(/versions:live/, meddle, { once: true }))
    expect(await syncAgain(customer)).toMatchObject({
      status: 'FAILED',
      errorCode: 'foreign_unpublished_or_rolled_back',
    })
    expect(await jobsOf(id)).toEqual(['CREATE SUCCEEDED', 'DELETE FAILED', 'CREATE QUEUED'])
    customer.container.latestVersionId = customer.container.liveVersionId
    expect(await syncAgain(customer)).toMatchObject({ status: 'SUCCEEDED' })
    expectLive(customer, id)
  })

  it('makes nothing of a version without it that awaits its publishing: it is live still', async () => {
    const { customer, tenant, id } = await synced({ publishMode: 'MANUAL' })
    await customer.publish()
    await remove(tenant, id)
    expect(await syncAgain(customer)).toMatchObject({ status: 'AWAITING_PUBLISH' })
    await restore(tenant, id)
    expect(await syncAgain(customer)).toMatchObject({ status: 'SUCCEEDED', versionId: null })
    expect(await jobsOf(id)).toEqual(['CREATE SUCCEEDED', 'DELETE CANCELLED', 'CREATE SUCCEEDED'])
    expect(customer.container.latestVersionId).toBe(customer.container.liveVersionId)
    expectLive(customer, id)
  })

  it('waits where the customer is paused', async () => {
    const { customer, tenant, id } = await synced()
    await api(tenant.admin).patch(`/v1/customers/${customer.id}`, { paused: true })
    await remove(tenant, id)
    await restore(tenant, id)
    expect(await waitingRun(customer.id)).toBeUndefined()
    await api(tenant.admin).patch(`/v1/customers/${customer.id}`, { paused: false })
    expect(await syncAgain(customer)).toMatchObject({ status: 'SUCCEEDED', jobs: [{ action: 'UPDATE' }] })
    expectLive(customer, id)
  })

  it('is not overlooked by a run that takes its work at that moment', async () => {
    const { customer, tenant, id } = await synced({ publishMode: 'MANUAL' })
    await customer.publish()
    await remove(tenant, id)
    expect(await syncAgain(customer)).toMatchObject({ status: 'AWAITING_PUBLISH' })
    const run = await withTenant(await inSession(tenant), {}, (db) => requestSync(db, customer.id))
    await freeQuota()

    await holding(tenant.organizationId, async (session) => {
      await session.query('select * from app.restore_tracking($1)', [id])
      const running = runSync({ runId: run.id, deadline: new Date(Date.now() + 20_000) })
      await expect.poll(sessionsWaiting).toBe(1)
      await session.query('commit')
      expect(await running).toEqual(['succeeded'])
    })
    expectLive(customer, id)
  })
})
