import { randomUUID } from 'node:crypto'
import { http } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { CustomerView } from '../../lib/customers/customer-view.ts'
import { Page } from '../../lib/paging/page.ts'
import { TrackingView } from '../../lib/trackings/tracking-view.ts'
import { onTheWire } from '../fixtures/accelerate-mode.ts'
import { api } from '../fixtures/api.ts'
import { connectedCustomer, grantedCustomer, newContainerId, newCustomer } from '../fixtures/connection.ts'
import { connect } from '../fixtures/consent.ts'
import { FACTS_OF } from '../fixtures/customer-facts.ts'
import { ownerPool } from '../fixtures/database.ts'
import { deployed, jobsOf, waitingRun } from '../fixtures/deployed.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { freeQuota, makeDue, quietQueue } from '../fixtures/queue.ts'
import { type ReadyCustomer, readyCustomer } from '../fixtures/ready-customer.ts'
import { runSync } from '../fixtures/run-sync.ts'
import { counts, type Row, storedCustomer, storedTracking } from '../fixtures/stored.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

const { server, sandbox } = googleTests({ quota: { perWindow: 100 } })
const owner = ownerPool()
beforeEach(quietQueue)

const CustomerPage = Page(CustomerView)
const remove = ({ admin }: NewTenant, id: string) => api(admin).delete(`/v1/customers/${id}`)
const restore = ({ admin }: NewTenant, id: string) => api(admin).post(`/v1/customers/${id}/restore`)

async function draft({ admin }: NewTenant, customerId: string, name: string): Promise<string> {
  const input = { customerId, name, type: 'CUSTOM_EVENT', eventName: 'lead' }
  return (await api(admin).post('/v1/trackings', input)).as(TrackingView).id
}

/** What a restore may change of a row. */
function withoutTraces(row: Row): Row {
  const { version, updated_at, sync_status, ...kept } = row
  return kept
}

/** Lets the customer's waiting run become due, and executes it if it may be. */
async function runWaiting(customerId: string) {
  const runId = (await waitingRun(customerId)) ?? ''
  await makeDue(runId)
  await freeQuota()
  return runSync({ runId, deadline: new Date(Date.now() + 20_000) })
}

/** A customer with two deployed trackings, and one that was never synced. */
async function synced() {
  const customer = await readyCustomer(sandbox())
  const trackings = [
    { name: 'A', trackingId: (await customer.draft({ name: 'A', eventName: 'a' })).id },
    { name: 'B', trackingId: (await customer.draft({ name: 'B', eventName: 'b' })).id },
  ]
  await customer.sync()
  return { customer, tenant: customer.tenant, trackings }
}

function expectLive(customer: ReadyCustomer, trackings: { name: string; trackingId: string }[]): void {
  const names = trackings.map(({ name }) => `OCT - ${name}`).toSorted()
  const { tags, triggers, actions } = deployed(sandbox(), customer)
  expect({ tags, triggers }).toEqual({ tags: names, triggers: names })
  expect(actions.every((action) => action.startsWith('ENABLED'))).toBe(true)
}

