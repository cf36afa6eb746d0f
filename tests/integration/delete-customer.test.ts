import { randomUUID } from 'node:crypto'
import { http } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { CustomerView } from '../../lib/customers/customer-view.ts'
import { Page } from '../../lib/paging/page.ts'
import { conversionName } from '../../lib/sync/plan/google-names.ts'
import { SyncRunWithJobsView } from '../../lib/sync/queue/run-view.ts'
import { TrackingView } from '../../lib/trackings/tracking-view.ts'
import { onTheWire } from '../fixtures/accelerate-mode.ts'
import { api } from '../fixtures/api.ts'
import { newCustomer } from '../fixtures/connection.ts'
import { complete, connect, consent } from '../fixtures/consent.ts'
import { ownerPool } from '../fixtures/database.ts'
import { deployed, jobsOf, waitingRun } from '../fixtures/deployed.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { freeQuota, makeDue, quietQueue } from '../fixtures/queue.ts'
import { type ReadyCustomer, readyCustomer } from '../fixtures/ready-customer.ts'
import { runSync } from '../fixtures/run-sync.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

const { server, sandbox } = googleTests()
const owner = ownerPool()
beforeEach(quietQueue)

const soon = () => new Date(Date.now() + 20_000)
const remove = ({ admin }: NewTenant, id: string) => api(admin).delete(`/v1/customers/${id}`)

/** Lets the customer's waiting run become due, and executes it if it may be. */
async function runWaiting(customerId: string) {
  const runId = (await waitingRun(customerId)) ?? ''
  await makeDue(runId)
  await freeQuota()
  return { runId, outcomes: await runSync({ runId, deadline: soon() }) }
}

async function draft({ admin }: NewTenant, customerId: string, name: string): Promise<TrackingView> {
  const input = { customerId, name, type: 'CUSTOM_EVENT', eventName: 'lead' }
  return (await api(admin).post('/v1/trackings', input)).as(TrackingView)
}

async function stored(customerId: string) {
  const { rows } = await owner.query<{ count: number; counted: number; live: number }>(
    `select c.tracking_count as count,
       (select count(*)::int from tracking t
        where t.customer_id = c.id and t.deletion_id is not distinct from c.deletion_id) as counted,
       (select count(*)::int from tracking t where t.customer_id = c.id and t.deleted_at is null) as live
     from customer c where c.id = $1`,
    [customerId],
  )
  return rows[0]
}

/** A customer with one deployed tracking. */
async function syncedCustomer(options: Parameters<typeof readyCustomer>[1] = {}) {
  const customer = await readyCustomer(sandbox(), options)
  const { id } = await customer.draft()
  await customer.sync()
  if (options.publishMode === 'MANUAL') await customer.publish()
  return { customer, trackingId: id }
}

function expectRemoved(customer: ReadyCustomer, trackingId: string): void {
  expect(deployed(sandbox(), customer)).toEqual({
    tags: [],
    triggers: [],
    linkers: 0,
    actions: [`HIDDEN ${conversionName({ trackingId, name: 'Newsletter' })}`],
  })
}

