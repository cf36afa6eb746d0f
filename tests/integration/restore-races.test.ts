import { describe, expect, it } from 'vitest'
import { TrackingView } from '../../lib/trackings/tracking-view.ts'
import { type ApiResponse, api, apiTests } from '../fixtures/api.ts'
import { connectedCustomer, newContainerId, newCustomer } from '../fixtures/connection.ts'
import { ownerPool } from '../fixtures/database.ts'
import { holding, sessionsWaiting } from '../fixtures/locks.ts'
import { counts, storedCustomer, storedTracking } from '../fixtures/stored.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

apiTests()
const owner = ownerPool()

const create = ({ admin }: NewTenant, customerId: string, name: string) =>
  api(admin).post('/v1/trackings', { customerId, name, type: 'CUSTOM_EVENT', eventName: 'lead' })
const remove = ({ admin }: NewTenant, id: string) => api(admin).delete(`/v1/trackings/${id}`)
const restore = ({ admin }: NewTenant, id: string) => api(admin).post(`/v1/trackings/${id}/restore`)
const removeCustomer = ({ admin }: NewTenant, id: string) => api(admin).delete(`/v1/customers/${id}`)
const restoreCustomer = ({ admin }: NewTenant, id: string) => api(admin).post(`/v1/customers/${id}/restore`)
const statuses = (responses: ApiResponse[]) => responses.map(({ status }) => status)

/** Sees every pair of the two meet: some races are lost one way only. */
const ROUNDS = 6

async function customerWith(names: string[]) {
  const tenant = await newTenant()
  const { id } = await newCustomer(tenant)
  const trackings: string[] = []
  for (const name of names) trackings.push((await create(tenant, id, name)).as(TrackingView).id)
  return { tenant, id, trackings }
}

async function waitingJobs(customerId: string): Promise<Record<string, string[]>> {
  const { rows } = await owner.query<{ id: string; actions: string[] }>(
    `select t.id, array_remove(array_agg(j.action), null) as actions
     from tracking t left join sync_job j on j.tracking_id = t.id and j.status = 'QUEUED'
     where t.customer_id = $1 and t.deleted_at is null group by t.id`,
    [customerId],
  )
  return Object.fromEntries(rows.map(({ id, actions }) => [id, actions]))
}