describe('restoring a customer', () => {
  it('restoring a customer needs an ADMIN, and brings back every row of the deletion, and none deleted before', async () => {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant)
    const before = await draft(tenant, id, 'Before')
    await draft(tenant, id, 'A')
    await draft(tenant, id, 'B')
    await api(tenant.admin).delete(`/v1/trackings/${before}`)
    const then = await storedCustomer(id)
    await remove(tenant, id)
    const member = await tenant.join('MEMBER')
    expect((await api(member).post(`/v1/customers/${id}/restore`)).status).toBe(403)

    const response = await restore(tenant, id)

    expect([response.status, response.roundTrips]).toEqual([200, onTheWire(3)])
    const now = await storedCustomer(id)
    expect(withoutTraces(now.customer)).toEqual(withoutTraces(then.customer))
    expect(now.customer).toMatchObject({ version: 2, tracking_count: 2 })
    expect(now.trackings.map(withoutTraces)).toEqual(then.trackings.map(withoutTraces))
    expect(now.trackings.map(({ version, sync_status }) => [version, sync_status])).toEqual([
      [1, 'SUCCESS'],
      [2, 'PENDING'],
      [2, 'PENDING'],
    ])
    expect(await counts(id)).toEqual({ counted: 2, live: 2 })
    expect((await api(member).get(`/v1/customers/${id}`)).as(CustomerView)).toEqual(response.as(CustomerView))
    const { rows } = await owner.query(
      `select action, count(*)::int from audit_log where organization_id = $1 and action like '%.restore' group by 1 order by 1`,
      [tenant.organizationId],
    )
    expect(rows).toEqual([
      { action: 'customer.restore', count: 1 },
      { action: 'tracking.restore', count: 2 },
    ])
  })

  it('restoring a live customer returns it as it is, and writes nothing', async () => {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant)
    await draft(tenant, id, 'A')
    await remove(tenant, id)
    await restore(tenant, id)
    const once = await storedCustomer(id)
    expect((await restore(tenant, id)).status).toBe(200)
    expect(await storedCustomer(id)).toEqual(once)
  })

  it('restoring a customer gives the same 404 for one that is purged, absent or another organization’s', async () => {
    const tenant = await newTenant()
    const purged = await newCustomer(tenant)
    await remove(tenant, purged.id)
    await owner.query('delete from customer where id = $1', [purged.id])
    const strangers = await newTenant()
    const foreign = await newCustomer(strangers)
    await remove(strangers, foreign.id)
    const problems = await Promise.all(
      [purged.id, randomUUID(), foreign.id].map(async (id) =>
        JSON.stringify((await restore(tenant, id)).problem),
      ),
    )
    expect(new Set(problems).size).toBe(1)
    expect(problems[0]).toContain('No such customer.')
  })

  it('a customer can be deleted and restored again with the same result', async () => {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant)
    const [kept, gone] = [await draft(tenant, id, 'Kept'), await draft(tenant, id, 'Gone')]
    for (let round = 1; round <= 3; round += 1) {
      await remove(tenant, id)
      await restore(tenant, id)
    }
    await api(tenant.admin).delete(`/v1/trackings/${gone}`)
    await remove(tenant, id)
    await restore(tenant, id)
    expect(await counts(id)).toEqual({ counted: 1, live: 1 })
    expect(await storedTracking(kept)).toMatchObject({ deleted_at: null, version: 5 })
    expect(await storedTracking(gone)).toMatchObject({ deleted_at: expect.any(String) })
  })

  it('restoring a customer whose container is used by another one is a conflict that names it and changes nothing', async () => {
    const tenant = await newTenant()
    const container = newContainerId()
    const { id } = await connectedCustomer(tenant, container)
    const trackingId = await draft(tenant, id, 'A')
    await remove(tenant, id)
    const next = await connectedCustomer(tenant, container)
    const before = await storedCustomer(id)

    const rejected = await restore(tenant, id)

    expect([rejected.status, rejected.faults]).toEqual([409, ['customer.googleContainerId']])
    expect(rejected.problem.detail).toContain(`customer ${next.id} uses ${container} now`)
    expect(await storedCustomer(id)).toEqual(before)
    expect(await jobsOf(trackingId)).toEqual(['CREATE CANCELLED'])
    await remove(tenant, next.id)
    expect((await restore(tenant, id)).status).toBe(200)
    expect((await restore(tenant, next.id)).faults).toEqual(['customer.googleContainerId'])
  })
})

