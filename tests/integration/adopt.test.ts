import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { KINDS } from '../../lib/dev/google-sandbox/state/entity.ts'
import type { Container } from '../../lib/dev/google-sandbox/state/state.ts'
import type { VisitorEvent } from '../../lib/dev/google-sandbox/visitors/moments.ts'
import { InventoryView } from '../../lib/inventory/inventory-view.ts'
import { TRACKING_TYPE_NAMES } from '../../lib/model/tracking-type.ts'
import { SyncRunWithJobsView } from '../../lib/sync/queue/run-view.ts'
import { TrackingView } from '../../lib/trackings/tracking-view.ts'
import { api, type Caller } from '../fixtures/api.ts'
import { newScript } from '../fixtures/api-key.ts'
import { auditLog } from '../fixtures/audit.ts'
import { ownerPool } from '../fixtures/database.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { objectName } from '../fixtures/in-the-field.ts'
import { type InheritedCustomer, inheritedCustomer } from '../fixtures/inherited-customer.ts'
import { freeQuota, useQuotaUp } from '../fixtures/queue.ts'
import { untilAtRest } from '../fixtures/ready-customer.ts'
import { TYPE_VISITS } from '../fixtures/type-visits.ts'

const { sandbox } = googleTests({ quota: { perWindow: 1e6, perDay: 1e6 } })
const owner = ownerPool()

const SHOP = 'the shop of an agency, with GA4 and Google Ads'
const LEADS = 'leads by forms'

/** What the live version holds, object by object as text. */
function liveTexts({ versions, liveVersionId }: Container): Map<string, string> {
  const contents = versions.get(liveVersionId ?? '')?.contents ?? expect.fail('nothing is live')
  return new Map(
    KINDS.flatMap((kind) =>
      [...contents[kind].values()].map((entity) => [`${kind} ${entity.id}`, JSON.stringify(entity)] as const),
    ),
  )
}

/** The names of the objects that are not as they were. */
function differing(before: Map<string, string>, after: Map<string, string>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((key) => before.get(key) !== after.get(key))
}

async function adopt(customer: InheritedCustomer, name: string, body: object = {}, caller?: Caller) {
  await freeQuota()
  const { id: tagId } = customer.live('tag', name)
  return api(caller ?? customer.tenant.admin).post(`/v1/customers/${customer.id}/adopt`, { tagId, ...body })
}

async function plannedChanges({ id, tenant }: InheritedCustomer) {
  await freeQuota()
  const run = (await api(tenant.admin).post(`/v1/customers/${id}/plan`)).as(SyncRunWithJobsView)
  return run.plan?.changes ?? expect.fail('no plan')
}

type Case = {
  container: string
  tag: string
  asks: object
  state: string
  /** What people have to put right before anything can be published. */
  first?: (customer: InheritedCustomer) => void
  edit: Record<string, unknown>
  /** What visitors do after the edit, and the same before it. */
  visit: VisitorEvent
  /** Live objects that the edit changes, and those that it adds. */
  changes: string[]
}

const url = 'https://www.client.example'

