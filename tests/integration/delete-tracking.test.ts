import { randomUUID } from 'node:crypto'
import { http } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { CustomerView } from '../../lib/customers/customer-view.ts'
import { Page } from '../../lib/paging/page.ts'
import { conversionName } from '../../lib/sync/plan/google-names.ts'
import { enqueueSyncNow } from '../../lib/sync/queue/enqueue.ts'
import { withTenant } from '../../lib/tenant/with-tenant.ts'
import { TrackingView } from '../../lib/trackings/tracking-view.ts'
import { onTheWire } from '../fixtures/accelerate-mode.ts'
import { api } from '../fixtures/api.ts'
import { newContainerId, newCustomer } from '../fixtures/connection.ts'
import { adminPool, ownerPool } from '../fixtures/database.ts'
import { deployed, jobsOf, waitingRun } from '../fixtures/deployed.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { inSession } from '../fixtures/in-session.ts'
import { freeQuota, makeDue, quietQueue } from '../fixtures/queue.ts'
import { type ReadyCustomer, readyCustomer } from '../fixtures/ready-customer.ts'
import { runSync } from '../fixtures/run-sync.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

const { server, sandbox } = googleTests()
const owner = ownerPool()
const admin = adminPool()
beforeEach(quietQueue)

const TrackingPage = Page(TrackingView)
const soon = () => new Date(Date.now() + 20_000)
const lead = { name: 'Lead', type: 'CUSTOM_EVENT', eventName: 'lead' }
const remove = ({ admin }: NewTenant, id: string) => api(admin).delete(`/v1/trackings/${id}`)

async function drafted(tenant: NewTenant): Promise<TrackingView> {
  const { id: customerId } = await newCustomer(tenant)
  return (await api(tenant.admin).post('/v1/trackings', { ...lead, customerId })).as(TrackingView)
}

async function countOf({ admin }: NewTenant, customerId: string): Promise<number> {
  return (await api(admin).get(`/v1/customers/${customerId}`)).as(CustomerView).trackingCount
}

async function rowOf(id: string): Promise<Record<string, unknown>> {
  const { rows } = await owner.query('select * from tracking where id = $1', [id])
  return rows[0]
}

async function syncAgain(customer: ReadyCustomer) {
  await freeQuota()
  sandbox().calls.length = 0
  return customer.sync()
}

