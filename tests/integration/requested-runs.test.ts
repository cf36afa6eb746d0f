import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { SyncRunWithJobsView } from '../../lib/sync/queue/run-view.ts'
import { api } from '../fixtures/api.ts'
import { connectedCustomer, newCustomer } from '../fixtures/connection.ts'
import { FACTS_OF } from '../fixtures/customer-facts.ts'
import { ownerPool } from '../fixtures/database.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { freeQuota } from '../fixtures/queue.ts'
import { readyCustomer } from '../fixtures/ready-customer.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

const { sandbox } = googleTests({ quota: { perWindow: 1e6, perDay: 1e6 } })
const owner = ownerPool()

/** A customer whose runs stay queued: another one works in its container. */
async function busyCustomer() {
  const tenant = await newTenant()
  const { id } = await connectedCustomer(tenant)
  await occupy(tenant, id)
  return { tenant, id }
}

async function occupy({ organizationId }: NewTenant, customerId: string): Promise<void> {
  await owner.query(
    `insert into sync_run (organization_id, customer_id, status, container_path, lease_owner, lease_until)
     select $1, id, 'RUNNING', container_path, $3, now() + interval '1 hour' from customer where id = $2`,
    [organizationId, customerId, randomUUID()],
  )
}

async function stored(runId: string) {
  const { rows } = await owner.query<{
    kind: string
    mode: string
    builds_on_live: boolean
    is_due: boolean
  }>(`select kind, mode, builds_on_live, run_at <= now() as is_due from sync_run where id = $1`, [runId])
  return rows[0]
}

describe('a sync by hand', () => {
  it('where nothing was edited makes a run all the same, which looks at everything', async () => {
    const { tenant, id } = await busyCustomer()
    const response = await api(tenant.admin).post(`/v1/customers/${id}/sync`)
    const run = response.as(SyncRunWithJobsView)
    expect([response.status, run.jobs]).toEqual([202, []])
    const sync = { kind: 'SYNC', mode: 'sync', builds_on_live: false, is_due: true }
    expect(await stored(run.id)).toEqual(sync)
  })

  it('makes the run that waits for an edit its own', async () => {
    const { tenant, id } = await busyCustomer()
    const lead = { customerId: id, name: 'Lead', type: 'CUSTOM_EVENT', eventName: 'lead' }
    await api(tenant.admin).post('/v1/trackings', lead)
    const { rows } = await owner.query<{ id: string }>(
      `select id from sync_run where customer_id = $1 and status = 'QUEUED'`,
      [id],
    )
    expect(await stored(rows[0]?.id ?? '')).toMatchObject({ mode: 'edit', is_due: false })
    const run = (await api(tenant.admin).post(`/v1/customers/${id}/sync`)).as(SyncRunWithJobsView)
    expect(run.id).toBe(rows[0]?.id)
    expect(await stored(run.id)).toMatchObject({ mode: 'sync', is_due: true })
  })

  it('builds on what is live where that is asked for, also of a run that waits', async () => {
    const { tenant, id } = await busyCustomer()
    const sync = async (body?: unknown) =>
      (await api(tenant.admin).post(`/v1/customers/${id}/sync`, body)).as(SyncRunWithJobsView)
    const { id: runId } = await sync({})
    expect(await stored(runId)).toMatchObject({ builds_on_live: false })
    expect((await sync({ buildOnLive: true })).id).toBe(runId)
    expect(await stored(runId)).toMatchObject({ builds_on_live: true })
    await sync()
    expect(await stored(runId)).toMatchObject({ builds_on_live: true })
  })

  it('takes no other body', async () => {
    const { tenant, id } = await busyCustomer()
    for (const body of [{ buildOnLive: false }, { force: true }, []]) {
      expect((await api(tenant.admin).post(`/v1/customers/${id}/sync`, body)).status).toBe(400)
    }
  })
})

