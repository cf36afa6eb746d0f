import { describe, expect, it } from 'vitest'
import { CustomerView } from '../../lib/customers/customer-view.ts'
import type { HandEdit } from '../../lib/dev/google-sandbox/controls/edit-by-hand.ts'
import { FindingView } from '../../lib/findings/finding-view.ts'
import { OrganizationView } from '../../lib/organizations/organization-view.ts'
import { Page } from '../../lib/paging/page.ts'
import type { SyncRunWithJobsView } from '../../lib/sync/queue/run-view.ts'
import { api } from '../fixtures/api.ts'
import { ownerPool } from '../fixtures/database.ts'
import { takeUp } from '../fixtures/disturbed-sync.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { freeQuota } from '../fixtures/queue.ts'
import { type ReadyCustomer, readyCustomer } from '../fixtures/ready-customer.ts'

const { sandbox } = googleTests({ quota: { perWindow: 1e6, perDay: 1e6 } })
const owner = ownerPool()

const admin = ({ tenant }: ReadyCustomer) => api(tenant.admin)

/** A customer with two live trackings, of which one was edited. */
async function edited({ autoRollback = true } = {}) {
  const customer = await readyCustomer(sandbox())
  if (!autoRollback) await admin(customer).patch('/v1/organization', { autoRollback })
  const first = await customer.draft({ name: 'First', eventName: 'first' })
  const second = await customer.draft({ name: 'Second', eventName: 'second' })
  expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', versionId: '1' })
  await admin(customer).patch(`/v1/trackings/${first.id}`, { eventName: 'other' })
  await freeQuota()
  const tag = (name: string) => sandbox().state && tagName(customer, name)
  return { customer, first, second, tag }
}

function tagName(customer: ReadyCustomer, name: string): string {
  const tags = sandbox().observe().containers[customer.container.publicId]?.liveContents.tags ?? []
  return tags.find((tag) => tag.name === `OCT - ${name}`)?.name ?? ''
}

function container(customer: ReadyCustomer) {
  return sandbox().observe().containers[customer.container.publicId]
}

async function stateOf(customer: ReadyCustomer) {
  const findings = (await admin(customer).get(`/v1/findings?customerId=${customer.id}`)).as(Page(FindingView))
  const { hold } = (await admin(customer).get(`/v1/customers/${customer.id}`)).as(CustomerView)
  const { rows } = await owner.query<{ id: string; status: string }>(
    `select id, status from sync_run where customer_id = $1 and kind = 'ROLLBACK'`,
    [customer.id],
  )
  return { findings: findings.data, codes: findings.data.map(({ code }) => code), hold, rollbacks: rows }
}

/** What Google makes of our next version, and the run until it has looked twice. */
async function published(customer: ReadyCustomer, alteration: HandEdit): Promise<SyncRunWithJobsView> {
  sandbox().alterNextVersion(customer.container.publicId, alteration)
  const first = await customer.sync()
  expect(first).toMatchObject({ status: 'RUNNING', errorCode: 'broken' })
  return takeUp(customer, first.id)
}

/** What the version of a run can lack although it was sent, each with the reason that it is found by. */
const ALTERATIONS: readonly [string, (names: { first: string; second: string }) => HandEdit][] = [
  [
    'the tag of a tracking',
    ({ second }) =>
      (google) =>
        google.remove('tag', second),
  ],
  [
    'the trigger of a tag',
    ({ first }) =>
      (google) =>
        google.change('tag', first, { firingTriggerId: [] }),
  ],
  [
    'the trigger in a tag, which fires on all pages instead',
    ({ second }) =>
      (google) =>
        google.change('tag', second, { firingTriggerId: ['2147479553'] }),
  ],
  ['the Conversion Linker', () => (google) => google.remove('tag', 'OCT - Conversion Linker')],
]

