import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { Page } from '../../lib/paging/page.ts'
import { claimRun } from '../../lib/sync/queue/claim.ts'
import { SyncRunView, SyncRunWithJobsView } from '../../lib/sync/queue/run-view.ts'
import { withTenant } from '../../lib/tenant/with-tenant.ts'
import { TrackingView } from '../../lib/trackings/tracking-view.ts'
import { onTheWire } from '../fixtures/accelerate-mode.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { connectedCustomer } from '../fixtures/connection.ts'
import { ownerPool } from '../fixtures/database.ts'
import { inSession } from '../fixtures/in-session.ts'
import { quietQueue } from '../fixtures/queue.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

apiTests()
const owner = ownerPool()
const RunPage = Page(SyncRunView)

async function tenantWithTracking() {
  const tenant = await newTenant()
  const { id: customerId } = await connectedCustomer(tenant)
  const input = { customerId, name: 'Buy', type: 'BUTTON_CLICK', selector: '#buy' }
  const tracking = (await api(tenant.admin).post('/v1/trackings', input)).as(TrackingView)
  return { ...tenant, customerId, tracking }
}

/** A run that ended, with one job. */
async function endedRun({
  organizationId,
  customerId,
  tracking,
}: Awaited<ReturnType<typeof tenantWithTracking>>) {
  const { rows } = await owner.query<{ id: string }>(
    `with run as (
       insert into sync_run (organization_id, customer_id, status, container_path, version_id, finished_at)
       values ($1, $2, 'FAILED', 'accounts/1/containers/1', '4', now()) returning id)
     insert into sync_job (organization_id, customer_id, tracking_id, run_id, action, status, error_code, error_message)
     select $1, $2, $3, id, 'CREATE', 'FAILED', 'compile_error', 'It does not compile.' from run
     returning run_id as id`,
    [organizationId, customerId, tracking.id],
  )
  return rows[0]?.id ?? ''
}

/** Queues a run that falls due at a time, and may be claimed. */
async function queuedRun(
  { organizationId }: NewTenant,
  customerId: string,
  dueInSeconds: number,
): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(
    `insert into sync_run (organization_id, customer_id, kind, run_at)
     values ($1, $2, 'PUBLISH', now() + make_interval(secs => $3)) returning id`,
    [organizationId, customerId, dueInSeconds],
  )
  return rows[0]?.id ?? ''
}

describe('sync runs', () => {
  it('show their jobs with what went wrong, in one round trip', async () => {
    const tenant = await tenantWithTracking()
    const response = await api(tenant.admin).get(`/v1/sync-runs/${await endedRun(tenant)}`)
    expect(response.as(SyncRunWithJobsView)).toMatchObject({
      status: 'FAILED',
      versionId: '4',
      jobs: [
        { trackingId: tenant.tracking.id, errorCode: 'compile_error', errorMessage: 'It does not compile.' },
      ],
    })
    expect(response.roundTrips).toEqual(onTheWire(1))
  })

  it('show, while queued, what waits for them', async () => {
    const tenant = await tenantWithTracking()
    await endedRun(tenant)
    const { data } = (await api(tenant.admin).get('/v1/sync-runs')).as(RunPage)
    const queued = data.find(({ status }) => status === 'QUEUED')
    const run = (await api(tenant.admin).get(`/v1/sync-runs/${queued?.id}`)).as(SyncRunWithJobsView)
    expect(run.jobs.map(({ trackingId, status }) => [trackingId, status])).toEqual([
      [tenant.tracking.id, 'QUEUED'],
    ])
  })

  it('are listed by customer, the newest first, page by page', async () => {
    const tenant = await tenantWithTracking()
    const other = await connectedCustomer(tenant)
    const ended = await endedRun(tenant)
    const path = `/v1/sync-runs?customerId=${tenant.customerId}&limit=1`
    const first = (await api(tenant.admin).get(path)).as(RunPage)
    const second = (await api(tenant.admin).get(`${path}&cursor=${first.nextCursor}`)).as(RunPage)
    expect(first.data.map(({ id }) => id)).toEqual([ended])
    expect(second.data.map(({ status }) => status)).toEqual(['QUEUED'])
    expect(second.nextCursor).toBeNull()
    expect((await api(tenant.admin).get(`/v1/sync-runs?customerId=${other.id}`)).as(RunPage).data).toEqual([])
  })

  it('are their organization’s alone', async () => {
    const run = await endedRun(await tenantWithTracking())
    const stranger = (await newTenant()).admin
    const foreign = await api(stranger).get(`/v1/sync-runs/${run}`)
    const absent = await api(stranger).get(`/v1/sync-runs/${randomUUID()}`)
    expect(foreign.problem).toEqual(absent.problem)
    expect(foreign.status).toBe(404)
    expect((await api(stranger).get('/v1/sync-runs')).as(RunPage).data).toEqual([])
  })

  it('are listed by status and kind, in either order', async () => {
    const tenant = await tenantWithTracking()
    const ended = await endedRun(tenant)
    const publish = await queuedRun(tenant, tenant.customerId, 0)
    const ids = async (filter: string) =>
      (await api(tenant.admin).get(`/v1/sync-runs?${filter}`)).as(RunPage).data.map(({ id }) => id)
    expect(await ids('status=FAILED')).toEqual([ended])
    expect(await ids('status=QUEUED&kind=PUBLISH')).toEqual([publish])
    expect(await ids('status=CANCELLED')).toEqual([])
    expect(await ids('order=asc')).toEqual((await ids('order=desc')).toReversed())
    for (const [filter, fault] of [
      ['status=DONE', 'query.status'],
      ['kind=REST', 'query.kind'],
      ['order=up', 'query.order'],
    ]) {
      const response = await api(tenant.admin).get(`/v1/sync-runs?${filter}`)
      expect([response.status, response.faults]).toEqual([400, [fault]])
    }
  })
})

