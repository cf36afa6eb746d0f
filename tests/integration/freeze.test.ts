import { describe, expect, it } from 'vitest'
import { accessToken } from '../../lib/connections/tokens/access-token.ts'
import { releaseFrozen } from '../../lib/cron/release-frozen.ts'
import { sweepRuns } from '../../lib/cron/sweep-runs.ts'
import { CustomerView } from '../../lib/customers/customer-view.ts'
import { OrganizationView } from '../../lib/organizations/organization-view.ts'
import { runSync } from '../../lib/sync/run/run-sync.ts'
import { api } from '../fixtures/api.ts'
import { ownerPool } from '../fixtures/database.ts'
import { deployed } from '../fixtures/deployed.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { freeQuota } from '../fixtures/queue.ts'
import { type ReadyCustomer, readyCustomer } from '../fixtures/ready-customer.ts'
import { newTenant } from '../fixtures/tenant.ts'

const { sandbox } = googleTests({ quota: { perWindow: 1e6, perDay: 1e6 } })
const owner = ownerPool()

const DAY = 86_400_000
const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString()
const admin = ({ tenant }: ReadyCustomer) => api(tenant.admin)
const view = async (customer: ReadyCustomer) =>
  (await admin(customer).get(`/v1/customers/${customer.id}`)).as(CustomerView)
const setOwn = async (customer: ReadyCustomer, changes: object) =>
  expect((await admin(customer).patch(`/v1/customers/${customer.id}`, changes)).status).toBe(200)
const setAll = async (customer: ReadyCustomer, changes: object) =>
  expect((await admin(customer).patch('/v1/organization', changes)).status).toBe(200)

/** Whether anything of the customer is live. */
const isLive = (customer: ReadyCustomer) => deployed(sandbox(), customer).tags.length > 0

/** As it is when the freeze is over: no check of a change stands in the way. */
async function letItPass({ tenant }: ReadyCustomer): Promise<void> {
  for (const [table, column] of [
    ['organization', 'id'],
    ['customer', 'organization_id'],
  ]) {
    await owner.query(`alter table ${table} disable trigger check_freeze`)
    try {
      await owner.query(
        `update ${table} set frozen_until = now() - interval '1 second'
         where ${column} = $1 and frozen_until is not null`,
        [tenant.organizationId],
      )
    } finally {
      await owner.query(`alter table ${table} enable trigger check_freeze`)
    }
  }
}

async function publishDue(customer: ReadyCustomer, runId: string) {
  await freeQuota()
  await runSync({ runId, deadline: new Date(Date.now() + 60_000), accessToken })
  return customer.run(runId)
}

describe.each([
  { whose: 'of the organization', set: setAll },
  { whose: 'of the customer', set: setOwn },
])('while a freeze $whose holds', ({ set }) => {
  it('a run makes its version and awaits publishing, saying until when, and it goes live by itself afterwards', async () => {
    const customer = await readyCustomer(sandbox())
    const { id } = await customer.draft()
    const frozenUntil = inDays(3)
    await set(customer, { frozenUntil })
    const run = await customer.sync()
    expect(run).toMatchObject({
      status: 'AWAITING_PUBLISH',
      versionId: '1',
      goesLiveAt: frozenUntil,
      waitsFor: { code: 'frozen', message: expect.stringContaining(`frozen until ${frozenUntil}`) },
    })
    expect(await customer.tracking(id)).toMatchObject({ syncStatus: 'AWAITING_PUBLISH' })
    expect(isLive(customer)).toBe(false)

    // Not a moment before.
    await releaseFrozen(() => new Date(Date.parse(frozenUntil) - 1))
    expect(await customer.run(run.id)).toMatchObject({ status: 'AWAITING_PUBLISH' })
    await letItPass(customer)
    await freeQuota()
    expect(await sweepRuns()).toMatchObject({ released: 1 })
    expect(await customer.run(run.id)).toMatchObject({
      kind: 'PUBLISH',
      status: 'SUCCEEDED',
      goesLiveAt: null,
      waitsFor: null,
    })
    expect(await customer.tracking(id)).toMatchObject({ syncStatus: 'SUCCESS' })
    expect(isLive(customer)).toBe(true)
  })

  it('publishing is a problem of its own, which names the time and the way out', async () => {
    const customer = await readyCustomer(sandbox(), { publishMode: 'MANUAL' })
    await customer.draft()
    await customer.sync()
    const frozenUntil = inDays(3)
    await set(customer, { frozenUntil })
    const path = `/v1/customers/${customer.id}/publish`
    const { problem } = await admin(customer).post(path, { versionId: '1' })
    expect(problem).toMatchObject({ status: 409, code: 'frozen' })
    expect(problem?.detail).toContain(frozenUntil)
    expect(problem?.detail).toContain(`PATCH /api/v1/customers/${customer.id} {"frozenUntil": null}`)
    await set(customer, { frozenUntil: null })
    expect(await customer.publish()).toMatchObject({ status: 'SUCCEEDED' })
  })

  it('ended before its time, it lets what waits go live with the next sweep', async () => {
    const customer = await readyCustomer(sandbox())
    await customer.draft()
    await set(customer, { frozenUntil: inDays(3) })
    const run = await customer.sync()
    await set(customer, { frozenUntil: inDays(9) })
    const later = await customer.run(run.id)
    expect(Date.parse(later.goesLiveAt ?? '')).toBeGreaterThan(Date.now() + 8 * DAY)
    await set(customer, { frozenUntil: null })
    expect(Date.parse((await customer.run(run.id)).goesLiveAt ?? '')).toBeLessThanOrEqual(Date.now() + 1_000)
    expect(await releaseFrozen(() => new Date(Date.now() + 1_000))).toBe(1)
    expect(await publishDue(customer, run.id)).toMatchObject({ status: 'SUCCEEDED' })
  })
})