const ADOPTED: Case[] = [
  {
    container: SHOP,
    tag: 'Ads purchase',
    asks: {
      type: 'CUSTOM_EVENT',
      eventName: 'purchase',
      urlPattern: null,
      conversion: {
        category: 'PURCHASE',
        counting: 'MANY_PER_CLICK',
        value: { dataLayer: 'ecommerce.value' },
        currency: 'EUR',
        orderId: { dataLayer: 'ecommerce.transaction_id' },
        newCustomer: null,
        primary: true,
        clickThroughLookbackWindowDays: null,
        viewThroughLookbackWindowDays: null,
      },
    },
    state: 'LIVE',
    edit: { eventName: 'order_placed' },
    visit: { type: 'custom', url, eventName: 'order_placed' },
    // The trigger is the GA4 tag's as well: it stays, and the tag gets one of its own.
    changes: ['tag 4', 'trigger 24'],
  },
  {
    container: SHOP,
    tag: 'Ads gift card',
    asks: {
      eventName: 'gift_card',
      conversion: expect.objectContaining({
        value: 25,
        currency: 'EUR',
        orderId: { dataLayer: 'ecommerce.transaction_id' },
      }),
    },
    state: 'LIVE',
    edit: { conversion: { value: 30 } },
    visit: { type: 'custom', url, eventName: 'gift_card' },
    changes: ['tag 6'],
  },
  {
    container: LEADS,
    tag: 'Thanks',
    asks: { type: 'PAGE_VIEW', urlPattern: '*/thanks*', historyChanges: false },
    state: 'LIVE',
    edit: { urlPattern: '/thank-you' },
    visit: { type: 'pageview', url: `${url}/thank-you` },
    changes: ['trigger 22'],
  },
  {
    container: LEADS,
    tag: 'Call',
    asks: {
      type: 'PHONE_CLICK',
      selector: null,
      conversion: expect.objectContaining({ category: 'PHONE_CALL_LEAD' }),
    },
    state: 'LIVE',
    first: (customer) => customer.byHand((by) => by.enable('clickUrl')),
    edit: { urlPattern: '/contact' },
    visit: { type: 'click', url: `${url}/contact`, html: '<a href="tel:+4930123">Call</a>', element: 'a' },
    changes: ['trigger 25'],
  },
  {
    container: 'grown since Universal Analytics',
    tag: 'Catalogue',
    asks: { type: 'CUSTOM_EVENT', eventName: 'catalogue' },
    state: 'CANNOT_FIRE',
    first: (customer) =>
      customer.byHand((by) =>
        by.add('variable', {
          name: 'Customer type',
          type: 'v',
          parameter: [{ type: 'template', key: 'name', value: 'customer' }],
        }),
      ),
    edit: { eventName: 'catalogue_ordered' },
    visit: { type: 'custom', url, eventName: 'catalogue_ordered' },
    changes: ['tag 5', 'trigger 23'],
  },
  {
    container: 'one label many times',
    tag: 'Booking',
    asks: { type: 'CUSTOM_EVENT', eventName: 'booked' },
    state: 'LIVE',
    edit: { eventName: 'booking_made' },
    visit: { type: 'custom', url, eventName: 'booking_made' },
    changes: ['tag 2', 'trigger 22'],
  },
  {
    container: 'behind a consent banner',
    tag: 'Lead with consent',
    asks: {
      type: 'CUSTOM_EVENT',
      eventName: 'lead',
      conversion: expect.objectContaining({ category: 'SUBMIT_LEAD_FORM' }),
    },
    state: 'LIVE',
    edit: { eventName: 'lead_sent' },
    visit: { type: 'custom', url, eventName: 'lead_sent' },
    changes: ['trigger 20'],
  },
]

