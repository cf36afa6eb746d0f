import { describe, expect, it } from 'vitest'
import type { Fault } from '../../lib/dev/google-sandbox/requests/faults.ts'
import { api } from '../fixtures/api.ts'
import { takeUp } from '../fixtures/disturbed-sync.ts'
import { findingCodesOf, verdictsOf } from '../fixtures/field-report.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { freeQuota } from '../fixtures/queue.ts'
import { type ReadyCustomer, readyCustomer } from '../fixtures/ready-customer.ts'

const { sandbox } = googleTests({ quota: { perWindow: 1e6, perDay: 1e6 } })

const staging = { variable: 'host', operator: 'startsWith', value: 'staging.' }
const byType = { variable: { dataLayer: 'user.type' }, operator: 'equals', value: 'customer' }
const LEAD = {
  name: 'Lead',
  type: 'CUSTOM_EVENT',
  eventName: 'lead',
  conversion: { value: 5, currency: 'EUR' },
}
const PAGE = {
  name: 'Lead',
  type: 'PAGE_VIEW',
  eventName: undefined,
  urlPattern: '/lead',
  historyChanges: false,
}

type Edited = { what: string; input?: object; there: object; back: object }

/** What a user asks for and takes back. */
const EDITS: readonly Edited[] = [
  { what: 'a pause', there: { paused: true }, back: { paused: false } },
  { what: 'the end of a pause', input: { paused: true }, there: { paused: false }, back: { paused: true } },
  { what: 'a name', there: { name: 'Enquiry' }, back: { name: 'Lead' } },
  { what: 'an event', there: { eventName: 'sent' }, back: { eventName: 'lead' } },
  {
    what: 'a value',
    there: { conversion: { value: 9, currency: 'USD' } },
    back: { conversion: { value: 5, currency: 'EUR' } },
  },
  {
    what: 'no value',
    there: { conversion: { value: null, currency: null } },
    back: { conversion: { value: 5, currency: 'EUR' } },
  },
  { what: 'an exception', there: { exceptions: [staging] }, back: { exceptions: [] } },
  {
    what: 'one exception fewer',
    input: { exceptions: [staging, byType] },
    there: { exceptions: [staging] },
    back: { exceptions: [staging, byType] },
  },
  { what: 'a condition on the data layer', there: { conditions: [byType] }, back: { conditions: [] } },
  {
    what: 'no condition on the data layer',
    input: { conditions: [byType] },
    there: { conditions: [] },
    back: { conditions: [byType] },
  },
  { what: 'a second trigger', input: PAGE, there: { historyChanges: true }, back: { historyChanges: false } },
  {
    what: 'one trigger fewer',
    input: { ...PAGE, historyChanges: true },
    there: { historyChanges: false },
    back: { historyChanges: true },
  },
  {
    what: 'all of it at once',
    there: { paused: true, name: 'Enquiry', exceptions: [staging], conditions: [byType], eventName: 'sent' },
    back: { paused: false, name: 'Lead', exceptions: [], conditions: [], eventName: 'lead' },
  },
]

const COMPILE_ERROR: Fault = { compileError: true }

async function patch({ tenant }: ReadyCustomer, id: string, changes: object) {
  expect(await api(tenant.admin).patch(`/v1/trackings/${id}`, changes)).toMatchObject({ status: 200 })
}

async function sync(customer: ReadyCustomer) {
  await freeQuota()
  let run = await customer.sync()
  while (run.status === 'RUNNING') run = await takeUp(customer, run.id)
  return run
}

async function failingSync(customer: ReadyCustomer) {
  sandbox().faults.next({ service: 'tagmanager', operation: 'quick_preview' }, COMPILE_ERROR)
  expect(await sync(customer)).toMatchObject({ status: 'FAILED', errorCode: 'compile_error' })
}

/** A tracking that is live with these fields, and another one. */
async function live({ paused, ...input }: { paused?: boolean } = {}) {
  const customer = await readyCustomer(sandbox())
  const { id } = await customer.draft({ ...LEAD, ...input })
  const other = await customer.draft({ name: 'Other', eventName: 'other' })
  if (paused) await patch(customer, id, { paused })
  expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED' })
  return { customer, id, other: other.id }
}

