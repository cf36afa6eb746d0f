import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { AcceptedView } from '../../lib/customers/accept-view.ts'
import { api, type Caller } from '../fixtures/api.ts'
import { newScript } from '../fixtures/api-key.ts'
import { ownerPool } from '../fixtures/database.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { type CustomerInTheField, customerInTheField, objectName } from '../fixtures/in-the-field.ts'
import { filter, parameter } from '../fixtures/published-tag.ts'
import { freeQuota, useQuotaUp } from '../fixtures/queue.ts'

const { sandbox } = googleTests({ quota: { perWindow: 1e6, perDay: 1e6 } })
const owner = ownerPool()

const BUY = {
  name: 'Buy',
  type: 'BUTTON_CLICK',
  eventName: undefined,
  selector: '#buy',
  urlPattern: '/shop*',
  conversion: { category: 'PURCHASE', value: 25, currency: 'EUR' },
}
const SIGNUP = { name: 'Signup', eventName: 'signup' }
const THANKS = {
  name: 'Thanks',
  type: 'PAGE_VIEW',
  eventName: undefined,
  urlPattern: '/thanks',
  historyChanges: false,
}

async function synced(input: Record<string, unknown>) {
  const customer = await customerInTheField(sandbox())
  const drafted = await customer.draft(input)
  await customer.sync()
  return { customer, tracking: await customer.tracking(drafted.id), name: objectName(drafted) }
}
type Synced = Awaited<ReturnType<typeof synced>>

const accept = async ({ customer, tracking }: Synced, caller: Caller = customer.tenant.admin) => {
  await freeQuota()
  return api(caller).post(`/v1/trackings/${tracking.id}/accept`)
}
const withValue = ({ customer, name }: Synced, key: string, value: string) =>
  (customer.live('tag', name).parameter ?? []).map((each) =>
    each.key === key ? parameter(key, value) : each,
  )
const replace = (it: Synced, ...conditions: ReturnType<typeof filter>[]) =>
  it.customer.byHand((by) => by.change('trigger', it.name, { filter: conditions }))
const actionOf = ({ adsAccountId }: CustomerInTheField) =>
  [...(sandbox().state.adsCustomers.get(adsAccountId)?.conversionActions.values() ?? [])][0] ??
  expect.fail('no action')

type Case = { changed: string; of: Record<string, unknown>; by: (it: Synced) => void; asks: object }

