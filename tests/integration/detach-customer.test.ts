import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { CustomerView } from '../../lib/customers/customer-view.ts'
import { api } from '../fixtures/api.ts'
import { ownerPool } from '../fixtures/database.ts'
import { deployed, jobsOf, waitingRun } from '../fixtures/deployed.ts'
import { takeUp } from '../fixtures/disturbed-sync.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { freeQuota } from '../fixtures/queue.ts'
import { type ReadyCustomer, readyCustomer } from '../fixtures/ready-customer.ts'
import { newTenant } from '../fixtures/tenant.ts'

const { sandbox } = googleTests({ quota: { perWindow: 1e6, perDay: 1e6 } })
const owner = ownerPool()

const detach = ({ tenant, id }: ReadyCustomer, what = 'container', reason?: string) =>
  api(tenant.admin).post(`/v1/customers/${id}/detach`, { what, ...(reason && { reason }) })
const choose = ({ tenant, id }: ReadyCustomer, choice: object) =>
  api(tenant.admin).patch(`/v1/customers/${id}`, choice)
const remove = ({ tenant }: ReadyCustomer, trackingId: string) =>
  api(tenant.admin).delete(`/v1/trackings/${trackingId}`)
const login = () => [...sandbox().state.people.values()][0] ?? expect.fail('the sandbox has no login')

/** A container that the customer's login can publish. */
function anotherContainer() {
  const container = sandbox().addContainer({ publicId: `GTM-N${Math.floor(Math.random() * 10 ** 9)}` })
  container.access.set(login().sub, 'publish')
  return container
}

/** Two trackings that are live. */
async function twoLive(options: Parameters<typeof readyCustomer>[1] = {}) {
  const customer = await readyCustomer(sandbox(), options)
  const first = await customer.draft({ name: 'First' })
  const second = await customer.draft({ name: 'Second' })
  expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED' })
  await freeQuota()
  return { customer, first, second }
}

/** The container is deleted at Google, as far as anybody can see. */
const loseContainer = ({ container }: ReadyCustomer) => container.access.clear()

/** Executes the run that waits for the customer. */
async function runWaiting(customer: ReadyCustomer) {
  const id = await waitingRun(customer.id)
  if (!id) throw new Error('no run waits')
  return takeUp(customer, id)
}

async function stored({ id }: { id: string }) {
  const { rows } = await owner.query(
    `select gtm_trigger_id, gtm_tag_id, conversion_action_resource_name as action, synced_version, sync_status, applied
     from tracking where id = $1`,
    [id],
  )
  return rows[0]
}

async function lastEvent({ tenant, id }: ReadyCustomer) {
  const path = `/v1/audit-log?action=customer.detach&targetId=${id}`
  const { body } = await api(tenant.admin).get(path)
  return body as { data: { after: unknown }[] }
}