describe('deleting a tracking', () => {
  it('that no run has taken cancels its job, in two round trips with the COMMIT', async () => {
    const tenant = await newTenant()
    const { id, customerId } = await drafted(tenant)
    const member = await tenant.join('MEMBER')
    await api(member).get('/v1/trackings')
    const response = await api(member).delete(`/v1/trackings/${id}`)
    expect([response.status, response.body, response.roundTrips]).toEqual([204, undefined, onTheWire(2)])
    expect(await jobsOf(id)).toEqual(['CREATE CANCELLED'])
    expect(await countOf(tenant, customerId)).toBe(0)
    const { data } = (await api(member).get(`/v1/trackings?customerId=${customerId}`)).as(TrackingPage)
    expect(data).toEqual([])
    expect((await api(member).get(`/v1/trackings/${id}`)).status).toBe(404)
  })

  it('returns the same 404 for one that is deleted, absent or another organization’s', async () => {
    const tenant = await newTenant()
    const deleted = await drafted(tenant)
    await remove(tenant, deleted.id)
    const strangers = await newTenant()
    const foreign = await drafted(strangers)
    const problems = await Promise.all(
      [deleted.id, randomUUID(), foreign.id].map(async (id) =>
        JSON.stringify((await remove(tenant, id)).problem),
      ),
    )
    expect(new Set(problems).size).toBe(1)
    expect(problems[0]).toContain('No such tracking.')
    expect(await countOf(tenant, deleted.customerId)).toBe(0)
    expect((await api(strangers.admin).get(`/v1/trackings/${foreign.id}`)).as(TrackingView)).toEqual(foreign)
  })

  it('happens once when requested twice at one moment', async () => {
    const tenant = await newTenant()
    const { id, customerId } = await drafted(tenant)
    const responses = await Promise.all([remove(tenant, id), remove(tenant, id)])
    expect(responses.map(({ status }) => status).toSorted()).toEqual([204, 404])
    expect(await countOf(tenant, customerId)).toBe(0)
  })

  it('frees its name', async () => {
    const tenant = await newTenant()
    const { id, customerId } = await drafted(tenant)
    await remove(tenant, id)
    expect((await api(tenant.admin).post('/v1/trackings', { ...lead, customerId })).status).toBe(201)
  })

  it('reaches nothing past its organization, below the API either', async () => {
    const foreign = await drafted(await newTenant())
    const deleted = await withTenant(
      await inSession(await newTenant()),
      {},
      (db) => db.$queryRaw<unknown[]>`select * from app.soft_delete_tracking(${foreign.id}::uuid)`,
    )
    expect(deleted).toEqual([])
    await expect(owner.query('select app.soft_delete_tracking($1)', [foreign.id])).rejects.toThrow(
      'no tenant session is open',
    )
    expect(await rowOf(foreign.id)).toMatchObject({ deleted_at: null, deletion_id: null })
  })

  it('keeps the count right under twenty creations and deletions at once', async () => {
    const tenant = await newTenant()
    const { id: customerId } = await newCustomer(tenant)
    const create = async (index: number) => {
      const response = await api(tenant.admin).post('/v1/trackings', {
        ...lead,
        customerId,
        name: `Lead ${index}`,
      })
      return response.as(TrackingView).id
    }
    const old = await Promise.all(Array.from({ length: 10 }, (_, index) => create(index)))
    await Promise.all([
      ...old.map((id) => remove(tenant, id)),
      ...Array.from({ length: 10 }, (_, index) =>
        create(100 + index).then((id) => (index % 2 ? remove(tenant, id) : undefined)),
      ),
    ])
    const { data } = (await api(tenant.admin).get(`/v1/trackings?customerId=${customerId}`)).as(TrackingPage)
    expect(data).toHaveLength(5)
    expect(await countOf(tenant, customerId)).toBe(5)
  })
})