/** What is live of a tracking, but for when it was changed. */
function liveOf({ container }: ReadyCustomer, id: string) {
  const contents =
    sandbox().observe().containers[container.publicId]?.liveContents ?? expect.fail('nothing is live')
  const own = <Object extends { notes?: string | null | undefined }>(objects: readonly Object[]) =>
    objects
      .filter(({ notes }) => notes?.includes(id))
      .map(({ ...object }) => ({ ...object, fingerprint: null }))
  return { tags: own(contents.tags), triggers: own(contents.triggers), variables: contents.variables.length }
}

/** The next sync that writes for anybody finds nothing of it, and nobody's draft. */
async function expectForgotten(
  customer: ReadyCustomer,
  { id, other }: { id: string; other: string },
  before: object,
) {
  expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED' })
  await patch(customer, other, { eventName: 'another' })
  expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED', errorCode: null })
  expect(liveOf(customer, id)).toEqual(before)
  expect(await findingCodesOf(customer)).toEqual([])
}

describe('what a failed sync has drafted and its user has taken back', () => {
  it.each(EDITS)('is no stranger’s draft and does not go live: $what', async ({ input, there, back }) => {
    const { customer, ...ids } = await live(input)
    const [before, verdicts] = [liveOf(customer, ids.id), await verdictsOf(customer)]
    await patch(customer, ids.id, there)
    await failingSync(customer)
    await patch(customer, ids.id, back)
    await expectForgotten(customer, ids, before)
    expect(await verdictsOf(customer)).toEqual(verdicts)
  })

  it.each([true, false])(
    'is the deletion of a tracking, which stays as it is live (alone: %s)',
    async (alone) => {
      const { customer, ...ids } = await live()
      const before = liveOf(customer, ids.id)
      await api(customer.tenant.admin).delete(`/v1/trackings/${ids.id}`)
      if (!alone) await patch(customer, ids.other, { eventName: 'third' })
      await failingSync(customer)
      expect((await api(customer.tenant.admin).post(`/v1/trackings/${ids.id}/restore`)).status).toBe(200)
      await expectForgotten(customer, ids, before)
    },
  )

  it('is a deletion that Google does not take back, and the tracking is made again', async () => {
    const { customer, id, other } = await live()
    await api(customer.tenant.admin).delete(`/v1/trackings/${id}`)
    await failingSync(customer)
    await api(customer.tenant.admin).post(`/v1/trackings/${id}/restore`)
    expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED' })
    for (const operation of ['revert_tag', 'revert_trigger'])
      sandbox().faults.next({ service: 'tagmanager', operation }, { status: 404 })
    await patch(customer, other, { eventName: 'another' })
    expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED' })
    expect(await verdictsOf(customer)).toEqual({ [id]: 'LIVE', [other]: 'LIVE' })
  })

  it('is an exception of a tracking that was never live', async () => {
    const customer = await readyCustomer(sandbox())
    const { id } = await customer.draft({ ...LEAD, exceptions: [staging] })
    await failingSync(customer)
    await patch(customer, id, { exceptions: [] })
    expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED' })
    expect(liveOf(customer, id)).toMatchObject({ tags: [{}], triggers: [{ name: 'OCT - Lead' }] })
  })

  it('is the pause of a tracking that was never live', async () => {
    const customer = await readyCustomer(sandbox())
    const { id } = await customer.draft(LEAD)
    await patch(customer, id, { paused: true })
    await failingSync(customer)
    await patch(customer, id, { paused: false })
    expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED' })
    expect(await verdictsOf(customer)).toEqual({ [id]: 'LIVE' })
  })

  it('is taken back over several failures', async () => {
    const { customer, ...ids } = await live()
    const before = liveOf(customer, ids.id)
    await patch(customer, ids.id, { paused: true })
    await failingSync(customer)
    await patch(customer, ids.id, { paused: false })
    await patch(customer, ids.other, { eventName: 'third' })
    await failingSync(customer)
    await expectForgotten(customer, ids, before)
  })
})