describe('a version of ours that keeps a tracking from counting', () => {
  it.each(ALTERATIONS)('without %s is taken back after two looks', async (_, alteration) => {
    const { customer, first, second, tag } = await edited()
    const run = await published(customer, alteration({ first: tag('First'), second: tag('Second') }))
    expect(run).toMatchObject({ status: 'FAILED', errorCode: 'taken_back', versionId: '2' })
    expect(run.errorMessage).toMatch(/through version 2.*two looks.*rollback to version 1 is queued/)
    expect(await customer.tracking(first.id)).toMatchObject({
      syncStatus: 'FAILED',
      syncErrorCode: 'taken_back',
    })
    const held = await stateOf(customer)
    expect(held).toMatchObject({ hold: true, rollbacks: [expect.anything()] })
    const said = held.findings.find(({ code }) => code === 'rollback.automatic')
    expect(said).toMatchObject({ severity: 'error', nextStep: expect.stringContaining('/resume') })
    expect(said?.summary).toMatch(/Since version 2 was published.*(First|Second).*rollback to version 1/)

    const rollback = await takeUp(customer, held.rollbacks[0]?.id ?? '')
    expect(rollback).toMatchObject({
      kind: 'ROLLBACK',
      status: 'SUCCEEDED',
      versionId: '1',
      previousLiveId: '2',
    })
    expect(container(customer)).toMatchObject({ live: '1', latest: '1' })
    expect(await customer.tracking(second.id)).toMatchObject({ deploymentState: 'LIVE' })

    await freeQuota()
    expect((await admin(customer).post(`/v1/customers/${customer.id}/resume`)).status).toBe(200)
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED' })
    expect(await stateOf(customer)).toMatchObject({ hold: false, codes: [] })
    expect(await customer.tracking(first.id)).toMatchObject({ syncStatus: 'SUCCESS', eventName: 'other' })
  })

  it('at the first look only is left live: nothing is taken back, and nothing is held', async () => {
    const { customer, first, tag } = await edited()
    const name = tag('Second')
    const { publicId } = customer.container
    const triggerId = container(customer)?.liveContents.tags.find((each) => each.name === name)
    expect(triggerId).toBeDefined()
    sandbox().alterNextVersion(publicId, (google) => google.pause(name))
    // A pause is a person's, so it is no reason; what comes next is.
    sandbox().alterNextVersion(publicId, (google) =>
      google.change('tag', name, { firingTriggerId: [], notes: 'altered' }),
    )
    const look = await customer.sync()
    expect(look).toMatchObject({ status: 'RUNNING', errorCode: 'broken' })
    expect(await stateOf(customer)).toMatchObject({ hold: false, rollbacks: [] })
    sandbox().alterVersion(publicId, '2', (google) =>
      google.change('tag', name, { firingTriggerId: [google.id('trigger', name)] }),
    )
    expect(await takeUp(customer, look.id)).toMatchObject({ status: 'SUCCEEDED', versionId: '2' })
    expect(container(customer)).toMatchObject({ live: '2', latest: '2' })
    expect(await stateOf(customer)).toMatchObject({ hold: false, rollbacks: [] })
    expect(await customer.tracking(first.id)).toMatchObject({ syncStatus: 'SUCCESS' })
  })

  it('is not taken back where the organization does not want that, and is told', async () => {
    const { customer, tag } = await edited({ autoRollback: false })
    const name = tag('Second')
    sandbox().alterNextVersion(customer.container.publicId, (google) =>
      google.change('tag', name, { firingTriggerId: [], notes: 'altered' }),
    )
    await customer.sync()
    expect(container(customer)).toMatchObject({ live: '2' })
    expect(await stateOf(customer)).toMatchObject({ hold: false, rollbacks: [] })
  })

  it.each<[string, (name: string) => HandEdit]>([
    ['a pause', (name) => (google) => google.pause(name)],
    ['a schedule', (name) => (google) => google.change('tag', name, { scheduleEndMs: '1000' })],
    [
      'an exception',
      (name) => (google) => {
        google.except(name, name)
      },
    ],
  ])('through %s, which is a person’s, is never taken back', async (_, alteration) => {
    const { customer, tag } = await edited()
    sandbox().alterNextVersion(customer.container.publicId, alteration(tag('Second')))
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', versionId: '2' })
    expect(container(customer)).toMatchObject({ live: '2' })
    expect(await stateOf(customer)).toMatchObject({ hold: false, rollbacks: [] })
  })

  it('and was not counting before is not taken back', async () => {
    const { customer, tag } = await edited()
    const name = tag('Second')
    sandbox().editByHand(customer.container.publicId, (person) =>
      person.change('tag', name, { firingTriggerId: [] }),
    )
    const run = await customer.sync()
    expect(run.errorCode).not.toBe('broken')
    expect(await stateOf(customer)).toMatchObject({ hold: false, rollbacks: [] })
  })

  it('is left where a person has published since', async () => {
    const { customer, tag } = await edited()
    const name = tag('Second')
    sandbox().alterNextVersion(customer.container.publicId, (google) => google.remove('tag', name))
    const look = await customer.sync()
    expect(look).toMatchObject({ status: 'RUNNING', errorCode: 'broken' })
    sandbox().publishByHand(customer.container.publicId)
    await takeUp(customer, look.id)
    expect(container(customer)).toMatchObject({ live: '3' })
    expect(await stateOf(customer)).toMatchObject({ hold: false, rollbacks: [] })
  })

  it('as the first one has nothing to go back to, and is told', async () => {
    const customer = await readyCustomer(sandbox())
    await customer.draft({ name: 'First', eventName: 'first' })
    sandbox().alterNextVersion(customer.container.publicId, (google) =>
      google.remove('tag', 'OCT - Conversion Linker'),
    )
    let run = await customer.sync()
    for (let tries = 0; run.status === 'RUNNING' && tries < 8; tries += 1)
      run = await takeUp(customer, run.id)
    const { hold, rollbacks, findings } = await stateOf(customer)
    expect({ hold, rollbacks }).toEqual({ hold: false, rollbacks: [] })
    expect(findings.find(({ code }) => code === 'verify.failed')).toMatchObject({ severity: 'error' })
    expect(container(customer)).toMatchObject({ live: '1' })
  })
})

describe('the policy for automatic rollbacks', () => {
  it('is on at first, and an ADMIN’s to change, on record', async () => {
    const customer = await readyCustomer(sandbox())
    const read = async () => (await admin(customer).get('/v1/organization')).as(OrganizationView)
    expect(await read()).toMatchObject({ autoRollback: true })
    const member = api(await customer.tenant.join('MEMBER'))
    expect((await member.patch('/v1/organization', { autoRollback: false })).status).toBe(403)
    expect((await admin(customer).patch('/v1/organization', { autoRollback: false })).status).toBe(200)
    expect(await read()).toMatchObject({ autoRollback: false })
  })
})