describe('letting go of a container', () => {
  it('that is gone at Google ends the deadlock: all trackings go live in another one, in one run', async () => {
    const { customer, first, second } = await twoLive()
    const gone = await customer.draft({ name: 'Gone' })
    await customer.sync()
    await freeQuota()
    loseContainer(customer)
    await remove(customer, gone.id)
    let run = await customer.sync()
    while (run.status === 'RUNNING') run = await takeUp(customer, run.id)
    expect(run).toMatchObject({ status: 'FAILED', errorCode: 'container_not_found' })
    const other = anotherContainer()
    const blocked = await choose(customer, { googleContainerId: other.publicId })
    expect([blocked.status, blocked.problem.detail]).toEqual([409, expect.stringContaining('/detach')])

    const response = await detach(customer, 'container', 'deleted by the client')
    expect(response.status).toBe(200)
    expect(response.as(CustomerView)).toMatchObject({
      googleContainerId: null,
      googleAdsAccountId: customer.adsAccountId,
      status: 'SETUP_INCOMPLETE',
    })
    expect(await stored(first)).toMatchObject({
      gtm_trigger_id: null,
      gtm_tag_id: null,
      action: expect.stringContaining('conversionActions'),
      synced_version: 0,
      sync_status: 'PENDING',
    })
    expect(await stored(gone)).toMatchObject({ sync_status: 'SUCCESS' })

    expect((await choose(customer, { googleContainerId: other.publicId })).status).toBe(200)
    const moved = await runWaiting(customer)
    expect(moved).toMatchObject({ status: 'SUCCEEDED' })
    expect(moved.jobs.map(({ trackingId }) => trackingId).toSorted()).toEqual(
      [first.id, second.id].toSorted(),
    )
    expect(deployed(sandbox(), { ...customer, container: other })).toMatchObject({
      tags: [expect.anything(), expect.anything()],
      linkers: 1,
    })
    for (const { id } of [first, second]) {
      expect(await customer.tracking(id)).toMatchObject({ syncStatus: 'SUCCESS' })
    }
    expect(sandbox().observe().ads[customer.adsAccountId]).toHaveLength(3)
  })

  it('is one event on record, which says what was left behind and why', async () => {
    const { customer, first } = await twoLive()
    await remove(customer, first.id)
    await detach(customer, 'both', 'the client keeps it')
    const { data } = await lastEvent(customer)
    expect(data).toHaveLength(1)
    expect(data[0]?.after).toMatchObject({
      googleContainerId: customer.container.publicId,
      googleAdsAccountId: customer.adsAccountId,
      versionId: '1',
      trackings: 1,
      removals: 1,
      reason: 'the client keeps it',
    })
  })

  it('leaves nothing to wait for: a tracking that was deleted can be purged', async () => {
    const { customer, first, second } = await twoLive()
    await remove(customer, first.id)
    await detach(customer)
    await remove(customer, second.id)
    expect(await jobsOf(first.id)).not.toContainEqual(expect.objectContaining({ status: 'QUEUED' }))
    const { rows } = await owner.query<{ id: string; removed: boolean }>(
      'select id, app.removed_at_google(t) as removed from tracking t where id = $1',
      [first.id],
    )
    expect(rows).toEqual([{ id: first.id, removed: true }])
  })

  it('that awaits publishing cancels that run, and the next one makes everything', async () => {
    const customer = await readyCustomer(sandbox(), { publishMode: 'MANUAL' })
    const { id } = await customer.draft()
    const waiting = await customer.sync()
    expect((await detach(customer)).status).toBe(200)
    expect(await customer.run(waiting.id)).toMatchObject({ status: 'CANCELLED' })
    expect(await customer.tracking(id)).toMatchObject({ syncStatus: 'PENDING' })
    const other = anotherContainer()
    await choose(customer, { googleContainerId: other.publicId })
    expect(await runWaiting(customer)).toMatchObject({ status: 'AWAITING_PUBLISH', versionId: '1' })
    expect(sandbox().observe().ads[customer.adsAccountId]).toHaveLength(1)
  })

  it('waits for a run that is at work, and for none that is only due later', async () => {
    const { customer } = await twoLive()
    await owner.query(
      `insert into sync_run (organization_id, customer_id, status, container_path, run_at, lease_owner, lease_until)
       values ($1, $2, 'RUNNING', 'accounts/1/containers/1', now(), $3, now() + interval '1 minute')`,
      [customer.tenant.organizationId, customer.id, randomUUID()],
    )
    const busy = await detach(customer)
    expect(busy.problem).toMatchObject({ status: 409, code: 'conflict' })
    expect(busy.problem.detail).toContain('under way')
    await owner.query(
      `update sync_run set run_at = now() + interval '1 hour', error_message = 'We try again shortly.'
       where customer_id = $1 and status = 'RUNNING'`,
      [customer.id],
    )
    expect((await detach(customer)).status).toBe(200)
    const { rows } = await owner.query(
      `select status, error_message from sync_run where customer_id = $1 order by created_at desc limit 1`,
      [customer.id],
    )
    expect(rows).toEqual([{ status: 'CANCELLED', error_message: null }])
  })

  it('changes nothing the second time, nor when two do it at once', async () => {
    const { customer } = await twoLive()
    const both = await Promise.all([detach(customer), detach(customer)])
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    const once = both[0]?.as(CustomerView)
    expect((await detach(customer)).as(CustomerView)).toEqual(once)
    expect((await lastEvent(customer)).data).toHaveLength(1)
    const stale = api(customer.tenant.admin).with({ 'if-match': '"1"' })
    const path = `/v1/customers/${customer.id}/detach`
    expect((await stale.post(path, { what: 'container' })).status).toBe(412)
  })

  it('keeps a pause, which ends without a container', async () => {
    const { customer } = await twoLive()
    await choose(customer, { paused: true })
    expect((await detach(customer)).as(CustomerView)).toMatchObject({ status: 'PAUSED' })
    expect((await choose(customer, { paused: false })).as(CustomerView)).toMatchObject({
      status: 'SETUP_INCOMPLETE',
    })
  })

  it('leaves what is live as it is', async () => {
    const { customer } = await twoLive()
    const before = sandbox().observe().containers[customer.container.publicId]
    sandbox().calls.length = 0
    await detach(customer, 'both')
    expect(sandbox().calls).toEqual([])
    expect(sandbox().observe().containers[customer.container.publicId]).toEqual(before)
  })

  it('is for ADMINs, and cannot be seen to exist from another organization', async () => {
    const { customer } = await twoLive()
    const member = await customer.tenant.join('MEMBER')
    const path = `/v1/customers/${customer.id}/detach`
    expect((await api(member).post(path, { what: 'both' })).status).toBe(403)
    const { admin: stranger } = await newTenant()
    const foreign = await api(stranger).post(path, { what: 'both' })
    const absent = await api(stranger).post(`/v1/customers/${randomUUID()}/detach`, { what: 'both' })
    expect([foreign.status, absent.status]).toEqual([404, 404])
    expect(foreign.problem.detail).toBe(absent.problem.detail)
    expect(
      (await api(customer.tenant.admin).get(`/v1/customers/${customer.id}`)).as(CustomerView),
    ).toMatchObject({
      googleContainerId: customer.container.publicId,
    })
  })
})