describe('a tag of an inherited container', () => {
  it.each(ADOPTED)(
    '$tag of $container is adopted as it is, edited, and given back',
    async ({ container: name, tag, asks, state, first, edit, visit, changes }) => {
      const customer = await inheritedCustomer(sandbox(), name)
      const { admin } = customer.tenant
      first?.(customer)
      const before = liveTexts(customer.container)
      const everything = JSON.stringify(sandbox().observe())

      const response = await adopt(customer, tag)
      expect(response.status).toBe(201)
      const tracking = response.as(TrackingView)
      expect(response.headers.get('location')).toBe(`/api/v1/trackings/${tracking.id}`)
      const live = customer.live('tag', tag)
      expect(tracking).toMatchObject({
        ...asks,
        name: tag,
        gtmTagId: live.id,
        gtmTriggerId: live.firingTriggerId?.[0],
        syncStatus: 'SUCCESS',
        version: 1,
        syncedVersion: 1,
        deploymentState: state,
      })
      if (state === 'LIVE') expect(await plannedChanges(customer)).toEqual([])
      await freeQuota()
      await customer.verify()
      expect((await customer.deployment(tracking.id))?.state).toBe(state)
      const drifts = (await customer.codes()).filter((code) => code.startsWith('drift.'))
      expect(drifts).toEqual([])
      expect(JSON.stringify(sandbox().observe())).toBe(everything)

      await customer.edit(tracking.id, edit)
      expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED' })
      const edited = liveTexts(customer.container)
      const linkers = [...edited].filter(([, text]) => text.includes('oneclicktag:conversion-linker'))
      expect(differing(before, edited)).toEqual(expect.arrayContaining(changes))
      expect(differing(before, edited)).toHaveLength(changes.length + linkers.length)
      const { tags } = sandbox().simulate(customer.container.publicId, visit, {
        consent: { ad_storage: 'granted' },
      })
      expect(tags.find((each) => each.tag === tag)?.fired).toBe(state === 'LIVE' ? 1 : 0)

      expect((await api(admin).post(`/v1/trackings/${tracking.id}/release`)).status).toBe(204)
      await customer.sync()
      expect(differing(edited, liveTexts(customer.container))).toEqual([])
      await freeQuota()
      const inventory = (await api(admin).get(`/v1/customers/${customer.id}/inventory`)).as(InventoryView)
      expect(inventory.tags.map(({ trackingId }) => trackingId)).toEqual(inventory.tags.map(() => null))
      expect((await adopt(customer, tag)).status).toBe(201)
    },
  )
})

