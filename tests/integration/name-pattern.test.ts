import { describe, expect, it } from 'vitest'
import { OrganizationView } from '../../lib/organizations/organization-view.ts'
import { SyncRunWithJobsView } from '../../lib/sync/queue/run-view.ts'
import { api } from '../fixtures/api.ts'
import { takeUp } from '../fixtures/disturbed-sync.ts'
import { findingCodesOf, htmlTag } from '../fixtures/field-report.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { freeQuota } from '../fixtures/queue.ts'
import { type ReadyCustomer, readyCustomer } from '../fixtures/ready-customer.ts'
import { newTenant } from '../fixtures/tenant.ts'

const { sandbox } = googleTests({ quota: { perWindow: 1e6, perDay: 1e6 } })

const BUY = { name: 'Buy', type: 'BUTTON_CLICK', eventName: undefined, selector: '#buy' }
const LINKER = 'OCT - Conversion Linker'

const live = ({ container }: ReadyCustomer) =>
  sandbox().observe().containers[container.publicId]?.liveContents ?? expect.fail('nothing is live')
const names = (customer: ReadyCustomer) =>
  live(customer)
    .tags.map(({ name }) => name)
    .filter((name) => name !== LINKER)
    .toSorted()
const house = (customer: ReadyCustomer, changes: object) =>
  api(customer.tenant.admin).patch('/v1/organization', changes)
const foldersOf = (customer: ReadyCustomer) => {
  const { folders, tags, triggers, variables } = live(customer)
  const nameOf = new Map(folders.map(({ folderId, name }) => [folderId, name]))
  return Object.fromEntries(
    [...tags, ...triggers, ...variables].map(({ name, parentFolderId = '' }) => [
      name,
      nameOf.get(parentFolderId),
    ]),
  )
}

async function sync(customer: ReadyCustomer): Promise<SyncRunWithJobsView> {
  await freeQuota()
  const run = await customer.sync()
  expect(run).toMatchObject({ status: 'SUCCEEDED' })
  return run
}