describe('the place of a waiting run', () => {
  beforeEach(quietQueue)

  const show = async ({ admin }: NewTenant, id: string) =>
    (await api(admin).get(`/v1/sync-runs/${id}`)).as(SyncRunWithJobsView)

  it('is the order in which runs are claimed, of all organizations', async () => {
    const tenants = [await newTenant(), await newTenant(), await newTenant()]
    const waiting: { id: string; tenant: NewTenant }[] = []
    // Many of one agency, some of the others; a run of the second agency was claimed before.
    for (const [index, dueInSeconds] of [
      [0, -50],
      [0, -49],
      [0, -48],
      [0, -47],
      [1, -46],
      [1, -45],
      [2, -20],
      [0, -10],
      [2, -5],
      [2, -4],
    ] as const) {
      const tenant = tenants[index]
      if (!tenant) throw new Error('no such tenant')
      const { id: customerId } = await connectedCustomer(tenant)
      waiting.push({ id: await queuedRun(tenant, customerId, dueInSeconds), tenant })
    }
    await owner.query(
      `insert into sync_run (organization_id, customer_id, status, claimed_at)
       select organization_id, customer_id, 'SUCCEEDED', now() - interval '1 hour' from sync_run where id = $1`,
      [waiting[4]?.id],
    )
    const places = await Promise.all(
      waiting.map(async ({ id, tenant }) => ({ id, place: (await show(tenant, id)).position ?? 0 })),
    )
    const foretold = places.toSorted((a, b) => a.place - b.place)
    expect(foretold.map(({ place }) => place)).toEqual(waiting.map((_, index) => index + 1))

    const claimed: (string | undefined)[] = []
    for (const _ of waiting) {
      const claim = await claimRun()
      claimed.push(claim?.runId)
      await owner.query(`update sync_run set status = 'SUCCEEDED' where id = $1`, [claim?.runId])
    }
    expect(claimed).toEqual(foretold.map(({ id }) => id))
  })

  it('comes with about when it starts: once it is due, after those in front', async () => {
    const tenant = await newTenant()
    const [a, b] = [await connectedCustomer(tenant), await connectedCustomer(tenant)]
    const [first, second] = [await queuedRun(tenant, a.id, 60), await queuedRun(tenant, b.id, 90)]
    const [now, later] = [await show(tenant, first), await show(tenant, second)]
    expect([now.position, later.position]).toEqual([1, 2])
    expect(now.expectedAt).toBe(now.runAt)
    expect(Date.parse(later.expectedAt ?? '') - Date.parse(later.runAt)).toBe(40_800)
  })

  it('is null while it cannot be claimed, and once it is', async () => {
    const tenant = await newTenant()
    const { id: customerId } = await connectedCustomer(tenant)
    const run = await queuedRun(tenant, customerId, -1)
    await api(tenant.admin).patch(`/v1/customers/${customerId}`, { paused: true })
    expect(await show(tenant, run)).toMatchObject({ position: null, expectedAt: null })
    await api(tenant.admin).patch(`/v1/customers/${customerId}`, { paused: false })
    expect(await show(tenant, run)).toMatchObject({ position: 1 })
    await claimRun(run)
    expect(await show(tenant, run)).toMatchObject({ status: 'RUNNING', position: null, expectedAt: null })
  })

  it('of another organization’s run is null', async () => {
    const tenant = await newTenant()
    const { id: customerId } = await connectedCustomer(tenant)
    const run = await queuedRun(tenant, customerId, -1)
    const position = (by: NewTenant) =>
      inSession(by).then((inTenant) =>
        withTenant(
          inTenant,
          { readOnly: true },
          (db) => db.$queryRaw`select app.queue_position(${run}::uuid) as position`,
        ),
      )
    expect(await position(tenant)).toEqual([{ position: 1 }])
    expect(await position(await newTenant())).toEqual([{ position: null }])
  })

  it('costs two round trips more than the run', async () => {
    const tenant = await tenantWithTracking()
    const { data } = (await api(tenant.admin).get('/v1/sync-runs')).as(RunPage)
    expect((await api(tenant.admin).get(`/v1/sync-runs/${data[0]?.id}`)).roundTrips).toEqual(onTheWire(3))
  })
})
