import { http } from 'msw'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accessToken } from '../../lib/connections/tokens/access-token.ts'
import { OrganizationView } from '../../lib/organizations/organization-view.ts'
import { env } from '../../lib/settings/env.ts'
import { claimRun } from '../../lib/sync/queue/claim.ts'
import { SyncRunWithJobsView } from '../../lib/sync/queue/run-view.ts'
import { runSync } from '../../lib/sync/run/run-sync.ts'
import { api } from '../fixtures/api.ts'
import { ownerPool } from '../fixtures/database.ts'
import { deployed } from '../fixtures/deployed.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { freeQuota, quietQueue } from '../fixtures/queue.ts'
import { type ReadyCustomer, readyCustomer, untilAtRest } from '../fixtures/ready-customer.ts'
import { newTenant } from '../fixtures/tenant.ts'

const { sandbox, server } = googleTests({ quota: { perWindow: 1e6, perDay: 1e6 } })
const owner = ownerPool()

beforeEach(quietQueue)
/** As an instance has it that was started with the setting. */
const operator = (writes: 'on' | 'off') => {
  env().GOOGLE_WRITES = writes
}
afterEach(() => operator('on'))

const admin = ({ tenant }: ReadyCustomer) => api(tenant.admin)
const organization = (customer: ReadyCustomer, writesPaused: boolean) =>
  admin(customer).patch('/v1/organization', { writesPaused })
const soon = () => new Date(Date.now() + 60_000)
const takeUp = async (runId: string) => {
  await freeQuota()
  return runSync({ runId, deadline: soon(), accessToken })
}
/** The run to its end, whether this takes it up or the background of an earlier request does. */
const ended = async (customer: ReadyCustomer, runId: string) => {
  await takeUp(runId)
  await untilAtRest(runId)
  return customer.run(runId)
}
/** A sync or a publish that is requested while a switch is thrown: nothing starts it. */
const request = async (customer: ReadyCustomer, verb: 'sync' | 'publish', body?: object) => {
  const response = await admin(customer).post(`/v1/customers/${customer.id}/${verb}`, body)
  expect(response.status).toBe(202)
  return response.as(SyncRunWithJobsView)
}
const WRITES = /mutate|create|update|delete|publish|set_latest|enable/
const written = () =>
  sandbox()
    .calls.map(({ operation }) => operation)
    .filter((name) => WRITES.test(name))

/** The two switches, each with the code that a run names. */
const SWITCHES = [
  {
    code: 'writes_paused' as const,
    turn: async (customer: ReadyCustomer, writes: 'on' | 'off') => {
      expect((await organization(customer, writes === 'off')).status).toBe(200)
    },
  },
  {
    code: 'google_writes_off' as const,
    turn: async (_: ReadyCustomer, writes: 'on' | 'off') => operator(writes),
  },
]