describe('the name pattern of an organization', () => {
  it('names new objects, and leaves those that are there as they are called', async () => {
    const customer = await readyCustomer(sandbox())
    const { id } = await customer.draft(BUY)
    await sync(customer)
    expect(names(customer)).toEqual(['OCT - Buy'])

    await api(customer.tenant.admin).patch(`/v1/customers/${customer.id}`, { name: 'Nord: {Wind}' })
    expect((await house(customer, { namePattern: '{customer} | {type} | {name}' })).status).toBe(200)
    await customer.draft({ name: 'Signup' })
    await sync(customer)
    expect(names(customer)).toEqual(['Nord Wind | Custom event | Signup', 'OCT - Buy'])

    // Neither the pattern nor the customer’s name reaches what is there; the tracking’s own name does, by its own pattern.
    await house(customer, { namePattern: 'Other {id}' })
    await api(customer.tenant.admin).patch(`/v1/customers/${customer.id}`, { name: 'Sued' })
    await api(customer.tenant.admin).patch(`/v1/trackings/${id}`, { name: 'Order' })
    await sync(customer)
    expect(names(customer)).toEqual(['Nord Wind | Custom event | Signup', 'OCT - Order'])
    expect(
      live(customer)
        .triggers.map(({ name }) => name)
        .toSorted(),
    ).toEqual(names(customer))
    expect(await findingCodesOf(customer)).toEqual([])
  })

  it('is what a plan shows names by', async () => {
    const customer = await readyCustomer(sandbox())
    await house(customer, { namePattern: '{name} ({id})', folder: 'Agency' })
    const { id } = await customer.draft(BUY)
    await freeQuota()
    const response = await api(customer.tenant.admin).post(`/v1/customers/${customer.id}/plan`)
    const { plan } = response.as(SyncRunWithJobsView)
    const name = `Buy (${id.slice(-8)})`
    expect(
      plan?.changes
        .filter(({ service }) => service === 'tagManager')
        .map((each) => `${each.kind} ${each.name}`),
    ).toEqual([
      'folder Agency',
      'builtInVariable Click Element',
      `trigger ${name}`,
      `tag ${LINKER}`,
      `tag ${name}`,
    ])
    expect(plan?.changes.find(({ kind }) => kind === 'folder')).toMatchObject({
      action: 'create',
      trackingIds: [id],
      summary: 'Adds the folder “Agency”.',
    })
  })

  it('gives a name that is taken the tail of the id, once and for all', async () => {
    const customer = await readyCustomer(sandbox())
    sandbox().editByHand(
      customer.container.publicId,
      (person) => void person.add('tag', htmlTag('OCT - Buy')),
    )
    const { id } = await customer.draft(BUY)
    await sync(customer)
    const own = `OCT - Buy - ${id.slice(-8)}`
    expect(names(customer)).toEqual(['OCT - Buy', own])

    sandbox().editByHand(customer.container.publicId, (person) => person.remove('tag', 'OCT - Buy'))
    await api(customer.tenant.admin).patch(`/v1/trackings/${id}`, { selector: '#order' })
    await sync(customer)
    expect(names(customer)).toEqual([own])
    expect(await findingCodesOf(customer)).toEqual([])
  })

  it('leaves a tag that a person has renamed, also where another has its name by now', async () => {
    const customer = await readyCustomer(sandbox())
    const { id } = await customer.draft(BUY)
    await sync(customer)
    sandbox().editByHand(customer.container.publicId, (person) => {
      person.rename('tag', 'OCT - Buy', 'Kauf')
      person.add('tag', htmlTag('OCT - Buy'))
    })
    await api(customer.tenant.admin).patch(`/v1/trackings/${id}`, { selector: '#order' })
    await sync(customer)
    expect(names(customer)).toEqual(['Kauf', 'OCT - Buy'])
  })

  it('names by 200 characters at most, with all that tells names apart', async () => {
    const customer = await readyCustomer(sandbox())
    const long = 'x'.repeat(80)
    await api(customer.tenant.admin).patch(`/v1/customers/${customer.id}`, { name: 'c'.repeat(120) })
    await house(customer, { namePattern: `${'p'.repeat(30)} {customer} {name} {type} {id}` })
    await customer.draft({
      name: `${long.slice(1)}1`,
      type: 'PAGE_VIEW',
      eventName: undefined,
      urlPattern: '/a',
    })
    await customer.draft({
      name: `${long.slice(1)}2`,
      type: 'PAGE_VIEW',
      eventName: undefined,
      urlPattern: '/b',
    })
    await sync(customer)
    const all = [...names(customer), ...live(customer).triggers.map(({ name }) => name)]
    expect(Math.max(...all.map(({ length }) => length))).toBeLessThanOrEqual(200)
    expect(new Set(names(customer)).size).toBe(2)
  })

  it.each([
    ['OCT'],
    ['OCT: {name}'],
    ['OCT {type}'],
    ['{{name}}'],
    ['{name} {name}'],
    ['{name} {nmae}'],
    ['{name} {'],
    [`{name} ${'x'.repeat(60)}`],
    [null],
  ])('cannot be %j', async (namePattern) => {
    const { admin } = await newTenant()
    const response = await api(admin).patch('/v1/organization', { namePattern })
    expect([response.status, ...new Set(response.faults)]).toEqual([400, 'body.namePattern'])
  })

  it('is an ADMIN’s to choose, and on record', async () => {
    const { admin, join } = await newTenant()
    const member = await join('MEMBER')
    expect((await api(member).get('/v1/organization')).as(OrganizationView)).toMatchObject({
      namePattern: 'OCT - {name}',
      folder: null,
    })
    const changes = { namePattern: '{id}', folder: 'Agency' }
    expect((await api(member).patch('/v1/organization', changes)).status).toBe(403)
    expect((await api(admin).patch('/v1/organization', changes)).as(OrganizationView)).toMatchObject(changes)
    const { body } = await api(admin).get('/v1/audit-log?action=organization.update')
    expect(body).toMatchObject({ data: [{ after: { namePattern: '{id}', folder: 'Agency' } }] })
  })
})