describe('the sync of a deletion', () => {
  it('removes tag and trigger, hides the conversion action, and keeps its label', async () => {
    const customer = await readyCustomer(sandbox())
    const [gone, stays] = [
      await customer.draft(),
      await customer.draft({ name: 'Stays', eventName: 'stays' }),
    ]
    await customer.sync()
    const synced = await customer.tracking(gone.id)

    const response = await remove(customer.tenant, gone.id)
    expect([response.status, response.roundTrips]).toEqual([204, onTheWire(2)])
    expect(await jobsOf(gone.id)).toEqual(['CREATE SUCCEEDED', 'DELETE QUEUED'])
    const run = await syncAgain(customer)

    expect(run).toMatchObject({ status: 'SUCCEEDED', versionId: '2' })
    expect(run.jobs.map(({ action, status }) => `${action} ${status}`)).toEqual(['DELETE SUCCEEDED'])
    const stayed = { trackingId: stays.id, name: 'Stays' }
    expect(deployed(sandbox(), customer)).toEqual({
      tags: ['OCT - Stays'],
      triggers: ['OCT - Stays'],
      linkers: 1,
      actions: [
        `ENABLED ${conversionName(stayed)}`,
        `HIDDEN ${conversionName({ trackingId: gone.id, name: 'Newsletter' })}`,
      ],
    })
    expect(await rowOf(gone.id)).toMatchObject({
      gtm_trigger_id: null,
      gtm_tag_id: null,
      conversion_label: synced.conversionLabel,
      google_ads_conversion_id: synced.googleAdsConversionId,
      conversion_action_resource_name: expect.stringContaining(customer.adsAccountId),
      sync_status: 'SUCCESS',
      deleted_at: expect.any(Date),
      deletion_id: expect.any(String),
    })
  })

  it('creates, changes and deletes in one version', async () => {
    const customer = await readyCustomer(sandbox())
    const [changed, gone] = [
      await customer.draft({ name: 'Changed', eventName: 'changed' }),
      await customer.draft({ name: 'Gone', eventName: 'gone' }),
    ]
    await customer.sync()
    await remove(customer.tenant, gone.id)
    await api(customer.tenant.admin).patch(`/v1/trackings/${changed.id}`, { eventName: 'changed 2' })
    const added = await customer.draft({ name: 'Gone', eventName: 'gone' })
    expect(await syncAgain(customer)).toMatchObject({ status: 'SUCCEEDED', versionId: '2' })
    for (const operation of ['bulk_update', 'create_version']) {
      expect(sandbox().calls.filter((call) => call.operation === operation)).toHaveLength(1)
    }
    const remaining = [
      { trackingId: changed.id, name: 'Changed' },
      { trackingId: added.id, name: 'Gone' },
    ]
    // The name of the one that goes was taken when this was planned.
    const names = ['OCT - Changed', `OCT - Gone - ${added.id.slice(-8)}`]
    expect(deployed(sandbox(), customer)).toEqual({
      tags: names,
      triggers: names,
      linkers: 1,
      actions: [
        ...remaining.map((tracking) => `ENABLED ${conversionName(tracking)}`),
        `HIDDEN ${conversionName({ trackingId: gone.id, name: 'Gone' })}`,
      ].toSorted(),
    })
  })

  it('does nothing for what was created, changed and deleted before any run', async () => {
    const customer = await readyCustomer(sandbox())
    const { id } = await customer.draft()
    await api(customer.tenant.admin).patch(`/v1/trackings/${id}`, { eventName: 'other' })
    await remove(customer.tenant, id)
    expect(await jobsOf(id)).toEqual(['CREATE CANCELLED'])
    const before = sandbox().observe()
    expect(await syncAgain(customer)).toMatchObject({ status: 'SUCCEEDED', versionId: null, jobs: [] })
    expect(sandbox().calls).toEqual([])
    expect(sandbox().observe()).toEqual(before)
  })

  it('follows a run that was under way', async () => {
    const customer = await readyCustomer(sandbox())
    const { id } = await customer.draft()
    server.use(
      http.post(/bulk_update$/, async () => void (await remove(customer.tenant, id)), { once: true }),
    )
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED' })
    expect(await jobsOf(id)).toEqual(['CREATE SUCCEEDED', 'DELETE QUEUED'])
    expect(await rowOf(id)).toMatchObject({ sync_status: 'PENDING', gtm_tag_id: expect.any(String) })
    expect(deployed(sandbox(), customer).tags).toHaveLength(1)

    expect(await syncAgain(customer)).toMatchObject({ status: 'SUCCEEDED', versionId: '2' })
    expect(deployed(sandbox(), customer)).toMatchObject({ tags: [], triggers: [], linkers: 0 })
    expect(await rowOf(id)).toMatchObject({ sync_status: 'SUCCESS', gtm_tag_id: null })
  })

  it('replaces a version that awaits its publishing', async () => {
    const customer = await readyCustomer(sandbox(), { publishMode: 'MANUAL' })
    const { id } = await customer.draft()
    expect(await customer.sync()).toMatchObject({ status: 'AWAITING_PUBLISH' })
    await remove(customer.tenant, id)
    expect(await syncAgain(customer)).toMatchObject({ status: 'AWAITING_PUBLISH', versionId: '2' })
    expect(await jobsOf(id)).toEqual(['CREATE CANCELLED', 'DELETE RUNNING'])
    await freeQuota()
    expect(await customer.publish()).toMatchObject({ status: 'SUCCEEDED' })
    expect(deployed(sandbox(), customer)).toMatchObject({ tags: [], triggers: [] })
    expect(await jobsOf(id)).toEqual(['CREATE CANCELLED', 'DELETE SUCCEEDED'])
  })

  it('is queued again after a run that could not go on: by the next sync, or a day later', async () => {
    const customer = await readyCustomer(sandbox())
    const { id } = await customer.draft()
    await customer.sync()
    await remove(customer.tenant, id)
    sandbox().publishByHand(customer.container.publicId, { publish: false })
    expect(await syncAgain(customer)).toMatchObject({
      status: 'FAILED',
      errorCode: 'foreign_unpublished_or_rolled_back',
    })
    expect(await jobsOf(id)).toEqual(['CREATE SUCCEEDED', 'DELETE FAILED', 'DELETE QUEUED'])
    const { rows } = await owner.query(
      `select run_at > now() + interval '23 hours' as "isTomorrow" from sync_run where id = $1`,
      [await waitingRun(customer.id)],
    )
    expect(rows).toEqual([{ isTomorrow: true }])

    customer.container.latestVersionId = customer.container.liveVersionId
    expect(await syncAgain(customer)).toMatchObject({ status: 'SUCCEEDED' })
    expect(deployed(sandbox(), customer)).toMatchObject({ tags: [], triggers: [] })
    expect((await jobsOf(id)).at(-1)).toBe('DELETE SUCCEEDED')
  })

  it('keeps the customer at its container until it is done', async () => {
    const customer = await readyCustomer(sandbox())
    const { id } = await customer.draft()
    await customer.sync()
    await remove(customer.tenant, id)
    await freeQuota()
    const move = () =>
      api(customer.tenant.admin).patch(`/v1/customers/${customer.id}`, {
        googleContainerId: newContainerId(),
      })
    const rejected = await move()
    expect([rejected.status, rejected.problem.detail]).toEqual([
      409,
      expect.stringContaining('Sync to remove'),
    ])
    await syncAgain(customer)
    await freeQuota()
    expect((await move()).status).toBe(400)
  })
})