describe('a verification by hand', () => {
  it('queues one run that is due now, beside a sync that waits', async () => {
    const { tenant, id } = await busyCustomer()
    await api(tenant.admin).post(`/v1/customers/${id}/sync`)
    const member = await tenant.join('MEMBER')
    const response = await api(member).post(`/v1/customers/${id}/verify`)
    const run = response.as(SyncRunWithJobsView)
    expect(response.status).toBe(202)
    expect(response.headers.get('location')).toBe(`/api/v1/sync-runs/${run.id}`)
    expect(run).toMatchObject({ customerId: id, kind: 'VERIFY', status: 'QUEUED', jobs: [] })
    expect(await stored(run.id)).toMatchObject({ mode: 'edit', is_due: true })
    const again = (await api(member).post(`/v1/customers/${id}/verify`)).as(SyncRunWithJobsView)
    expect(again.id).toBe(run.id)
  })

  it('is one run for two requests at once', async () => {
    const { tenant, id } = await busyCustomer()
    const responses = await Promise.all(
      [1, 2].map(() => api(tenant.admin).post(`/v1/customers/${id}/verify`)),
    )
    const ids = responses.map((response) => response.as(SyncRunWithJobsView).id)
    expect(new Set(ids).size).toBe(1)
  })

  it('looks for a container that was lost, but not through a login that is', async () => {
    const { tenant, id } = await busyCustomer()
    await owner.query(`update customer set ${FACTS_OF.ERROR} where id = $1`, [id])
    expect((await api(tenant.admin).post(`/v1/customers/${id}/verify`)).status).toBe(202)
    await owner.query(`update google_connection set status = 'ERROR' where organization_id = $1`, [
      tenant.organizationId,
    ])
    const lost = await api(tenant.admin).post(`/v1/customers/${id}/verify`)
    expect(lost.problem).toMatchObject({ status: 409, code: 'conflict' })
  })

  it('says what to do first where nothing can be verified yet, and nothing of foreign customers', async () => {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant)
    const early = await api(tenant.admin).post(`/v1/customers/${id}/verify`)
    expect(early.problem).toMatchObject({ status: 409, code: 'conflict' })
    const { admin: stranger } = await newTenant()
    expect((await api(stranger).post(`/v1/customers/${id}/verify`)).status).toBe(404)
    expect((await api(stranger).post(`/v1/customers/${randomUUID()}/verify`)).status).toBe(404)
  })
})

describe('publishing by hand', () => {
  const publish = ({ tenant, id }: { tenant: NewTenant; id: string }, versionId?: string) =>
    api(tenant.admin).post(`/v1/customers/${id}/publish`, versionId === undefined ? undefined : { versionId })

  it('names the version that was reviewed: one that replaced it never goes live unseen', async () => {
    const customer = await readyCustomer(sandbox(), { publishMode: 'MANUAL' })
    const first = await customer.draft()
    expect(await customer.sync()).toMatchObject({ status: 'AWAITING_PUBLISH', versionId: '1' })
    await freeQuota()
    const second = await customer.draft({ name: 'Second', eventName: 'second' })
    const later = await customer.sync()
    expect(later).toMatchObject({ status: 'AWAITING_PUBLISH', versionId: '2' })
    const superseded = await publish(customer, '1')
    expect(superseded.problem).toMatchObject({ status: 409, code: 'version_superseded' })
    expect(superseded.problem.detail).toContain('version 2 does')
    expect(sandbox().observe().containers[customer.container.publicId]).toMatchObject({ live: undefined })
    for (const { id } of [first, second]) {
      expect(await customer.tracking(id)).toMatchObject({ syncStatus: 'AWAITING_PUBLISH' })
    }
    expect(await customer.run(later.id)).toMatchObject({ status: 'AWAITING_PUBLISH' })
    expect(await customer.publish('2')).toMatchObject({ status: 'SUCCEEDED', versionId: '2' })
  })

  it('is not possible without a version, and of none where none waits', async () => {
    const customer = await readyCustomer(sandbox(), { publishMode: 'MANUAL' })
    expect((await publish(customer)).status).toBe(400)
    expect((await publish(customer, 'latest')).status).toBe(400)
    expect((await publish(customer, '1')).problem).toMatchObject({ status: 409, code: 'conflict' })
  })

  it('puts its trackings IN_PROGRESS, but none that was edited since', async () => {
    const customer = await readyCustomer(sandbox(), { publishMode: 'MANUAL' })
    const [kept, edited] = [await customer.draft(), await customer.draft({ name: 'Second' })]
    await customer.sync()
    await api(customer.tenant.admin).patch(`/v1/trackings/${edited.id}`, { name: 'Other' })
    expect(await customer.tracking(edited.id)).toMatchObject({ syncStatus: 'PENDING' })
    await occupy(customer.tenant, customer.id)
    expect((await publish(customer, '1')).as(SyncRunWithJobsView)).toMatchObject({ status: 'QUEUED' })
    expect(await customer.tracking(kept.id)).toMatchObject({ syncStatus: 'IN_PROGRESS' })
    expect(await customer.tracking(edited.id)).toMatchObject({ syncStatus: 'PENDING' })
  })

  it('leaves FAILED what Google rejected, which the version does not hold', async () => {
    const customer = await readyCustomer(sandbox(), { publishMode: 'MANUAL' })
    const [good, bad] = [await customer.draft(), await customer.draft({ name: 'Second' })]
    await owner.query(`update tracking set name = 'Bad: name' where id = $1`, [bad.id])
    expect(await customer.sync()).toMatchObject({ status: 'AWAITING_PUBLISH' })
    expect(await customer.tracking(good.id)).toMatchObject({ syncStatus: 'AWAITING_PUBLISH' })
    expect(await customer.tracking(bad.id)).toMatchObject({
      syncStatus: 'FAILED',
      syncErrorCode: 'invalid_request',
    })
  })
})