describe('the folder of an organization', () => {
  it('is created with what is put into it, and what is there stays where it is', async () => {
    const customer = await readyCustomer(sandbox())
    await customer.draft({ name: 'Before' })
    await sync(customer)
    await house(customer, { folder: 'Agency' })
    await customer.draft({ ...BUY, urlPattern: '/shop#buy' })
    const calls = sandbox().calls.length
    await sync(customer)
    expect(
      sandbox()
        .calls.slice(calls)
        .filter(({ operation }) => operation === 'bulk_update'),
    ).toHaveLength(1)
    expect(foldersOf(customer)).toEqual({
      'OCT - Before': undefined,
      [LINKER]: undefined,
      'OCT - Buy': 'Agency',
      'OCT - URL Fragment': 'Agency',
    })

    await house(customer, { folder: 'Other' })
    await customer.draft({ name: 'After' })
    await sync(customer)
    expect(foldersOf(customer)).toMatchObject({ 'OCT - Buy': 'Agency', 'OCT - After': 'Other' })
    await house(customer, { folder: null })
    await customer.draft({ name: 'Loose' })
    await sync(customer)
    expect(foldersOf(customer)).toMatchObject({ 'OCT - After': 'Other', 'OCT - Loose': undefined })
    expect(live(customer).folders.map(({ name }) => name)).toEqual(['Agency', 'Other'])
    expect(await findingCodesOf(customer)).toEqual([])
  })

  it('is the one of that name, whoever made it', async () => {
    const customer = await readyCustomer(sandbox())
    sandbox().editByHand(customer.container.publicId, (person) => void person.add('folder', { name: 'Ads' }))
    await house(customer, { folder: 'Ads' })
    await customer.draft()
    await sync(customer)
    expect(foldersOf(customer)).toMatchObject({ 'OCT - Newsletter': 'Ads', [LINKER]: 'Ads' })
    expect(live(customer).folders).toHaveLength(1)
  })

  it('is one that people may take things out of, which is said and not undone', async () => {
    const customer = await readyCustomer(sandbox())
    await house(customer, { folder: 'Agency' })
    const { id } = await customer.draft()
    await sync(customer)
    sandbox().editByHand(customer.container.publicId, (person) => {
      const parentFolderId = person.add('folder', { name: 'Theirs' })
      person.change('tag', 'OCT - Newsletter', { parentFolderId })
    })
    await api(customer.tenant.admin).patch(`/v1/trackings/${id}`, { eventName: 'joined' })
    await sync(customer)
    const theirs = live(customer).folders.find(({ name }) => name === 'Theirs')?.folderId
    expect(live(customer).tags.find(({ name }) => name === 'OCT - Newsletter')).toMatchObject({
      parentFolderId: theirs,
    })
    expect(await findingCodesOf(customer)).toEqual(['drift.arranged'])
  })

  it('holds what is written one by one, too', async () => {
    const customer = await readyCustomer(sandbox())
    await house(customer, { folder: 'Agency' })
    await customer.draft()
    sandbox().faults.next({ service: 'tagmanager', operation: 'bulk_update' }, { status: 404 })
    await sync(customer)
    expect(foldersOf(customer)).toEqual({ 'OCT - Newsletter': 'Agency', [LINKER]: 'Agency' })
  })

  it('of an interrupted run is found in its workspace', async () => {
    const customer = await readyCustomer(sandbox())
    await house(customer, { folder: 'Agency' })
    await customer.draft()
    sandbox().faults.next({ service: 'tagmanager', operation: 'quick_preview' }, { status: 503 })
    await freeQuota()
    const run = await customer.sync()
    expect(run.status).toBe('RUNNING')
    await house(customer, { folder: 'Agency 2' })
    await customer.draft({ name: 'Later', eventName: 'later' })
    await freeQuota()
    expect(await takeUp(customer, run.id)).toMatchObject({ status: 'SUCCEEDED' })
    await sync(customer)
    expect(foldersOf(customer)).toMatchObject({ 'OCT - Newsletter': 'Agency', 'OCT - Later': 'Agency 2' })
  })
})