describe('what a freeze keeps from going live', () => {
  it('awaits an ADMIN as before where the customer publishes by hand', async () => {
    const customer = await readyCustomer(sandbox(), { publishMode: 'MANUAL' })
    await customer.draft()
    await setAll(customer, { frozenUntil: inDays(3) })
    const run = await customer.sync()
    expect(run).toMatchObject({ status: 'AWAITING_PUBLISH', goesLiveAt: null, waitsFor: null })
    await letItPass(customer)
    await releaseFrozen()
    expect(await customer.run(run.id)).toMatchObject({ status: 'AWAITING_PUBLISH' })
  })

  it('awaits an ADMIN where the customer has come to publish by hand meanwhile', async () => {
    const customer = await readyCustomer(sandbox())
    await customer.draft()
    await setAll(customer, { frozenUntil: inDays(3) })
    const run = await customer.sync()
    await setOwn(customer, { publishMode: 'MANUAL' })
    await letItPass(customer)
    expect(await releaseFrozen()).toBe(0)
    expect(await customer.run(run.id)).toMatchObject({ status: 'AWAITING_PUBLISH', goesLiveAt: null })
  })

  it('does not undo what somebody has published since', async () => {
    const customer = await readyCustomer(sandbox())
    await customer.draft()
    await setAll(customer, { frozenUntil: inDays(3) })
    const run = await customer.sync()
    sandbox().publishByHand(customer.container.publicId)
    await setAll(customer, { frozenUntil: null })
    await releaseFrozen(() => new Date(Date.now() + 1_000))
    expect(await publishDue(customer, run.id)).toMatchObject({ status: 'FAILED', errorCode: 'superseded' })
  })

  it('is replaced by what a later sync makes, which waits in its place', async () => {
    const customer = await readyCustomer(sandbox())
    await customer.draft()
    await setAll(customer, { frozenUntil: inDays(3) })
    const run = await customer.sync()
    await customer.draft({ name: 'Lead', eventName: 'lead' })
    await freeQuota()
    const later = await customer.sync()
    expect(later).toMatchObject({ status: 'AWAITING_PUBLISH', waitsFor: { code: 'frozen' } })
    expect(await customer.run(run.id)).toMatchObject({ status: 'CANCELLED' })
    await letItPass(customer)
    expect(await releaseFrozen()).toBe(1)
    expect(await publishDue(customer, later.id)).toMatchObject({ status: 'SUCCEEDED' })
    expect(deployed(sandbox(), customer).tags).toHaveLength(2)
  })

  it('is not what is removed of a deleted customer', async () => {
    const customer = await readyCustomer(sandbox())
    await customer.draft()
    await customer.sync()
    await setAll(customer, { frozenUntil: inDays(3) })
    expect((await admin(customer).delete(`/v1/customers/${customer.id}`)).status).toBe(204)
    await owner.query(`update sync_run set run_at = now() where customer_id = $1 and status = 'QUEUED'`, [
      customer.id,
    ])
    await freeQuota()
    await runSync({ deadline: new Date(Date.now() + 60_000), accessToken })
    expect(isLive(customer)).toBe(false)
  })
})