describe('the adoption of a tag', () => {
  const rejected: [container: string, tag: string, names: string[], reason: string][] = [
    [LEADS, 'Lead form', ['trigger.20.firingTriggerId'], 'the tag fires on several triggers'],
    [LEADS, 'Conversion Linker', ['tag.type', 'trigger.2147479573'], 'only conversion tags of Google Ads'],
    ['grown since Universal Analytics', 'Dealer', ['tag.firingTriggerId'], 'no trigger that exists'],
    ['grown since Universal Analytics', 'Removed one', ['tag.conversionLabel'], 'has this label'],
    [
      'grown since Universal Analytics',
      'Hidden one',
      ['trigger.21.filter', 'tag.conversionLabel'],
      '{{Customer type}} equals “loyal”',
    ],
    ['left behind by another agency', 'Their lead', ['tag.conversionLabel'], 'has this label'],
  ]

  it.each(rejected)('of %s, %s, is rejected for %j', async (container, tag, names, reason) => {
    const customer = await inheritedCustomer(sandbox(), container)
    const everything = JSON.stringify(sandbox().observe())
    const { problem } = await adopt(customer, tag)
    expect(problem).toMatchObject({ status: 409, code: 'conflict' })
    expect(problem.invalidParams?.map(({ name }) => name)).toEqual(names)
    expect(problem.detail).toContain(reason)
    expect(JSON.stringify(sandbox().observe())).toBe(everything)
    const trackings = await api(customer.tenant.admin).get(`/v1/trackings?customerId=${customer.id}`)
    expect(trackings.body).toMatchObject({ data: [] })
  })

  it('is a conflict where tag, trigger or action are a tracking’s already', async () => {
    const customer = await inheritedCustomer(sandbox(), 'one label many times')
    const { id } = (await adopt(customer, 'Booking')).as(TrackingView)
    for (const tag of ['Booking', 'Booking (copy)']) {
      expect((await adopt(customer, tag, { name: 'Another' })).problem.detail).toContain(`tracking ${id}`)
    }
  })

  it('of a tag that is deleted with its tracking waits until that is done', async () => {
    const customer = await inheritedCustomer(sandbox(), SHOP)
    const { id } = (await adopt(customer, 'Ads basket')).as(TrackingView)
    await customer.remove(id)
    expect((await adopt(customer, 'Ads basket')).status).toBe(409)
    await customer.sync()
    expect(customer.names('tag')).not.toContain('Ads basket')
    // Its trigger was its own.
    expect(customer.names('trigger')).not.toContain('Basket')
  })

  it('takes over whether bidding aims at it, and leaves what it sends by a script', async () => {
    const customer = await inheritedCustomer(sandbox(), SHOP)
    customer.byHand((by) => {
      const { parameter = [] } = customer.live('tag', 'Ads basket')
      const javascript = { type: 'template' as const, key: 'javascript', value: 'function() { return 7 }' }
      by.add('variable', { name: 'Basket value', type: 'jsm', parameter: [javascript] })
      const value = { type: 'template' as const, key: 'conversionValue', value: '{{Basket value}}' }
      by.change('tag', 'Ads basket', { parameter: [...parameter, value] })
    })
    const tracking = (await adopt(customer, 'Ads basket')).as(TrackingView)
    expect(tracking.conversion).toMatchObject({ primary: false, value: null })
    await customer.edit(tracking.id, { eventName: 'basket', conversion: { counting: 'MANY_PER_CLICK' } })
    await customer.sync()
    expect(customer.live('tag', 'Ads basket').parameter).toContainEqual(
      expect.objectContaining({ key: 'conversionValue', value: '{{Basket value}}' }),
    )
    expect(customer.action(await customer.tracking(tracking.id)).primaryForGoal).toBe(false)
  })

  it('leaves a shared trigger to the other tags when the tracking is deleted', async () => {
    const customer = await inheritedCustomer(sandbox(), SHOP)
    const { id } = (await adopt(customer, 'Ads purchase')).as(TrackingView)
    await customer.remove(id)
    await customer.sync()
    expect(customer.names('tag')).not.toContain('Ads purchase')
    expect(customer.live('tag', 'GA4 purchase').firingTriggerId).toEqual(['20'])
    expect(customer.names('trigger')).toContain('Purchase')
  })

  it('of a tag that is paused is paused as wanted, until the tracking goes on', async () => {
    const customer = await inheritedCustomer(sandbox(), SHOP)
    customer.byHand((by) => by.pause('Ads basket'))
    const tracking = (await adopt(customer, 'Ads basket')).as(TrackingView)
    expect(tracking).toMatchObject({ paused: true, deploymentState: 'PAUSED', syncStatus: 'SUCCESS' })
    expect(await plannedChanges(customer)).toEqual([])
    await customer.edit(tracking.id, { paused: false })
    await customer.sync()
    expect(customer.live('tag', 'Ads basket').paused ?? false).toBe(false)
    expect(await customer.tracking(tracking.id)).toMatchObject({ deploymentState: 'LIVE' })
  })

  it('names the trigger of its own by the pattern of the organization, and puts it into the folder', async () => {
    const customer = await inheritedCustomer(sandbox(), SHOP)
    const naming = { namePattern: '{customer} | {name}', folder: 'Agency' }
    expect((await api(customer.tenant.admin).patch('/v1/organization', naming)).status).toBe(200)
    const { id } = (await adopt(customer, 'Ads purchase')).as(TrackingView)
    expect(await plannedChanges(customer)).toEqual([])
    await customer.edit(id, { eventName: 'order_placed' })
    await customer.sync()
    const { parentFolderId } = customer.live('tag', 'Ads purchase')
    expect(parentFolderId).toBeUndefined()
    const copies = customer.names('trigger').filter((name) => name.endsWith('| Ads purchase'))
    expect(copies).toHaveLength(1)
    expect(customer.live('trigger', copies[0] ?? '').parentFolderId).toBeDefined()
    expect(await customer.codes()).toEqual([])
  })

  it('renames nothing at Google, and a new name of the tracking leaves a shared trigger its own', async () => {
    const customer = await inheritedCustomer(sandbox(), SHOP)
    const { id, name } = (await adopt(customer, 'Ads purchase', { name: 'Order' })).as(TrackingView)
    expect(name).toBe('Order')
    expect(customer.names('tag')).toContain('Ads purchase')
    await customer.edit(id, { name: 'Order in the shop' })
    await customer.sync()
    expect(customer.names('trigger')).toContain('Purchase')
    expect(customer.live('tag', 'OCT - Order in the shop')).toMatchObject({
      id: '4',
      notes: `oneclicktag:${id}`,
      firingTriggerId: ['20'],
    })
  })

  it('sent again with its idempotency key adopts once', async () => {
    const customer = await inheritedCustomer(sandbox(), SHOP)
    const once = api(customer.tenant.admin).with({ 'idempotency-key': 'adopt-once' })
    const responses = []
    for (let time = 0; time < 2; time += 1) {
      await freeQuota()
      responses.push(await once.post(`/v1/customers/${customer.id}/adopt`, { tagId: '4' }))
    }
    expect(responses.map(({ status }) => status)).toEqual([201, 201])
    const [first, second] = responses.map((response) => response.as(TrackingView).id)
    expect(second).toBe(first)
    await api(customer.tenant.admin).delete(`/v1/trackings/${first}`)
    await freeQuota()
    const late = await once.post(`/v1/customers/${customer.id}/adopt`, { tagId: '4' })
    expect(late.problem).toMatchObject({ status: 410, code: 'gone' })
  })

  it('with an idempotency key that another organization has used adopts all the same', async () => {
    const ids = []
    for (const customer of [
      await inheritedCustomer(sandbox(), SHOP),
      await inheritedCustomer(sandbox(), SHOP),
    ]) {
      await freeQuota()
      const keyed = api(customer.tenant.admin).with({ 'idempotency-key': 'the-same-key' })
      const response = await keyed.post(`/v1/customers/${customer.id}/adopt`, { tagId: '4' })
      expect(response.headers.get('idempotency-replayed')).toBeNull()
      ids.push(response.as(TrackingView).customerId)
    }
    expect(new Set(ids).size).toBe(2)
  })

  it('keeps to the names and the number of trackings, and to one tag a key', async () => {
    const customer = await inheritedCustomer(sandbox(), SHOP)
    await customer.draft({ name: 'Ads basket' })
    expect((await adopt(customer, 'Ads basket')).problem).toMatchObject({
      status: 409,
      invalidParams: [{ name: 'body.name' }],
    })
    const keyed = api(customer.tenant.admin).with({ 'idempotency-key': 'one-tag' })
    const path = `/v1/customers/${customer.id}/adopt`
    await freeQuota()
    expect((await keyed.post(path, { tagId: '4' })).status).toBe(201)
    expect((await keyed.post(path, { tagId: '6' })).problem).toMatchObject({
      status: 422,
      code: 'idempotency_key_reused',
    })
    await owner.query('update app.organization_size set trackings = 100000 where organization_id = $1', [
      customer.tenant.organizationId,
    ])
    expect((await adopt(customer, 'Ads gift card')).problem).toMatchObject({ code: 'limit_reached' })
  })

  it('at once by two is done by one', async () => {
    const customer = await inheritedCustomer(sandbox(), SHOP)
    await freeQuota()
    const both = await Promise.all(
      ['One', 'Two'].map((name) =>
        api(customer.tenant.admin).post(`/v1/customers/${customer.id}/adopt`, { tagId: '4', name }),
      ),
    )
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409])
  })

  it('of a tag that is not there, in a foreign or absent customer, finds nothing', async () => {
    const customer = await inheritedCustomer(sandbox(), SHOP)
    const other = await inheritedCustomer(sandbox(), SHOP)
    await freeQuota()
    const post = (id: string, body: object, caller = customer.tenant.admin) =>
      api(caller).post(`/v1/customers/${id}/adopt`, body)
    expect((await post(customer.id, { tagId: '99' })).problem).toMatchObject({
      status: 404,
      code: 'not_found',
    })
    for (const id of [other.id, randomUUID()]) {
      expect((await post(id, { tagId: '4' })).problem).toMatchObject({
        status: 404,
        detail: 'No such customer.',
      })
    }
    expect((await post(customer.id, { tagId: 'all' })).status).toBe(400)
  })

  it('and its release are for ADMINs, and for the scripts of one', async () => {
    const customer = await inheritedCustomer(sandbox(), SHOP)
    const member = await customer.tenant.join('MEMBER')
    expect((await adopt(customer, 'Ads basket', {}, member)).status).toBe(403)
    expect((await adopt(customer, 'Ads basket', {}, await newScript(customer.tenant))).status).toBe(403)
    const script = await newScript(customer.tenant, 'ADMIN')
    const { id } = (await adopt(customer, 'Ads basket', {}, script)).as(TrackingView)
    expect((await api(member).post(`/v1/trackings/${id}/release`)).status).toBe(403)
    expect((await api(script).post(`/v1/trackings/${id}/release`)).status).toBe(204)
  })

  it('for which Google cannot be asked says why', async () => {
    const customer = await inheritedCustomer(sandbox(), SHOP)
    sandbox().faults.next({ service: 'tagmanager' }, { status: 503 })
    expect((await adopt(customer, 'Ads basket')).problem).toMatchObject({ code: 'google_unavailable' })
    await useQuotaUp()
    const path = `/v1/customers/${customer.id}/adopt`
    const exhausted = await api(customer.tenant.admin).post(path, { tagId: '7' })
    expect(exhausted.problem).toMatchObject({ status: 503, code: 'quota_exhausted' })
    const login = [...sandbox().state.people.values()].at(-1) ?? expect.fail('no login')
    sandbox().revokeGrant(login.sub)
    expect((await adopt(customer, 'Ads basket')).problem).toMatchObject({ code: 'google_rejected' })
  })
})