describe('deleting a customer', () => {
  it('deleting a customer needs an ADMIN, and deletes its trackings under the same deletion id', async () => {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant)
    const [before, a, b] = [
      await draft(tenant, id, 'Before'),
      await draft(tenant, id, 'A'),
      await draft(tenant, id, 'B'),
    ]
    await api(tenant.admin).delete(`/v1/trackings/${before.id}`)
    const member = await tenant.join('MEMBER')
    expect((await api(member).delete(`/v1/customers/${id}`)).status).toBe(403)
    expect((await api(member).get(`/v1/customers/${id}`)).status).toBe(200)

    const response = await remove(tenant, id)
    expect([response.status, response.body, response.roundTrips]).toEqual([204, undefined, onTheWire(2)])
    expect((await api(member).get(`/v1/customers/${id}`)).status).toBe(404)
    expect((await api(member).get(`/v1/trackings/${a.id}`)).status).toBe(404)
    expect((await api(member).get('/v1/customers')).as(Page(CustomerView)).data).toEqual([])
    const { rows } = await owner.query(
      `select t.id, t.deletion_id = c.deletion_id as along from tracking t join customer c on c.id = t.customer_id
       where c.id = $1 and c.deleted_at is not null and t.deleted_at is not null order by t.id`,
      [id],
    )
    expect(rows).toEqual([
      { id: before.id, along: false },
      { id: a.id, along: true },
      { id: b.id, along: true },
    ])
    expect(await jobsOf(a.id)).toEqual(['CREATE CANCELLED'])
    expect(await waitingRun(id)).toBeUndefined()
  })

  it('a deleted customer keeps its tracking count for a restore', async () => {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant)
    const gone = await draft(tenant, id, 'Gone')
    await draft(tenant, id, 'A')
    await draft(tenant, id, 'B')
    await api(tenant.admin).delete(`/v1/trackings/${gone.id}`)
    await remove(tenant, id)
    expect(await stored(id)).toEqual({ count: 2, counted: 2, live: 0 })
  })

  it('deleting a customer gives the same 404 for one that is deleted, absent or another organization’s', async () => {
    const tenant = await newTenant()
    const deleted = await newCustomer(tenant)
    await remove(tenant, deleted.id)
    const strangers = await newTenant()
    const foreign = await newCustomer(strangers)
    const problems = await Promise.all(
      [deleted.id, randomUUID(), foreign.id].map(async (id) =>
        JSON.stringify((await remove(tenant, id)).problem),
      ),
    )
    expect(new Set(problems).size).toBe(1)
    expect(problems[0]).toContain('No such customer.')
    expect((await api(strangers.admin).get(`/v1/customers/${foreign.id}`)).as(CustomerView)).toEqual(foreign)
  })

  it('deleting a customer leaves no live tracking behind, whatever is created and deleted concurrently', async () => {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant)
    const old = await Promise.all(Array.from({ length: 5 }, (_, index) => draft(tenant, id, `Old ${index}`)))
    const [deletion, ...others] = await Promise.all([
      remove(tenant, id),
      ...Array.from({ length: 10 }, (_, index) =>
        api(tenant.admin).post('/v1/trackings', {
          customerId: id,
          name: `New ${index}`,
          type: 'CUSTOM_EVENT',
          eventName: 'lead',
        }),
      ),
      ...old.map((tracking) => api(tenant.admin).delete(`/v1/trackings/${tracking.id}`)),
    ])
    expect(deletion.status).toBe(204)
    expect(others.every(({ status }) => [201, 204, 404].includes(status))).toBe(true)
    const after = await stored(id)
    expect(after?.live).toBe(0)
    expect(after?.count).toBe(after?.counted)
  })

  it('a deleted customer is not connected by a consent that was started before', async () => {
    const { tenant, id } = await readyCustomer(sandbox())
    const { email } = sandbox().addPerson()
    const handle = await consent(tenant.admin, id, { email })
    await remove(tenant, id)
    expect((await complete(tenant.admin, handle)).status).toBe(404)
    expect((await api(tenant.admin).post(`/v1/customers/${id}/connect`)).status).toBe(404)
    expect((await api(tenant.admin).post(`/v1/customers/${id}/sync`)).status).toBe(404)
  })
})