describe('what a customer has in place of its organization', () => {
  it('decides how its versions go live, and is taken away by null', async () => {
    const customer = await readyCustomer(sandbox())
    await customer.draft()
    expect(await view(customer)).toMatchObject({ publishMode: null, effective: { publishMode: 'AUTO' } })
    await setOwn(customer, { publishMode: 'MANUAL' })
    expect(await view(customer)).toMatchObject({
      publishMode: 'MANUAL',
      effective: { publishMode: 'MANUAL' },
    })
    expect(await customer.sync()).toMatchObject({ status: 'AWAITING_PUBLISH', waitsFor: null })
    await setOwn(customer, { publishMode: null })
    expect(await view(customer)).toMatchObject({ publishMode: null, effective: { publishMode: 'AUTO' } })
    await setAll(customer, { publishMode: 'MANUAL' })
    expect(await view(customer)).toMatchObject({ publishMode: null, effective: { publishMode: 'MANUAL' } })
  })

  it('stands in place of the freeze, and is forgotten with a new one once it is over', async () => {
    const customer = await readyCustomer(sandbox())
    const [all, own, next] = [inDays(3), inDays(9), inDays(12)]
    await setAll(customer, { frozenUntil: all })
    expect(await view(customer)).toMatchObject({ frozenUntil: null, effective: { frozenUntil: all } })
    await setOwn(customer, { frozenUntil: own })
    expect(await view(customer)).toMatchObject({ frozenUntil: own, effective: { frozenUntil: own } })
    await letItPass(customer)
    const { version } = await view(customer)
    await setAll(customer, { frozenUntil: next })
    expect(await view(customer)).toMatchObject({
      frozenUntil: null,
      effective: { frozenUntil: next },
      version: version + 1,
    })
  })
})

describe('a freeze', () => {
  it('ends in the future, within a year', async () => {
    const { admin: person } = await newTenant()
    for (const frozenUntil of [
      '2020-01-01T00:00:00Z',
      inDays(-0.001),
      inDays(367),
      'tomorrow',
      '2026-12-01',
    ]) {
      const { problem } = await api(person).patch('/v1/organization', { frozenUntil })
      expect(problem).toMatchObject({ status: 400, invalidParams: [{ name: 'body.frozenUntil' }] })
    }
    const frozenUntil = inDays(364)
    const set = await api(person).patch('/v1/organization', { frozenUntil })
    expect(set.as(OrganizationView)).toMatchObject({ frozenUntil, version: 2 })
  })

  it('is an ADMIN’s, of a customer as of the organization, and on record', async () => {
    const customer = await readyCustomer(sandbox())
    const member = await customer.tenant.join('MEMBER')
    const frozenUntil = inDays(3)
    const path = `/v1/customers/${customer.id}`
    for (const body of [{ frozenUntil }, { frozenUntil: null }, { publishMode: 'AUTO' }]) {
      expect((await api(member).patch(path, body)).problem).toMatchObject({ status: 403 })
    }
    expect((await api(member).patch('/v1/organization', { frozenUntil })).problem).toMatchObject({
      status: 403,
    })
    await setOwn(customer, { frozenUntil, publishMode: 'MANUAL' })
    await setAll(customer, { frozenUntil })
    const { rows } = await owner.query<{ action: string; fields: string[] }>(
      `select action, array(select jsonb_object_keys(after) order by 1) as fields from audit_log
       where organization_id = $1 and after ? 'frozen_until' order by sequence`,
      [customer.tenant.organizationId],
    )
    expect(rows).toEqual([
      { action: 'customer.update', fields: ['frozen_until', 'publish_mode'] },
      { action: 'organization.update', fields: ['frozen_until'] },
    ])
  })

  it('leaves other organizations alone', async () => {
    const [frozen, other] = [await readyCustomer(sandbox()), await readyCustomer(sandbox())]
    await setAll(frozen, { frozenUntil: inDays(3) })
    await other.draft()
    expect(await other.sync()).toMatchObject({ status: 'SUCCEEDED', waitsFor: null })
  })
})