const EXPRESSIBLE: Case[] = [
  {
    changed: 'the event',
    of: SIGNUP,
    by: ({ customer, name }) =>
      customer.byHand((by) =>
        by.change('trigger', name, { customEventFilter: [filter('equals', '{{_event}}', 'joined')] }),
      ),
    asks: { eventName: 'joined' },
  },
  {
    changed: 'value and currency',
    of: BUY,
    by: (it) =>
      it.customer.byHand((by) => {
        by.change('tag', it.name, { parameter: withValue(it, 'conversionValue', '40') })
      }),
    asks: { conversion: expect.objectContaining({ value: 40, currency: 'EUR' }) },
  },
  {
    changed: 'the address',
    of: THANKS,
    by: (it) =>
      replace(it, filter('matchRegex', '{{Page URL}}', String.raw`^https?://[^/?]+/welcome/?(?:\?.*)?$`)),
    asks: { urlPattern: '/welcome', urlRegex: null },
  },
  {
    changed: 'the address, by an expression of their own',
    of: THANKS,
    by: (it) => replace(it, filter('matchRegex', '{{Page URL}}', '/(thanks|welcome)$')),
    asks: { urlPattern: null, urlRegex: '/(thanks|welcome)$' },
  },
  {
    changed: 'the selector',
    of: { ...BUY, urlPattern: undefined },
    by: (it) => replace(it, filter('cssSelector', '{{Click Element}}', '.cta, .cta *')),
    asks: { selector: '.cta' },
  },
  {
    changed: 'a condition of its list',
    of: { ...SIGNUP, conditions: [{ variable: 'host', operator: 'equals', value: 'shop.example' }] },
    by: (it) => replace(it, filter('startsWith', '{{Page Hostname}}', 'www.')),
    asks: {
      conditions: [
        { variable: 'host', operator: 'startsWith', value: 'www.', not: false, ignoreCase: false },
      ],
    },
  },
  {
    changed: 'an exception',
    of: {
      ...SIGNUP,
      exceptions: [{ variable: { dataLayer: 'internal' }, operator: 'equals', value: 'true' }],
    },
    by: ({ customer, name }) =>
      customer.byHand((by) =>
        by.change('trigger', `${name} - exception 1`, {
          filter: [filter('equals', '{{OCT - Data Layer - internal}}', 'yes')],
        }),
      ),
    asks: { exceptions: [expect.objectContaining({ variable: { dataLayer: 'internal' }, value: 'yes' })] },
  },
  {
    changed: 'the event, to an expression',
    of: SIGNUP,
    by: ({ customer, name }) =>
      customer.byHand((by) =>
        by.change('trigger', name, { customEventFilter: [filter('matchRegex', '{{_event}}', '^sign')] }),
      ),
    asks: { eventName: null, eventRegex: '^sign' },
  },
  {
    changed: 'how far is scrolled',
    of: { name: 'Read', type: 'SCROLL_DEPTH', eventName: undefined },
    by: ({ customer, name }) =>
      customer.byHand((by) =>
        by.change('trigger', name, {
          parameter: (customer.live('trigger', name).parameter ?? []).map((each) =>
            each.key === 'verticalThresholdsPercent' ? parameter(each.key, '75') : each,
          ),
        }),
      ),
    asks: { percent: 75 },
  },
  {
    changed: 'how long is stayed',
    of: { name: 'Stay', type: 'TIMER', eventName: undefined },
    by: ({ customer, name }) =>
      customer.byHand((by) => by.change('trigger', name, { interval: { type: 'template', value: '45000' } })),
    asks: { seconds: 45 },
  },
  {
    changed: 'that the browser waits',
    of: { name: 'Link', type: 'LINK_CLICK', eventName: undefined },
    by: ({ customer, name }) =>
      customer.byHand((by) =>
        by.change('trigger', name, {
          waitForTags: { type: 'boolean', value: 'true' },
          waitForTagsTimeout: { type: 'template', value: '2000' },
        }),
      ),
    asks: { waitForTags: true, waitForTagsTimeout: 2000 },
  },
  {
    changed: 'category and counting',
    of: SIGNUP,
    by: ({ customer }) =>
      Object.assign(actionOf(customer), { category: 'SIGNUP', countingType: 'MANY_PER_CLICK' }),
    asks: { conversion: expect.objectContaining({ category: 'SIGNUP', counting: 'MANY_PER_CLICK' }) },
  },
]

describe('what was changed at Google and a tracking can ask for', () => {
  it.each(EXPRESSIBLE)(
    '$changed: it asks for it from then on, and a sync writes nothing',
    async ({ of, by, asks }) => {
      const it = await synced(of)
      by(it)
      await freeQuota()
      await it.customer.sync()
      const calls = sandbox().calls.length
      const response = await accept(it)
      expect(response.status).toBe(200)
      const { tracking, accepted } = response.as(AcceptedView)
      expect(accepted.length).toBeGreaterThan(0)
      expect(tracking).toMatchObject({ ...asks, syncStatus: 'SUCCESS', deploymentState: 'LIVE' })
      expect([tracking.version, tracking.syncedVersion]).toEqual([2, 2])
      const operations = sandbox()
        .calls.slice(calls)
        .map(({ operation }) => operation)
      expect(operations).toEqual(['live_version', 'search'])

      const versions = it.customer.versions()
      expect(await it.customer.sync()).toMatchObject({ status: 'SUCCEEDED', versionId: null })
      expect(it.customer.versions()).toBe(versions)
      expect((await it.customer.deployment(it.tracking.id))?.state).toBe('LIVE')
      expect(sandbox().calls.some(({ operation }) => operation === 'mutate')).toBe(
        sandbox()
          .calls.slice(0, calls)
          .some(({ operation }) => operation === 'mutate'),
      )
    },
  )
})