describe('what trackings of each type have left at Google', () => {
  it('is adopted as what asks for it', async () => {
    const customer = await inheritedCustomer(sandbox(), SHOP)
    const { admin } = customer.tenant
    const made = []
    for (const type of TRACKING_TYPE_NAMES) {
      const { exceptions: _, ...input } = TYPE_VISITS[type].input
      const body = { customerId: customer.id, name: type.replace('_', ' '), type, ...input }
      made.push((await api(admin).post('/v1/trackings', body)).as(TrackingView))
    }
    await customer.sync()
    const before = liveTexts(customer.container)
    for (const { id } of made) {
      expect((await api(admin).post(`/v1/trackings/${id}/release`)).status).toBe(204)
    }
    for (const tracking of made) {
      const again = await adopt(customer, objectName(tracking))
      expect(again.as(TrackingView)).toMatchObject({ type: tracking.type, deploymentState: 'LIVE' })
    }
    expect(await plannedChanges(customer)).toEqual([])
    await customer.sync()
    expect(differing(before, liveTexts(customer.container))).toEqual([])
  })
})

describe('the release of a tracking', () => {
  it('is on record, with what was let go of', async () => {
    const customer = await inheritedCustomer(sandbox(), SHOP)
    const { id } = (await adopt(customer, 'Ads basket')).as(TrackingView)
    await api(customer.tenant.admin).post(`/v1/trackings/${id}/release`)
    const entries = (await auditLog(customer.tenant)).filter(({ target }) => target.id === id)
    expect(entries.map(({ action }) => action)).toEqual([
      'tracking.create',
      'tracking.update',
      'tracking.delete',
      'tracking.release',
    ])
    expect(entries.at(-1)?.after).toEqual({
      gtmTagId: '7',
      gtmTriggerId: '23',
      conversionActionResourceName: `customers/${customer.adsAccountId}/conversionActions/9000004`,
    })
  })

  it('leaves what we have made ourselves as well, and a restore takes it back by its mark', async () => {
    const customer = await inheritedCustomer(sandbox(), SHOP)
    const tracking = await customer.draft({ name: 'Lead', eventName: 'lead' })
    await customer.sync()
    const before = liveTexts(customer.container)
    expect((await api(customer.tenant.admin).post(`/v1/trackings/${tracking.id}/release`)).status).toBe(204)
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED' })
    expect(differing(before, liveTexts(customer.container))).toEqual([])
    expect((await api(customer.tenant.admin).post(`/v1/trackings/${tracking.id}/restore`)).status).toBe(200)
    await customer.sync()
    expect(differing(before, liveTexts(customer.container))).toEqual([])
    expect(await customer.tracking(tracking.id)).toMatchObject({
      syncStatus: 'SUCCESS',
      deploymentState: 'LIVE',
    })
  })

  it('outlives a rollback that brings back what it has left', async () => {
    const customer = await inheritedCustomer(sandbox(), SHOP)
    const { admin } = customer.tenant
    const { id } = await customer.draft({ name: 'Lead', eventName: 'lead' })
    await customer.sync()
    const left = await customer.tracking(id)
    await api(admin).post(`/v1/trackings/${left.id}/release`)
    await customer.draft({ name: 'Signup', eventName: 'signup' })
    await customer.sync()
    await freeQuota()
    const rollback = await api(admin).post(`/v1/customers/${customer.id}/rollback`, {
      mode: 'previous_version',
    })
    await untilAtRest(rollback.as(SyncRunWithJobsView).id)
    await api(admin).post(`/v1/customers/${customer.id}/resume`)
    await customer.sync()
    expect(customer.names('tag')).toContain('OCT - Lead')
    expect(customer.action(left)).toMatchObject({ status: 'ENABLED' })
  })

  it('cancels an edit that waits', async () => {
    const customer = await inheritedCustomer(sandbox(), SHOP)
    const { id } = (await adopt(customer, 'Ads basket')).as(TrackingView)
    const before = liveTexts(customer.container)
    await customer.edit(id, { eventName: 'basket' })
    expect((await api(customer.tenant.admin).post(`/v1/trackings/${id}/release`)).status).toBe(204)
    await customer.sync()
    expect(differing(before, liveTexts(customer.container))).toEqual([])
  })

  it('waits for a version that awaits publishing, and for the ETag that it is meant for', async () => {
    const customer = await inheritedCustomer(sandbox(), SHOP)
    const { admin } = customer.tenant
    const { id } = (await adopt(customer, 'Ads basket')).as(TrackingView)
    const stale = await api(admin).with({ 'if-match': '"7"' }).post(`/v1/trackings/${id}/release`)
    expect(stale.problem).toMatchObject({ status: 412, code: 'precondition_failed' })
    await api(admin).patch('/v1/organization', { publishMode: 'MANUAL' })
    await customer.edit(id, { eventName: 'basket' })
    expect(await customer.sync()).toMatchObject({ status: 'AWAITING_PUBLISH' })
    expect((await api(admin).post(`/v1/trackings/${id}/release`)).problem).toMatchObject({ status: 409 })
  })

  it('of a foreign, absent or released tracking finds nothing', async () => {
    const customer = await inheritedCustomer(sandbox(), SHOP)
    const other = await inheritedCustomer(sandbox(), SHOP)
    const ours = (await adopt(customer, 'Ads basket')).as(TrackingView)
    const theirs = (await adopt(other, 'Ads basket')).as(TrackingView)
    await api(customer.tenant.admin).post(`/v1/trackings/${ours.id}/release`)
    for (const id of [ours.id, theirs.id, randomUUID()]) {
      const { problem } = await api(customer.tenant.admin).post(`/v1/trackings/${id}/release`)
      expect(problem).toMatchObject({ status: 404, detail: 'No such tracking.' })
    }
  })
})