describe.each(SWITCHES)('while $code holds', ({ code, turn }) => {
  it(`${code}: a sync waits and says for what, no claim takes it, and it goes on at once when that ends`, async () => {
    const customer = await readyCustomer(sandbox())
    const { id: trackingId } = await customer.draft()
    await turn(customer, 'off')
    sandbox().calls.length = 0
    const run = await request(customer, 'sync')
    expect(run).toMatchObject({
      status: 'QUEUED',
      waitsFor: { code, message: expect.stringContaining('goes on by itself once') },
      position: null,
      expectedAt: null,
    })
    expect([await claimRun(), await claimRun(run.id)]).toEqual([undefined, undefined])
    expect(await runSync({ deadline: soon(), accessToken })).toEqual([])
    expect(sandbox().calls).toEqual([])
    expect(await customer.run(run.id)).toMatchObject({ status: 'QUEUED', attempts: 0, waitsFor: { code } })

    await turn(customer, 'on')
    expect(await customer.run(run.id)).toMatchObject({ waitsFor: null })
    expect(await ended(customer, run.id)).toMatchObject({ status: 'SUCCEEDED' })
    expect(await customer.tracking(trackingId)).toMatchObject({ syncStatus: 'SUCCESS' })
  })

  it(`${code}: a verification goes on and writes nothing`, async () => {
    const customer = await readyCustomer(sandbox())
    await customer.draft()
    await customer.sync()
    await freeQuota()
    await turn(customer, 'off')
    sandbox().calls.length = 0
    expect(await customer.verify()).toMatchObject({ kind: 'VERIFY', status: 'SUCCEEDED', waitsFor: null })
    expect(sandbox().calls).not.toEqual([])
    expect(written()).toEqual([])
  })

  it(`${code}: a version that an ADMIN publishes waits, and is published once`, async () => {
    const customer = await readyCustomer(sandbox(), { publishMode: 'MANUAL' })
    await customer.draft()
    expect(await customer.sync()).toMatchObject({ status: 'AWAITING_PUBLISH', waitsFor: null })
    await turn(customer, 'off')
    sandbox().calls.length = 0
    const run = await request(customer, 'publish', { versionId: '1' })
    expect(run).toMatchObject({ kind: 'PUBLISH', status: 'QUEUED', waitsFor: { code } })
    expect(await takeUp(run.id)).toEqual([])
    expect(written()).toEqual([])
    await turn(customer, 'on')
    expect(await ended(customer, run.id)).toMatchObject({ status: 'SUCCEEDED' })
    expect(written()).toEqual(['publish_version'])
  })

  it.each([
    ['conversionActions:mutate', ['bulk_update', 'create_version', 'publish_version']],
    ['bulk_update', ['create_version', 'publish_version']],
    [':create_version', ['publish_version']],
  ])(
    `${code}: thrown during %s it stops a run before its next step, which then does nothing twice`,
    async (call, later) => {
      const customer = await readyCustomer(sandbox())
      const { id: trackingId } = await customer.draft()
      server.use(http.post(new RegExp(`${call}(\\?|$)`), () => turn(customer, 'off'), { once: true }))
      sandbox().calls.length = 0
      const run = await customer.sync()
      expect(run).toMatchObject({ status: 'RUNNING', attempts: 0, errorCode: null, waitsFor: { code } })
      for (const operation of later) expect(written()).not.toContain(operation)
      expect(await takeUp(run.id)).toEqual([])
      expect(await runSync({ deadline: soon(), accessToken })).toEqual([])

      await turn(customer, 'on')
      expect(await ended(customer, run.id)).toMatchObject({ status: 'SUCCEEDED' })
      expect(await customer.tracking(trackingId)).toMatchObject({ syncStatus: 'SUCCESS' })
      for (const once of ['create_version', 'publish_version']) {
        expect(written().filter((operation) => operation === once)).toEqual([once])
      }
      expect(sandbox().observe().ads[customer.adsAccountId]).toHaveLength(1)
      expect(deployed(sandbox(), customer)).toMatchObject({
        tags: [expect.anything()],
        triggers: [expect.anything()],
      })
    },
  )
})

describe('the switch of an organization', () => {
  it('is an ADMIN’s, and on record', async () => {
    const tenant = await newTenant()
    const denied = await api(await tenant.join('MEMBER')).patch('/v1/organization', { writesPaused: true })
    expect(denied.problem).toMatchObject({ status: 403, code: 'forbidden' })
    const view = async () => (await api(tenant.admin).get('/v1/organization')).as(OrganizationView)
    expect(await view()).toMatchObject({ writesPaused: false })
    await api(tenant.admin).patch('/v1/organization', { writesPaused: true })
    expect(await view()).toMatchObject({ writesPaused: true, version: 2 })
    const { rows } = await owner.query(
      `select action, before, after from audit_log where organization_id = $1 order by sequence desc limit 1`,
      [tenant.organizationId],
    )
    expect(rows).toEqual([
      { action: 'organization.update', before: { writes_paused: false }, after: { writes_paused: true } },
    ])
  })

  it('stops no other organization', async () => {
    const [held, other] = [await readyCustomer(sandbox()), await readyCustomer(sandbox())]
    await held.draft()
    await other.draft()
    await organization(held, true)
    const waiting = await request(held, 'sync')
    expect(await other.sync()).toMatchObject({ status: 'SUCCEEDED', waitsFor: null })
    expect(await held.run(waiting.id)).toMatchObject({ status: 'QUEUED' })
  })

  it('leaves its organization no turn in the queue, so that no claim looks at it again and again', async () => {
    const customer = await readyCustomer(sandbox())
    await customer.draft()
    await organization(customer, true)
    await request(customer, 'sync')
    await claimRun()
    const turns = await owner.query('select from app.queue_turn where organization_id = $1 and in_turn', [
      customer.tenant.organizationId,
    ])
    expect(turns.rowCount).toBe(0)
  })

  it('does not keep a login from being disconnected while a run waits in between its steps', async () => {
    const customer = await readyCustomer(sandbox())
    await customer.draft()
    server.use(
      http.post(/bulk_update(\?|$)/, async () => void (await organization(customer, true)), { once: true }),
    )
    const login = [...sandbox().state.people.values()][0]
    const run = await customer.sync()
    expect(run).toMatchObject({ status: 'RUNNING', waitsFor: { code: 'writes_paused' } })
    expect((await admin(customer).delete(`/v1/connections/${login?.sub}`)).status).toBe(200)
  })
})