describe('the status of a restored customer', () => {
  it.each([
    ['ACTIVE', 'READY', 'READY'],
    ['ACTIVE', 'ERROR', 'READY'],
    ['ACTIVE', 'SETUP_INCOMPLETE', 'SETUP_INCOMPLETE'],
    ['ACTIVE', 'PAUSED', 'PAUSED'],
    ['ERROR', 'READY', 'ERROR'],
    ['ERROR', 'PAUSED', 'PAUSED'],
    ['DISCONNECTED', 'READY', 'NOT_CONNECTED'],
    ['DISCONNECTED', 'ERROR', 'NOT_CONNECTED'],
  ] as const)(
    'a restored customer over a login that is %s now, which was %s, is %s',
    async (login, was, now) => {
      const tenant = await newTenant()
      const { id } = await connectedCustomer(tenant)
      const trackingId = await draft(tenant, id, 'A')
      await owner.query(`update customer set ${FACTS_OF[was]} where id = $1`, [id])
      await remove(tenant, id)
      await quietQueue()
      await owner.query('update google_connection set status = $2 where organization_id = $1', [
        tenant.organizationId,
        login,
      ])
      const restored = (await restore(tenant, id)).as(CustomerView)
      expect([restored.status, restored.connection?.status]).toEqual([now, login])
      expect(await jobsOf(trackingId)).toEqual(['CREATE CANCELLED', 'CREATE QUEUED'])
      expect((await waitingRun(id)) !== undefined).toBe(now === 'READY')
    },
  )

  it('a restored customer without container is SETUP_INCOMPLETE, one without login NOT_CONNECTED', async () => {
    const tenant = await newTenant()
    const statuses: string[] = []
    for (const { id } of [await grantedCustomer(tenant), await newCustomer(tenant)]) {
      await remove(tenant, id)
      statuses.push((await restore(tenant, id)).as(CustomerView).status)
    }
    expect(statuses).toEqual(['SETUP_INCOMPLETE', 'NOT_CONNECTED'])
  })

  it('a restored customer’s status is true although the login is disconnected concurrently', async () => {
    const { tenant, customer } = await synced()
    const login = [...sandbox().state.people.values()][0]
    await remove(tenant, customer.id)
    await quietQueue()
    const [restored, disconnected] = await Promise.all([
      restore(tenant, customer.id),
      api(tenant.admin).delete(`/v1/connections/${login?.sub}`),
    ])
    expect([restored.status, disconnected.status]).toEqual([200, 200])
    const { customer: row } = await storedCustomer(customer.id)
    expect(row).toMatchObject({ status: 'NOT_CONNECTED', deleted_at: null })
  })
})

describe('the list of deleted customers', () => {
  it('the list of deleted customers holds what can be restored, and only that, by age and by name', async () => {
    const tenant = await newTenant()
    const [a, b, live] = [
      await newCustomer(tenant, 'A'),
      await newCustomer(tenant, 'B'),
      await newCustomer(tenant, 'Live'),
    ]
    await draft(tenant, b.id, 'Along')
    const strangers = await newTenant()
    await remove(strangers, (await newCustomer(strangers)).id)
    await remove(tenant, b.id)
    await remove(tenant, a.id)
    const { get } = api(await tenant.join('MEMBER'))
    const ids = async (query: string) =>
      (await get(`/v1/customers${query}`)).as(CustomerPage).data.map(({ id }) => id)
    expect(await ids('?deleted=true')).toEqual([b.id, a.id])
    expect(await ids('?deleted=true&sort=name&order=asc')).toEqual([a.id, b.id])
    expect(await ids('?deleted=true&status=READY')).toEqual([])
    expect(await ids('')).toEqual([live.id])
    const first = await get('/v1/customers?deleted=true&limit=1')
    expect(first.roundTrips).toEqual(onTheWire(1))
    const { data, nextCursor } = first.as(CustomerPage)
    expect(data).toMatchObject([{ id: b.id, deletedAt: expect.any(String), trackingCount: 1 }])
    expect(await ids(`?deleted=true&limit=1&cursor=${nextCursor}`)).toEqual([a.id])
    expect((await get(`/v1/customers?limit=1&cursor=${nextCursor}`)).faults).toEqual(['query.cursor'])
  })
})