describe('a deletion at the moment in which a run takes its work', () => {
  it('is not overlooked: what it has cancelled is not made', async () => {
    const customer = await readyCustomer(sandbox())
    const { id } = await customer.draft()
    const runId = (await waitingRun(customer.id)) ?? ''
    await makeDue(runId)
    sandbox().calls.length = 0

    const deletion = await owner.connect()
    try {
      await deletion.query('begin')
      await deletion.query(`select app.open_session($1, 'user', 'test', 'test')`, [
        customer.tenant.organizationId,
      ])
      await deletion.query('select * from app.soft_delete_tracking($1)', [id])
      const run = runSync({ runId, deadline: soon() })
      await expect
        .poll(async () => {
          const { rowCount } = await admin.query(
            `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
          )
          return rowCount
        })
        .toBe(1)
      await deletion.query('commit')
      expect(await run).toEqual(['succeeded'])
    } finally {
      deletion.release()
    }
    expect(await jobsOf(id)).toEqual(['CREATE CANCELLED'])
    expect(await rowOf(id)).toMatchObject({ sync_status: 'SUCCESS', gtm_tag_id: null })
    expect(sandbox().calls).toEqual([])
  })
})

describe('a sync asked for just before the deletion', () => {
  it('does not re-create the tracking: the DELETE stays, and the run removes it', async () => {
    const customer = await readyCustomer(sandbox())
    const { id: trackingId } = await customer.draft()
    await customer.sync()
    expect((await remove(customer.tenant, trackingId)).status).toBe(204)
    const late = await inSession(customer.tenant)
    await withTenant(late, {}, (db) => enqueueSyncNow(db, customer.id, [{ trackingId, action: 'UPDATE' }]))
    expect(await jobsOf(trackingId)).toEqual(['CREATE SUCCEEDED', 'DELETE QUEUED'])
    expect(await syncAgain(customer)).toMatchObject({ status: 'SUCCEEDED' })
    expect(deployed(sandbox(), customer)).toMatchObject({ tags: [], triggers: [] })

    await withTenant(late, {}, (db) => enqueueSyncNow(db, customer.id, [{ trackingId, action: 'UPDATE' }]))
    expect(await jobsOf(trackingId)).toEqual(['CREATE SUCCEEDED', 'DELETE SUCCEEDED'])
  })
})