describe('concurrent restores', () => {
  it('concurrent restores of a tracking are one: all return it live, and one job is queued', async () => {
    const { tenant, id, trackings } = await customerWith(['A'])
    const [tracking = ''] = trackings
    await remove(tenant, tracking)
    const responses = await Promise.all(Array.from({ length: 5 }, () => restore(tenant, tracking)))
    expect(statuses(responses)).toEqual([200, 200, 200, 200, 200])
    expect(await storedTracking(tracking)).toMatchObject({ version: 2, deleted_at: null })
    expect(await counts(id)).toEqual({ counted: 1, live: 1 })
    expect(await waitingJobs(id)).toEqual({ [tracking]: ['CREATE'] })
  })

  it('concurrent restores of a customer are one', async () => {
    const { tenant, id } = await customerWith(['A', 'B'])
    await removeCustomer(tenant, id)
    const responses = await Promise.all(Array.from({ length: 5 }, () => restoreCustomer(tenant, id)))
    expect(statuses(responses)).toEqual([200, 200, 200, 200, 200])
    expect((await storedCustomer(id)).customer).toMatchObject({ version: 2, tracking_count: 2 })
    expect(await counts(id)).toEqual({ counted: 2, live: 2 })
  })

  it('a restore and a new tracking of its name end with one that has the name', async () => {
    const { tenant, id, trackings } = await customerWith(['A'])
    const [tracking = ''] = trackings
    for (let round = 0; round < ROUNDS; round += 1) {
      await remove(tenant, tracking)
      const [created, restored] = await Promise.all([create(tenant, id, 'A'), restore(tenant, tracking)])
      expect([
        [201, 409],
        [409, 200],
      ]).toContainEqual([created.status, restored.status])
      expect(await counts(id)).toEqual({ counted: 1, live: 1 })
      if (created.status === 201) {
        expect(restored.faults).toEqual(['tracking.name'])
        await remove(tenant, created.as(TrackingView).id)
        expect((await restore(tenant, tracking)).status).toBe(200)
      }
    }
  })

  it('a restore and a new tracking of its name do not wait for each other', async () => {
    const { tenant, id, trackings } = await customerWith(['A'])
    await remove(tenant, trackings[0] ?? '')
    let created: Promise<ApiResponse> | undefined
    await holding(tenant.organizationId, async (session) => {
      await session.query('select from customer where id = $1 for no key update', [id])
      created = create(tenant, id, 'A')
      await expect.poll(sessionsWaiting).toBe(1)
      const { rows } = await session.query('select outcome from app.restore_tracking($1)', [trackings[0]])
      expect(rows).toEqual([{ outcome: 'RESTORED' }])
      await session.query('commit')
    })
    expect((await created)?.faults).toEqual(['body.name'])
  })

  it('a restore of a tracking and another’s change to its name end with one that has the name', async () => {
    const { tenant, id, trackings } = await customerWith(['A', 'B'])
    const [a = '', b = ''] = trackings
    await remove(tenant, a)
    const [restored, renamed] = await Promise.all([
      restore(tenant, a),
      api(tenant.admin).patch(`/v1/trackings/${b}`, { name: 'A' }),
    ])
    expect(statuses([restored, renamed]).toSorted()).toEqual([200, 409])
    const { live } = await counts(id)
    expect(live).toBe(restored.status === 200 ? 2 : 1)
  })

  it('a restore of a tracking and the deletion of its customer leave no live one behind', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { tenant, id, trackings } = await customerWith(['A', 'B'])
      const [a = '', b = ''] = trackings
      await remove(tenant, a)
      const [restored, removed] = await Promise.all([restore(tenant, a), removeCustomer(tenant, id)])
      expect(removed.status).toBe(204)
      expect([200, 409]).toContain(restored.status)
      expect((await counts(id)).live).toBe(0)
      // What the deletion took along comes back with the customer: the restored tracking, if it was faster.
      await restoreCustomer(tenant, id)
      const back = restored.status === 200 ? 2 : 1
      expect(await counts(id)).toEqual({ counted: back, live: back })
      expect(await storedTracking(b)).toMatchObject({ deleted_at: null })
    }
  })

  it('a restore and a new deletion of a customer end in one of the two, whole', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { tenant, id } = await customerWith(['A', 'B', 'C'])
      await removeCustomer(tenant, id)
      const [restored, removed] = await Promise.all([restoreCustomer(tenant, id), removeCustomer(tenant, id)])
      expect(restored.status).toBe(200)
      expect([204, 404]).toContain(removed.status)
      const { counted, live } = await counts(id)
      expect([counted, live]).toEqual(removed.status === 204 ? [3, 0] : [3, 3])
      const { customer, trackings } = await storedCustomer(id)
      const deletions = trackings.map(({ deletion_id: deletion }) => deletion)
      expect(new Set([...deletions, customer['deletion_id']]).size).toBe(1)
    }
  })

  it('restores of two customers with one container end with one that has it', async () => {
    const tenant = await newTenant()
    const container = newContainerId()
    const { id: a } = await connectedCustomer(tenant, container)
    await create(tenant, a, 'A')
    await removeCustomer(tenant, a)
    const { id: b } = await connectedCustomer(tenant, container)
    await create(tenant, b, 'B')
    await removeCustomer(tenant, b)
    const responses = await Promise.all([restoreCustomer(tenant, a), restoreCustomer(tenant, b)])
    expect(statuses(responses).toSorted()).toEqual([200, 409])
    const [first, second] = [await counts(a), await counts(b)]
    expect([first.counted, second.counted, first.live + second.live]).toEqual([1, 1, 1])
  })

  it('twenty concurrent creations, deletions and restores keep the count and one pending job each', async () => {
    const names = Array.from({ length: 10 }, (_, index) => `Old ${index}`)
    const { tenant, id, trackings } = await customerWith(names)
    for (const tracking of trackings.slice(0, 5)) await remove(tenant, tracking)
    const responses = await Promise.all(
      trackings.flatMap((tracking, index) => [
        index < 5 ? restore(tenant, tracking) : remove(tenant, tracking),
        index % 2 === 0
          ? create(tenant, id, `Old ${index}`)
          : remove(tenant, tracking).then(() => restore(tenant, tracking)),
      ]),
    )
    expect(responses).toHaveLength(20)
    expect(statuses(responses).every((status) => [200, 201, 204, 404, 409].includes(status))).toBe(true)
    const { counted, live } = await counts(id)
    expect(counted).toBe(live)
    const jobs = await waitingJobs(id)
    expect(Object.keys(jobs)).toHaveLength(live)
    expect(new Set(Object.values(jobs).map((actions) => actions.join()))).toEqual(new Set(['CREATE']))
  })

  it('twenty concurrent deletions and restores of a customer and its trackings leave the right count', async () => {
    const { tenant, id, trackings } = await customerWith(['A', 'B', 'C', 'D'])
    const responses = await Promise.all(
      Array.from({ length: 5 }, (_, index) => [
        removeCustomer(tenant, id),
        restoreCustomer(tenant, id),
        remove(tenant, trackings[index % 4] ?? ''),
        restore(tenant, trackings[index % 4] ?? ''),
      ]).flat(),
    )
    expect(statuses(responses).every((status) => [200, 204, 404, 409].includes(status))).toBe(true)
    await restoreCustomer(tenant, id)
    const { counted, live } = await counts(id)
    expect(counted).toBe(live)
    const { customer, trackings: rows } = await storedCustomer(id)
    expect(customer).toMatchObject({ deleted_at: null, deletion_id: null })
    expect(rows.filter((row) => row['deleted_at'] === null)).toHaveLength(live)
  })
})