describe('what a restored customer has at Google', () => {
  it('a restored customer stays deployed where the deletion was not synced yet', async () => {
    const { customer, tenant, trackings } = await synced()
    const never = await customer.draft({ name: 'Never synced', eventName: 'never' })
    const then = await storedCustomer(customer.id)
    await remove(tenant, customer.id)
    await restore(tenant, customer.id)
    const now = await storedCustomer(customer.id)
    expect(now.trackings.map(withoutTraces)).toEqual(then.trackings.map(withoutTraces))
    expect(withoutTraces(now.customer)).toEqual(withoutTraces(then.customer))
    expect(await jobsOf(trackings[0]?.trackingId ?? '')).toEqual([
      'CREATE SUCCEEDED',
      'DELETE CANCELLED',
      'UPDATE QUEUED',
    ])
    expect(await runWaiting(customer.id)).toEqual(['succeeded'])
    expectLive(customer, [...trackings, { name: 'Never synced', trackingId: never.id }])
  })

  it('a restored customer is deployed again where it was removed, with the labels it had', async () => {
    const { customer, tenant, trackings } = await synced()
    const then = await storedCustomer(customer.id)
    await remove(tenant, customer.id)
    expect(await runWaiting(customer.id)).toEqual(['succeeded'])
    expect(deployed(sandbox(), customer)).toMatchObject({ tags: [], triggers: [] })
    await restore(tenant, customer.id)
    expect(await runWaiting(customer.id)).toEqual(['succeeded'])
    expectLive(customer, trackings)
    const labels = (rows: Row[]) => rows.map(({ conversion_label: label }) => label)
    expect(labels((await storedCustomer(customer.id)).trackings)).toEqual(labels(then.trackings))
  })

  it('a restored customer is deployed again after a run that was just removing it', async () => {
    const { customer, tenant, trackings } = await synced()
    await remove(tenant, customer.id)
    server.use(
      http.post(/bulk_update$/, async () => void (await restore(tenant, customer.id)), { once: true }),
    )
    expect(await runWaiting(customer.id)).toEqual(['succeeded'])
    expect(await jobsOf(trackings[0]?.trackingId ?? '')).toEqual([
      'CREATE SUCCEEDED',
      'DELETE SUCCEEDED',
      'CREATE QUEUED',
    ])
    expect(await runWaiting(customer.id)).toEqual(['succeeded'])
    expectLive(customer, trackings)
  })

  it('restoring a customer leaves a tracking that was deleted before to its own deletion', async () => {
    const { customer, tenant, trackings } = await synced()
    const [a, b] = trackings
    await api(tenant.admin).delete(`/v1/trackings/${a?.trackingId}`)
    await remove(tenant, customer.id)
    await restore(tenant, customer.id)
    expect(await jobsOf(a?.trackingId ?? '')).toEqual(['CREATE SUCCEEDED', 'DELETE QUEUED'])
    expect(await runWaiting(customer.id)).toEqual(['succeeded'])
    expect(deployed(sandbox(), customer).tags).toEqual(b ? [`OCT - ${b.name}`] : [])
  })

  it('a restored customer waits for a login that was lost meanwhile, and is deployed again with it', async () => {
    const { customer, tenant, trackings } = await synced()
    const login = [...sandbox().state.people.values()][0]
    await remove(tenant, customer.id)
    sandbox().revokeGrant(login?.sub ?? '')
    expect(await runWaiting(customer.id)).toEqual(['failed'])
    expect((await restore(tenant, customer.id)).as(CustomerView).status).toBe('ERROR')
    expect(await runWaiting(customer.id)).toEqual([])

    expect((await connect(tenant.admin, customer.id, login?.email ?? '')).status).toBe(200)
    expect(await runWaiting(customer.id)).toEqual(['succeeded'])
    expectLive(customer, trackings)
  })
})