describe('what a deleted customer has at Google', () => {
  it.each(['AUTO', 'MANUAL'] as const)(
    'a deleted customer is removed at Google and published, in mode %s',
    async (publishMode) => {
      const { customer, trackingId } = await syncedCustomer({ publishMode })
      await customer.draft({ name: 'Never synced', eventName: 'never' })
      await remove(customer.tenant, customer.id)
      expect(await jobsOf(trackingId)).toEqual(['CREATE SUCCEEDED', 'DELETE QUEUED'])

      const { runId, outcomes } = await runWaiting(customer.id)

      expect(outcomes).toEqual(['succeeded'])
      expectRemoved(customer, trackingId)
      const run = await api(customer.tenant.admin).get(`/v1/sync-runs/${runId}`)
      expect(run.as(SyncRunWithJobsView)).toMatchObject({
        status: 'SUCCEEDED',
        jobs: [{ trackingId, action: 'DELETE', status: 'SUCCEEDED' }],
      })
    },
  )

  it('a deleted customer is removed at Google although it was paused', async () => {
    const { customer, trackingId } = await syncedCustomer()
    await api(customer.tenant.admin).patch(`/v1/customers/${customer.id}`, { paused: true })
    await remove(customer.tenant, customer.id)
    expect((await runWaiting(customer.id)).outcomes).toEqual(['succeeded'])
    expectRemoved(customer, trackingId)
  })

  it('a deleted customer is removed at Google by a second run, where a first was running', async () => {
    const customer = await readyCustomer(sandbox())
    const { id: trackingId } = await customer.draft()
    const deletion = async () => void (await remove(customer.tenant, customer.id))
    server.use(http.post(/bulk_update$/, deletion, { once: true }))
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED' })
    expect(await jobsOf(trackingId)).toEqual(['CREATE SUCCEEDED', 'DELETE QUEUED'])
    expect((await runWaiting(customer.id)).outcomes).toEqual(['succeeded'])
    expectRemoved(customer, trackingId)
  })

  it('a deleted customer waits for a lost connection, and is removed at Google once that is renewed', async () => {
    const { customer, trackingId } = await syncedCustomer()
    const { tenant } = customer
    const login = [...sandbox().state.people.values()][0]
    await remove(tenant, customer.id)
    sandbox().revokeGrant(login?.sub ?? '')

    expect((await runWaiting(customer.id)).outcomes).toEqual(['failed'])
    expect(await jobsOf(trackingId)).toEqual(['CREATE SUCCEEDED', 'DELETE FAILED', 'DELETE QUEUED'])
    expect((await runWaiting(customer.id)).outcomes).toEqual([])
    expect(await jobsOf(trackingId)).toHaveLength(3)

    const other = await newCustomer(tenant)
    expect((await connect(tenant.admin, other.id, login?.email ?? '')).status).toBe(200)
    expect((await runWaiting(customer.id)).outcomes).toEqual(['succeeded'])
    expectRemoved(customer, trackingId)
  })

  it('a deleted customer is removed at Google although another customer has the container by then', async () => {
    const { customer, trackingId } = await syncedCustomer()
    const { tenant, container, adsAccountId } = customer
    const login = [...sandbox().state.people.values()][0]
    await remove(tenant, customer.id)
    const next = await newCustomer(tenant)
    await connect(tenant.admin, next.id, login?.email ?? '')
    const choice = { googleContainerId: container.publicId, googleAdsAccountId: adsAccountId }
    expect((await api(tenant.admin).patch(`/v1/customers/${next.id}`, choice)).status).toBe(200)
    expect((await runWaiting(customer.id)).outcomes).toEqual(['succeeded'])
    expectRemoved(customer, trackingId)
  })
})

describe('what was queued at a paused customer', () => {
  it('a queued DELETE of a paused customer is done when the customer is deleted without live trackings', async () => {
    const { customer, trackingId } = await syncedCustomer()
    const admin = api(customer.tenant.admin)
    await admin.patch(`/v1/customers/${customer.id}`, { paused: true })
    await admin.delete(`/v1/trackings/${trackingId}`)
    expect(await waitingRun(customer.id)).toBeUndefined()
    expect((await remove(customer.tenant, customer.id)).status).toBe(204)
    expect(await runWaiting(customer.id)).toMatchObject({ outcomes: ['succeeded'] })
    expect(deployed(sandbox(), customer)).toMatchObject({ tags: [], triggers: [] })
  })
})