describe('letting go of a Google Ads account', () => {
  it('keeps the container, and its trackings count in the next account', async () => {
    const { customer, first, second } = await twoLive()
    expect((await detach(customer, 'googleAdsAccount')).as(CustomerView)).toMatchObject({
      status: 'SETUP_INCOMPLETE',
      googleContainerId: customer.container.publicId,
      googleAdsAccountId: null,
      loginCustomerId: null,
    })
    expect(await stored(first)).toMatchObject({ gtm_tag_id: expect.any(String), action: null })
    const account = sandbox().addAdsCustomer({ users: [login().email] }).id
    expect((await choose(customer, { googleAdsAccountId: account })).status).toBe(200)
    expect(await runWaiting(customer)).toMatchObject({ status: 'SUCCEEDED' })
    expect(sandbox().observe().ads[account]).toHaveLength(2)
    for (const { id } of [first, second]) {
      expect(await customer.tracking(id)).toMatchObject({ syncStatus: 'SUCCESS' })
    }
    expect(deployed(sandbox(), customer)).toMatchObject({ tags: [expect.anything(), expect.anything()] })
  })

  it('goes on with removals from the container once there is another account', async () => {
    const { customer, first } = await twoLive()
    await remove(customer, first.id)
    await detach(customer, 'googleAdsAccount')
    const account = sandbox().addAdsCustomer({ users: [login().email] }).id
    await choose(customer, { googleAdsAccountId: account })
    expect(await runWaiting(customer)).toMatchObject({ status: 'SUCCEEDED' })
    expect(deployed(sandbox(), customer)).toMatchObject({ tags: [expect.anything()] })
  })
})
