import { describe, expect, it } from 'vitest'
import type { HandEdit } from '../../lib/dev/google-sandbox/controls/edit-by-hand.ts'
import { api } from '../fixtures/api.ts'
import { takeUp } from '../fixtures/disturbed-sync.ts'
import { findingCodesOf, pushed, verdictsOf } from '../fixtures/field-report.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { freeQuota } from '../fixtures/queue.ts'
import { type ReadyCustomer, readyCustomer } from '../fixtures/ready-customer.ts'

const { sandbox } = googleTests({ quota: { perWindow: 1e6, perDay: 1e6 } })
const TAG = 'OCT - Newsletter'

const byHand = ({ container }: ReadyCustomer, edit: HandEdit) =>
  sandbox().editByHand(container.publicId, edit)
const counted = ({ container }: ReadyCustomer) =>
  sandbox().simulate(container.publicId, pushed('signup')).conversions.length
const isPaused = ({ container }: ReadyCustomer) =>
  sandbox()
    .observe()
    .containers[container.publicId]?.liveContents.tags.find(({ name }) => name === TAG)?.paused ?? false

async function sync(customer: ReadyCustomer) {
  await freeQuota()
  const run = await customer.sync()
  expect(run).toMatchObject({ status: 'SUCCEEDED' })
  return run
}

async function pause(customer: ReadyCustomer, id: string, paused: boolean) {
  const response = await api(customer.tenant.admin).patch(`/v1/trackings/${id}`, { paused })
  expect([response.status, response.body]).toMatchObject([200, { paused, syncStatus: 'PENDING' }])
}

async function live(): Promise<{ customer: ReadyCustomer; id: string }> {
  const customer = await readyCustomer(sandbox())
  const { id, paused } = await customer.draft()
  expect(paused).toBe(false)
  await sync(customer)
  expect([isPaused(customer), counted(customer)]).toEqual([false, 1])
  return { customer, id }
}

describe('a tracking that its agency pauses', () => {
  it('is paused live by its sync, which is no error and no finding, and counts again afterwards', async () => {
    const { customer, id } = await live()
    await pause(customer, id, true)
    await sync(customer)
    expect([isPaused(customer), counted(customer)]).toEqual([true, 0])
    expect(await customer.tracking(id)).toMatchObject({
      syncStatus: 'SUCCESS',
      syncErrorCode: null,
      deploymentState: 'PAUSED',
    })
    expect(await verdictsOf(customer)).toEqual({ [id]: 'PAUSED paused_as_wanted' })
    expect(await findingCodesOf(customer)).toEqual([])
    const { body } = await api(customer.tenant.admin).get(`/v1/customers/${customer.id}`)
    expect(body).toMatchObject({ deploymentWorst: 'PAUSED', openFindings: 0 })
    await freeQuota()
    expect(await customer.verify()).toMatchObject({ status: 'SUCCEEDED' })
    expect(await customer.tracking(id)).toMatchObject({ deploymentState: 'PAUSED', syncStatus: 'SUCCESS' })

    await pause(customer, id, false)
    await sync(customer)
    expect([isPaused(customer), counted(customer)]).toEqual([false, 1])
    expect(await customer.tracking(id)).toMatchObject({ deploymentState: 'LIVE', syncStatus: 'SUCCESS' })
  })

  it('stays paused through edits, and is made paused where its tag is gone', async () => {
    const { customer, id } = await live()
    await pause(customer, id, true)
    await sync(customer)
    byHand(customer, (person) => person.remove('tag', TAG))
    await api(customer.tenant.admin).patch(`/v1/trackings/${id}`, {
      conversion: { value: 3, currency: 'EUR' },
    })
    await sync(customer)
    expect([isPaused(customer), counted(customer)]).toEqual([true, 0])
    expect(await findingCodesOf(customer)).toEqual([])
  })

  it('and somebody else lets go on is left so and said, and paused again by a repair', async () => {
    const { customer, id } = await live()
    await pause(customer, id, true)
    await sync(customer)
    byHand(customer, (person) => person.unpause(TAG))
    await sync(customer)
    expect([isPaused(customer), await findingCodesOf(customer)]).toEqual([false, ['drift.changed']])
    expect((await customer.tracking(id)).deploymentState).toBe('DIFFERS')

    await freeQuota()
    const repair = await api(customer.tenant.admin).post(`/v1/trackings/${id}/repair`)
    const { id: runId } = Object(repair.body)
    await takeUp(customer, runId)
    expect(isPaused(customer)).toBe(true)
  })

  it('can be taken as going on, where somebody else has let it', async () => {
    const { customer, id } = await live()
    await pause(customer, id, true)
    await sync(customer)
    byHand(customer, (person) => person.unpause(TAG))
    await freeQuota()
    await customer.verify()
    await freeQuota()
    const accepted = await api(customer.tenant.admin).post(`/v1/trackings/${id}/accept`)
    expect(accepted.body).toMatchObject({ tracking: { paused: false }, left: [] })
    expect(await findingCodesOf(customer)).toEqual([])
  })

  it('is finished by the next try of an interrupted sync, which takes its own draft for nobody else’s', async () => {
    const { customer, id } = await live()
    for (const paused of [true, false]) {
      await pause(customer, id, paused)
      sandbox().faults.next({ service: 'tagmanager', operation: 'quick_preview' }, { status: 503 })
      await freeQuota()
      const run = await customer.sync()
      expect(run.status).toBe('RUNNING')
      await freeQuota()
      expect(await takeUp(customer, run.id)).toMatchObject({ status: 'SUCCEEDED' })
      expect(isPaused(customer)).toBe(paused)
    }
  })

  it('counts as many pauses by bulk', async () => {
    const { customer, id } = await live()
    const other = await customer.draft({ name: 'Other', eventName: 'other' })
    const body = { filter: { customerId: customer.id }, changes: { paused: true } }
    const path = '/v1/trackings/bulk/change'
    const seen = await api(customer.tenant.admin).post(`${path}?validate=true`, body)
    expect(seen.body).toMatchObject({
      data: [id, other.id].map(() => ({ before: { paused: false }, after: { paused: true } })),
    })
    const { digest } = Object(seen.body)
    expect((await api(customer.tenant.admin).post(path, { ...body, digest })).status).toBe(200)
    await sync(customer)
    expect(await verdictsOf(customer)).toEqual({
      [id]: 'PAUSED paused_as_wanted',
      [other.id]: 'PAUSED paused_as_wanted',
    })
  })
})

describe('a tag that somebody else has paused', () => {
  it('stays paused, whatever is edited of the tracking', async () => {
    const { customer, id } = await live()
    byHand(customer, (person) => person.pause(TAG))
    await api(customer.tenant.admin).patch(`/v1/trackings/${id}`, {
      conversion: { value: 3, currency: 'EUR' },
    })
    await freeQuota()
    await customer.sync()
    expect(isPaused(customer)).toBe(true)
    expect(await customer.tracking(id)).toMatchObject({
      syncErrorCode: 'cannot_fire',
      deploymentState: 'CANNOT_FIRE',
    })
    expect(await findingCodesOf(customer)).toEqual(['cannot_fire.paused'])
  })

  it('is theirs no more once its agency has paused and resumed it', async () => {
    const { customer, id } = await live()
    byHand(customer, (person) => person.pause(TAG))
    await pause(customer, id, true)
    await sync(customer)
    expect(await findingCodesOf(customer)).toEqual([])
    await pause(customer, id, false)
    await sync(customer)
    expect([isPaused(customer), counted(customer)]).toEqual([false, 1])
  })
})