describe('what no tracking can ask for', () => {
  it.each([
    [
      'a condition of another kind',
      (it: Synced) => replace(it, filter('contains', '{{Page Path}}', 'thank')),
    ],
    [
      'a type of trigger',
      (it: Synced) => it.customer.byHand((by) => by.change('trigger', it.name, { type: 'domReady' })),
    ],
    [
      'a value that is no number',
      (it: Synced) =>
        it.customer.byHand((by) =>
          by.change('tag', it.name, { parameter: withValue(it, 'conversionValue', '{{Page URL}}') }),
        ),
    ],
  ] as const)('%s: it is named, and its finding dismissed until it changes', async (_, by) => {
    const it = await synced({ ...THANKS, conversion: { value: 1, currency: 'EUR' } })
    by(it)
    await freeQuota()
    await it.customer.verify()
    expect(await it.customer.codes()).toContain('drift.changed')
    const { left, accepted, tracking } = (await accept(it)).as(AcceptedView)
    expect([left.length, accepted]).toEqual([1, []])
    expect(tracking).toMatchObject({ version: 1, deploymentState: 'DIFFERS', urlPattern: '/thanks' })
    expect(await it.customer.codes()).toEqual([])
    await it.customer.sync()
    expect(await it.customer.codes()).toEqual([])
  })
})

describe('an acceptance', () => {
  it('of what does not differ changes nothing, and so does a second one', async () => {
    const it = await synced(SIGNUP)
    expect((await accept(it)).as(AcceptedView)).toMatchObject({
      accepted: [],
      left: [],
      tracking: { version: 1 },
    })
    EXPRESSIBLE[0]?.by(it)
    await accept(it, await it.customer.tenant.join('MEMBER'))
    const again = await accept(it, await newScript(it.customer.tenant))
    expect(again.as(AcceptedView)).toMatchObject({
      accepted: [],
      tracking: { version: 2, eventName: 'joined' },
    })
    const { rows } = await owner.query(
      `select actor_kind, after from audit_log
       where organization_id = $1 and action = 'tracking.update' and after ? 'event_name'`,
      [it.customer.tenant.organizationId],
    )
    expect(rows).toEqual([{ actor_kind: 'user', after: { event_name: 'joined' } }])
  })

  it('is meant for one version, and waits for edits and runs', async () => {
    const it = await synced(SIGNUP)
    EXPRESSIBLE[0]?.by(it)
    const path = `/v1/trackings/${it.tracking.id}/accept`
    const { admin } = it.customer.tenant
    const stale = await api(admin, { 'if-match': '"7"' }).post(path)
    expect(stale.problem).toMatchObject({ status: 412, code: 'precondition_failed' })
    await owner.query(
      `insert into sync_run (organization_id, customer_id, status, version_id) values ($1, $2, 'AWAITING_PUBLISH', '9')`,
      [it.customer.tenant.organizationId, it.customer.id],
    )
    expect((await accept(it)).problem).toMatchObject({ status: 409, code: 'conflict' })
    await it.customer.edit(it.tracking.id, { eventName: 'other' })
    expect((await accept(it)).problem).toMatchObject({
      status: 409,
      detail: expect.stringContaining('not synced'),
    })
  })

  it('for which Google cannot be asked says why, and changes nothing', async () => {
    const it = await synced(SIGNUP)
    EXPRESSIBLE[0]?.by(it)
    sandbox().faults.next({ service: 'tagmanager' }, { status: 503 })
    expect((await accept(it)).problem).toMatchObject({ status: 502, code: 'google_unavailable' })

    await useQuotaUp()
    const exhausted = await api(it.customer.tenant.admin).post(`/v1/trackings/${it.tracking.id}/accept`)
    expect(exhausted.problem).toMatchObject({ status: 503, code: 'quota_exhausted' })
    expect(Number(exhausted.headers.get('retry-after'))).toBeGreaterThan(60)

    const login = [...sandbox().state.people.values()].at(-1) ?? expect.fail('no login')
    sandbox().revokeGrant(login.sub)
    expect((await accept(it)).problem).toMatchObject({ status: 422, code: 'google_rejected' })
    expect(await it.customer.tracking(it.tracking.id)).toMatchObject({ version: 1, eventName: 'signup' })
  })

  it('of a foreign, absent or deleted tracking finds nothing', async () => {
    const [own, other] = [await synced(SIGNUP), await synced(SIGNUP)]
    await own.customer.remove(own.tracking.id)
    for (const id of [own.tracking.id, other.tracking.id, randomUUID()]) {
      const { problem } = await api(own.customer.tenant.admin).post(`/v1/trackings/${id}/accept`)
      expect(problem).toMatchObject({ status: 404, detail: 'No such tracking.' })
    }
  })
})
