import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { Page } from '../../lib/http/page.ts'
import { SyncRunView, SyncRunWithJobsView } from '../../lib/sync/run-view.ts'
import { TrackingView } from '../../lib/trackings/tracking-view.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { connectedCustomer } from '../fixtures/connection.ts'
import { ownerPool } from '../fixtures/database.ts'
import { newTenant } from '../fixtures/tenant.ts'

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

describe('sync runs', () => {
  it('show their jobs with what went wrong, in one round trip', async () => {
    const tenant = await tenantWithTracking()
    const answer = await api(tenant.admin).get(`/v1/sync-runs/${await endedRun(tenant)}`)
    expect(answer.as(SyncRunWithJobsView)).toMatchObject({
      status: 'FAILED',
      versionId: '4',
      jobs: [
        { trackingId: tenant.tracking.id, errorCode: 'compile_error', errorMessage: 'It does not compile.' },
      ],
    })
    expect(answer.roundTrips).toBe(1)
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
})
