import { randomInt } from 'node:crypto'
import { HttpResponse, http } from 'msw'
import { describe, expect, it } from 'vitest'
import type { HandEdit } from '../../lib/dev/google-sandbox/controls/edit-by-hand.ts'
import type { VisitorEvent } from '../../lib/dev/google-sandbox/visitors/moments.ts'
import { api } from '../fixtures/api.ts'
import { deployed } from '../fixtures/deployed.ts'
import { reported } from '../fixtures/depth.ts'
import { takeUp } from '../fixtures/disturbed-sync.ts'
import {
  ALL_PAGES,
  findingCodesOf,
  findingsOf,
  foreignTag,
  htmlTag,
  linker,
  prefixed,
  pushed,
  verdictsOf,
} from '../fixtures/field-report.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { filter, parameter } from '../fixtures/published-tag.ts'
import { freeQuota } from '../fixtures/queue.ts'
import { type ReadyCustomer, readyCustomer } from '../fixtures/ready-customer.ts'

const { server, sandbox } = googleTests({ quota: { perWindow: 1e6, perDay: 1e6 } })

const BUY = { name: 'Buy', type: 'BUTTON_CLICK', eventName: undefined, selector: '#buy' }
const CONTACT = { name: 'Contact', type: 'FORM_SUBMIT', eventName: undefined, selector: '#contact' }
const THANKS = { name: 'Thanks', type: 'PAGE_VIEW', eventName: undefined, urlPattern: '/thanks' }
const WELCOME = { name: 'Welcome', type: 'PAGE_VIEW', eventName: undefined, urlPattern: '/app#welcome' }
const SIGNUP = { name: 'Signup' }

const url = 'https://shop.example/'
const page = { url, html: '<button id="buy">Buy</button><form id="contact"></form>' }
const CLICK = { type: 'click', ...page, element: '#buy' } as const
const SENT = { type: 'form', ...page, element: '#contact' } as const
const VIEW = { type: 'pageview', url: `${url}thanks` } as const

/** A customer whose container somebody has worked in before. */
async function inheriting(edit?: HandEdit, builtIns?: string[]): Promise<ReadyCustomer> {
  const container = sandbox().addContainer({
    publicId: `GTM-F${randomInt(10 ** 9)}`,
    ...(builtIns && { builtIns }),
  })
  if (edit) sandbox().editByHand(container.publicId, edit)
  return readyCustomer(sandbox(), { container })
}

const byHand = ({ container }: ReadyCustomer, edit: HandEdit) =>
  sandbox().editByHand(container.publicId, edit)
const counted = ({ container }: ReadyCustomer, event: VisitorEvent) =>
  sandbox().simulate(container.publicId, event).conversions
const liveContents = ({ container }: ReadyCustomer) =>
  sandbox().observe().containers[container.publicId]?.liveContents ??
  expect.fail('the container is not there')

async function sync(customer: ReadyCustomer) {
  await freeQuota()
  let run = await customer.sync()
  while (run.status === 'RUNNING') run = await takeUp(customer, run.id)
  return run
}

async function statusOf(customer: ReadyCustomer, { id }: { id: string }) {
  const { syncStatus, syncErrorCode, syncErrorMessage } = await customer.tracking(id)
  return { syncStatus, syncErrorCode, syncErrorMessage }
}

const SUCCESS = { syncStatus: 'SUCCESS', syncErrorCode: null, syncErrorMessage: null }
const variable = (name: string) => ({
  name,
  type: 'jsm',
  parameter: [parameter('javascript', 'function(){}')],
})

describe('G13: what our objects share has a name that is taken', () => {
  it.each([
    { taken: 'Click Element', waits: BUY, event: CLICK },
    { taken: 'Form Element', waits: CONTACT, event: SENT },
    { taken: 'Page URL', waits: THANKS, event: VIEW, builtIns: ['event'] },
    { taken: 'OCT - URL Fragment', waits: WELCOME, event: VIEW },
  ])(
    'a variable called $taken holds up only the tracking that needs it, by name, at the first try',
    async ({ taken, waits, event, builtIns }) => {
      const customer = await inheriting((person) => void person.add('variable', variable(taken)), builtIns)
      const [waiting, other] = [await customer.draft(waits), await customer.draft(SIGNUP)]
      expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED', attempts: 1 })
      expect(await statusOf(customer, waiting)).toMatchObject({
        syncStatus: 'FAILED',
        syncErrorCode: 'name_taken',
        syncErrorMessage: expect.stringContaining(`“${taken}”`),
      })
      expect(await statusOf(customer, other)).toEqual(SUCCESS)
      expect([counted(customer, event), counted(customer, pushed('signup'))]).toEqual([
        [],
        [expect.objectContaining({ linked: true })],
      ])
      expect(await findingsOf(customer)).toEqual([
        expect.objectContaining({
          code: 'shared.name_taken',
          trackingId: waiting.id,
          summary: expect.stringContaining(`“${taken}”`),
        }),
      ])
      byHand(customer, (person) => person.rename('variable', taken, 'Theirs'))
      expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED' })
      expect(await statusOf(customer, waiting)).toEqual(SUCCESS)
      expect(await findingCodesOf(customer)).toEqual([])
      expect(liveContents(customer).variables.map(({ name }) => name)).toContain('Theirs')
    },
  )

  it('a run that has nothing else to do fails, and says so in a finding all the same', async () => {
    const customer = await inheriting((person) => void person.add('variable', variable('Click Element')))
    const tracking = await customer.draft(BUY)
    expect(await sync(customer)).toMatchObject({ status: 'FAILED', errorCode: 'name_taken', versionId: null })
    expect(await findingsOf(customer)).toEqual([
      expect.objectContaining({ code: 'shared.name_taken', trackingId: tracking.id }),
    ])
  })

  it('a tag called as our Conversion Linker is named, and holds up what needs a linker', async () => {
    const customer = await inheriting((person) => void person.add('tag', htmlTag('OCT - Conversion Linker')))
    const tracking = await customer.draft(SIGNUP)
    expect(await sync(customer)).toMatchObject({ status: 'FAILED' })
    expect(await statusOf(customer, tracking)).toMatchObject({
      syncStatus: 'FAILED',
      syncErrorMessage: expect.stringContaining('“OCT - Conversion Linker”'),
    })
    byHand(customer, (person) => person.rename('tag', 'OCT - Conversion Linker', 'Theirs'))
    expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED' })
    expect(counted(customer, pushed('signup'))).toEqual([expect.objectContaining({ linked: true })])
  })

  it('a tag or trigger called as one of ours is named, and the other trackings go live', async () => {
    const customer = await inheriting()
    const [waiting, other] = [await customer.draft(BUY), await customer.draft(SIGNUP)]
    const name = `OCT - Buy - ${waiting.id.slice(-8)}`
    byHand(customer, (person) => {
      person.add('trigger', { name, type: 'pageview' })
      person.add('tag', htmlTag('OCT - Buy'))
    })
    expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED' })
    expect(await statusOf(customer, waiting)).toMatchObject({
      syncStatus: 'FAILED',
      syncErrorMessage: expect.stringContaining(`“${name}”`),
    })
    expect(await statusOf(customer, other)).toEqual(SUCCESS)
    expect([counted(customer, CLICK), counted(customer, pushed('signup'))]).toMatchObject([[], [{}]])
  })
})

/** Google responds with an error of its own to every write that holds the text. */
function failOn(text: string): void {
  const fails = async ({ request }: { request: Request }) => {
    const said = request.url + (await request.clone().text())
    return said.includes(text) ? new HttpResponse(null, { status: 500 }) : undefined
  }
  server.use(http.post(/bulk_update$|\/triggers$|\/tags$|\/variables$|\/built_in_variables/, fails))
}

describe('G14: Google fails each time at one object', () => {
  it.each([
    { what: 'a built-in variable', text: 'formElement', bad: CONTACT },
    { what: 'our own variable', text: 'oneclicktag:url-fragment', bad: WELCOME },
    { what: 'a trigger of two', text: 'historyChange', bad: { ...THANKS, historyChanges: true } },
  ])(
    '$what: its tracking is left out from the third try on, and nothing says that it is tried again',
    async ({ text, bad }) => {
      const customer = await inheriting()
      const [left, other] = [await customer.draft(bad), await customer.draft(SIGNUP)]
      failOn(text)
      expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED', attempts: 3 })
      const failed = await statusOf(customer, left)
      expect(failed).toMatchObject({ syncStatus: 'FAILED', syncErrorCode: 'server_error' })
      expect(failed.syncErrorMessage).not.toMatch(/try again|by ourselves/)
      expect(await statusOf(customer, other)).toEqual(SUCCESS)
      expect(counted(customer, pushed('signup'))).toMatchObject([{ linked: true }])
      server.resetHandlers()
      server.use(...sandbox().handlers)
      expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED' })
      expect(await statusOf(customer, left)).toEqual(SUCCESS)
    },
  )
})

describe('G15: the container has a Conversion Linker', () => {
  const soon = String(Date.now() + 86_400_000)
  const idle: { how: string; edit: HandEdit }[] = [
    { how: 'is paused', edit: (person) => void person.add('tag', linker({ paused: true })) },
    { how: 'has no trigger', edit: (person) => void person.add('tag', linker({ firingTriggerId: [] })) },
    {
      how: 'is scheduled for later',
      edit: (person) => void person.add('tag', linker({ scheduleStartMs: soon })),
    },
    {
      how: 'is over',
      edit: (person) => void person.add('tag', linker({ scheduleEndMs: '1577836800000' })),
    },
    {
      how: 'is kept from firing by an exception on all pages',
      edit: (person) => void person.add('tag', linker({ blockingTriggerId: [ALL_PAGES] })),
    },
    {
      how: 'waits for a variable that is not enabled',
      edit(person) {
        const id = person.add('trigger', {
          name: 'Any',
          type: 'click',
          filter: [filter('contains', '{{Click Text}}', 'a')],
        })
        person.add('tag', linker({ firingTriggerId: [id] }))
      },
    },
  ]

  it.each(reported(idle))('one that $how does not count: ours is added beside it', async ({ edit }) => {
    const customer = await inheriting(edit)
    const before = liveContents(customer).tags
    const tracking = await customer.draft(SIGNUP)
    expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED' })
    expect(await statusOf(customer, tracking)).toEqual(SUCCESS)
    expect(await verdictsOf(customer)).toEqual({ [tracking.id]: 'LIVE' })
    expect(counted(customer, pushed('signup'))).toEqual([expect.objectContaining({ linked: true })])
    expect(deployed(sandbox(), customer).linkers).toBe(2)
    expect(liveContents(customer).tags).toEqual(expect.arrayContaining(before))
  })

  const firing: { how: string; edit: HandEdit }[] = [
    {
      how: 'has another prefix',
      edit: (person) => void person.add('tag', linker({ parameter: prefixed('_shop') })),
    },
    {
      how: 'has a prefix that is not switched on',
      edit: (person) =>
        void person.add('tag', linker({ parameter: [parameter('conversionCookiePrefix', '_off')] })),
    },
    {
      how: 'fires on initialization',
      edit: (person) => void person.add('tag', linker({ firingTriggerId: ['2147479573'] })),
    },
    {
      how: 'stands after a paused one of another prefix',
      edit(person) {
        person.add('tag', linker({ name: 'Old', paused: true, parameter: prefixed('_old') }))
        person.add('tag', linker({ parameter: prefixed('_shop') }))
      },
    },
  ]

  it.each(reported(firing))('one that $how is used as it is, and its prefix taken over', async ({ edit }) => {
    const customer = await inheriting(edit)
    const before = liveContents(customer).tags
    const tracking = await customer.draft(SIGNUP)
    expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED' })
    expect(await statusOf(customer, tracking)).toEqual(SUCCESS)
    expect(counted(customer, pushed('signup'))).toEqual([expect.objectContaining({ linked: true })])
    expect(liveContents(customer).tags.filter(({ type }) => type !== 'awct')).toEqual(before)
  })

  it('whose prefix somebody changes together with that of our tag is theirs, also after an edit', async () => {
    const customer = await inheriting((person) => void person.add('tag', linker()))
    const { id } = await customer.draft(SIGNUP)
    await sync(customer)
    const [own] = deployed(sandbox(), customer).tags
    byHand(customer, (person) => {
      person.change('tag', 'Conversion Linker', { parameter: prefixed('_new') })
      const mine = liveContents(customer).tags.find(({ name }) => name === own)
      const others = (mine?.parameter ?? []).filter(({ key }) => key !== 'conversionCookiePrefix')
      person.change('tag', own ?? '', { parameter: [...others, parameter('conversionCookiePrefix', '_new')] })
    })
    await api(customer.tenant.admin).patch(`/v1/trackings/${id}`, { eventName: 'joined' })
    expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED' })
    expect(await statusOf(customer, { id })).toEqual(SUCCESS)
    expect(counted(customer, pushed('joined'))).toEqual([expect.objectContaining({ linked: true })])
  })

  it('counts if any of two that fire has the prefix of the tag', async () => {
    const customer = await inheriting((person) => void person.add('tag', linker()))
    const { id } = await customer.draft(SIGNUP)
    await sync(customer)
    byHand(customer, (person) => {
      person.add('tag', linker({ name: 'Second' }))
      person.change('tag', 'Conversion Linker', { parameter: prefixed('_other') })
    })
    expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED' })
    expect(counted(customer, pushed('signup'))).toEqual([expect.objectContaining({ linked: true })])
    expect(await verdictsOf(customer)).toEqual({ [id]: 'LIVE' })
  })

  it('ours that somebody paused stays paused, and no tracking is SUCCESS until it fires', async () => {
    const customer = await inheriting()
    const { id } = await customer.draft(SIGNUP)
    await sync(customer)
    byHand(customer, (person) => person.pause('OCT - Conversion Linker'))
    await api(customer.tenant.admin).patch(`/v1/trackings/${id}`, { eventName: 'joined' })
    expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED' })
    expect(await statusOf(customer, { id })).toMatchObject({
      syncStatus: 'FAILED',
      syncErrorCode: 'cannot_fire',
      syncErrorMessage: expect.stringContaining('Conversion Linker'),
    })
    expect(await verdictsOf(customer)).toEqual({ [id]: 'CANNOT_FIRE linker_missing' })
    expect(await findingCodesOf(customer)).toEqual(['cannot_fire.linker_missing'])
    expect(liveContents(customer).tags.find(({ type }) => type === 'gclidw')).toMatchObject({ paused: true })
    expect(counted(customer, pushed('joined'))).toEqual([expect.objectContaining({ linked: false })])
    byHand(customer, (person) => person.unpause('OCT - Conversion Linker'))
    expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED' })
    expect(await statusOf(customer, { id })).toEqual(SUCCESS)
  })

  it('ours that lost our note and was paused is named, and not overruled by a second one', async () => {
    const customer = await inheriting()
    const { id } = await customer.draft(SIGNUP)
    await sync(customer)
    byHand(customer, (person) => {
      person.renote('tag', 'OCT - Conversion Linker', 'ask Ann')
      person.pause('OCT - Conversion Linker')
    })
    await api(customer.tenant.admin).patch(`/v1/trackings/${id}`, { eventName: 'joined' })
    await sync(customer)
    expect(await statusOf(customer, { id })).toMatchObject({
      syncStatus: 'FAILED',
      syncErrorMessage: expect.stringContaining('Conversion Linker'),
    })
    expect(deployed(sandbox(), customer).linkers).toBe(1)
  })
})

describe('G17: an action that is not where it was stored', () => {
  const lost = { service: 'ads', operation: 'mutate_conversion_actions' } as const

  function moveToManager({ adsAccountId }: ReadyCustomer) {
    const managerId = sandbox().addAdsCustomer({ manager: true }).id
    const { adsCustomers, people } = sandbox().state
    const own = adsCustomers.get(adsAccountId) ?? expect.fail('no account')
    for (const { sub } of people.values()) adsCustomers.get(managerId)?.users.add(sub)
    Object.assign(own, { managerId, conversionCustomerId: managerId })
    return managerId
  }

  const actions = (accountId: string) => sandbox().observe().ads[accountId] ?? []

  it('is made in the manager account once, although the first response was lost', async () => {
    const customer = await inheriting()
    const { id } = await customer.draft(SIGNUP)
    await sync(customer)
    const managerId = moveToManager(customer)
    await api(customer.tenant.admin).patch(`/v1/trackings/${id}`, { eventName: 'joined' })
    sandbox().faults.next(lost, { loseResponse: true })
    expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED' })
    expect(actions(managerId)).toHaveLength(1)
    expect(await statusOf(customer, { id })).toEqual(SUCCESS)
    expect(counted(customer, pushed('joined'))).toMatchObject([{ label: actions(managerId)[0]?.label }])
  })

  it('is made in the manager account once for each of two, when the first response was lost', async () => {
    const customer = await inheriting()
    const both = [await customer.draft(SIGNUP), await customer.draft({ name: 'Lead', eventName: 'lead' })]
    await sync(customer)
    const managerId = moveToManager(customer)
    for (const { id, name } of both) {
      await api(customer.tenant.admin).patch(`/v1/trackings/${id}`, { eventName: `${name}2` })
    }
    sandbox().faults.next(lost, { loseResponse: true })
    expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED' })
    expect(actions(managerId)).toHaveLength(2)
    for (const each of both) expect(await statusOf(customer, each)).toEqual(SUCCESS)
    expect(counted(customer, pushed('Lead2'))).toHaveLength(1)
  })

  it('that was removed in Google Ads is made again once, although the response was lost', async () => {
    const customer = await inheriting()
    const { id } = await customer.draft(SIGNUP)
    await sync(customer)
    const account = sandbox().state.adsCustomers.get(customer.adsAccountId)
    for (const action of account?.conversionActions.values() ?? []) action.status = 'REMOVED'
    sandbox().faults.next(lost, { loseResponse: true })
    expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED' })
    const alive = actions(customer.adsAccountId).filter(({ status }) => status === 'ENABLED')
    expect(alive).toHaveLength(1)
    expect(counted(customer, pushed('signup'))).toMatchObject([{ label: alive[0]?.label }])
    expect(await verdictsOf(customer)).toEqual({ [id]: 'LIVE' })
  })
})

describe('G21: somebody else’s conversion tag', () => {
  type Duplicate = { how: string; draft: object; event: VisitorEvent; edit: HandEdit }
  const onEvent = (firing: Parameters<ReturnType<typeof adder>>[0]): HandEdit => adder()(firing)
  function adder() {
    return (trigger: Parameters<Parameters<HandEdit>[0]['add']>[1]): HandEdit =>
      (person) =>
        void person.add('tag', foreignTag([person.add('trigger', trigger)]))
  }

  const duplicates: Duplicate[] = [
    {
      how: 'on the same event',
      draft: SIGNUP,
      event: pushed('signup'),
      edit: onEvent({
        name: 'Enquiry',
        type: 'customEvent',
        customEventFilter: [filter('equals', '{{_event}}', 'signup')],
      }),
    },
    {
      how: 'on an expression that the event matches',
      draft: SIGNUP,
      event: pushed('signup'),
      edit: onEvent({
        name: 'Enquiry',
        type: 'customEvent',
        customEventFilter: [filter('matchRegex', '{{_event}}', '^(signup|lead)$')],
      }),
    },
    {
      how: 'on the same button by its id',
      draft: BUY,
      event: CLICK,
      edit(person) {
        person.enable('clickElement')
        onEvent({
          name: 'Click',
          type: 'click',
          filter: [filter('cssSelector', '{{Click Element}}', '#buy')],
        })(person)
      },
    },
    {
      how: 'on the same page by a part of its path',
      draft: THANKS,
      event: VIEW,
      edit: onEvent({
        name: 'Page',
        type: 'pageview',
        filter: [filter('contains', '{{Page Path}}', '/thanks')],
      }),
    },
    {
      how: 'on the same page once it is ready',
      draft: THANKS,
      event: VIEW,
      edit: onEvent({
        name: 'Ready',
        type: 'domReady',
        filter: [filter('endsWith', '{{Page URL}}', '/thanks')],
      }),
    },
    {
      how: 'on all pages',
      draft: THANKS,
      event: VIEW,
      edit: (person) => void person.add('tag', foreignTag([ALL_PAGES])),
    },
  ]

  it.each(reported(duplicates))('$how is told at the first sync', async ({ draft, event, edit }) => {
    const customer = await inheriting(edit)
    const tracking = await customer.draft({ ...draft })
    expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED' })
    expect(await statusOf(customer, tracking)).toEqual(SUCCESS)
    expect(counted(customer, event)).toHaveLength(2)
    expect(await findingsOf(customer)).toEqual([
      expect.objectContaining({
        code: 'duplicate.same_event',
        trackingId: tracking.id,
        summary: expect.stringContaining('“Ads – Enquiry”'),
      }),
    ])
    byHand(customer, (person) => person.pause('Ads – Enquiry'))
    await sync(customer)
    expect(await findingCodesOf(customer)).toEqual([])
    expect(counted(customer, event)).toHaveLength(1)
  })

  it('is told of before anything is live, where an ADMIN has to publish', async () => {
    const container = sandbox().addContainer({ publicId: `GTM-F${randomInt(10 ** 9)}` })
    sandbox().editByHand(container.publicId, (person) => void person.add('tag', foreignTag([ALL_PAGES])))
    const customer = await readyCustomer(sandbox(), { container, publishMode: 'MANUAL' })
    await customer.draft(THANKS)
    expect(await customer.sync()).toMatchObject({ status: 'AWAITING_PUBLISH' })
    expect(await findingCodesOf(customer)).toEqual(['duplicate.same_event'])
  })

  it.each(
    reported([
      {
        how: 'waits for another event',
        edit: onEvent({
          name: 'E',
          type: 'customEvent',
          customEventFilter: [filter('equals', '{{_event}}', 'lead')],
        }),
      },
      {
        how: 'is on other pages',
        edit: onEvent({
          name: 'E',
          type: 'pageview',
          filter: [filter('contains', '{{Page Path}}', '/signup')],
        }),
      },
      { how: 'has no trigger', edit: (person) => void person.add('tag', foreignTag([])) },
    ] as { how: string; edit: HandEdit }[]),
  )('that $how is not told of', async ({ edit }) => {
    const customer = await inheriting(edit)
    await customer.draft(SIGNUP)
    await sync(customer)
    expect(counted(customer, pushed('signup'))).toHaveLength(1)
    expect(await findingCodesOf(customer)).toEqual([])
  })

  it.each(['as text', 'in a constant'] as const)('on our label %s is told by the next sync', async (how) => {
    const customer = await inheriting()
    const tracking = await customer.draft(SIGNUP)
    await sync(customer)
    const [own] = counted(customer, pushed('signup'))
    byHand(customer, (person) => {
      const label = how === 'as text' ? (own?.label ?? '') : '{{Label}}'
      if (how !== 'as text') {
        person.add('variable', {
          name: 'Label',
          type: 'c',
          parameter: [parameter('value', own?.label ?? '')],
        })
      }
      person.add('tag', foreignTag([ALL_PAGES], label, own?.conversionId))
    })
    expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED' })
    expect(counted(customer, { type: 'pageview', url })).toMatchObject([{ label: own?.label }])
    expect(await findingsOf(customer)).toEqual([
      expect.objectContaining({ code: 'duplicate.same_label', trackingId: tracking.id }),
    ])
  })
})

describe('G23: the last tracking is removed', () => {
  const remove = (customer: ReadyCustomer, { id }: { id: string }) =>
    api(customer.tenant.admin).delete(`/v1/trackings/${id}`)

  it('our linker and our variable go with it, and what stays enabled is said', async () => {
    const customer = await inheriting()
    const both = [await customer.draft(BUY), await customer.draft(WELCOME)]
    await sync(customer)
    for (const each of both) await remove(customer, each)
    expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED' })
    expect(liveContents(customer)).toMatchObject({ tags: [], triggers: [], variables: [] })
    expect(await findingsOf(customer)).toEqual([
      expect.objectContaining({
        code: 'leftover.built_ins',
        summary: expect.stringContaining('Click Element'),
      }),
    ])
  })

  it('our linker stays for a conversion tag of other people, and it is said', async () => {
    const customer = await inheriting((person) => void person.add('tag', foreignTag([ALL_PAGES])))
    const tracking = await customer.draft(SIGNUP)
    await sync(customer)
    await remove(customer, tracking)
    expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED' })
    expect(counted(customer, { type: 'pageview', url })).toMatchObject([{ linked: true }])
    expect(await findingCodesOf(customer)).toEqual(['leftover.linker'])
  })

  it('our variable stays where somebody else reads it by now', async () => {
    const customer = await inheriting()
    const tracking = await customer.draft(WELCOME)
    await sync(customer)
    byHand(customer, (person) => void person.add('tag', htmlTag('Theirs', '{{OCT - URL Fragment}}')))
    await remove(customer, tracking)
    expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED' })
    expect(liveContents(customer).variables.map(({ name }) => name)).toEqual(['OCT - URL Fragment'])
  })

  it('a linker of other people stays, and nothing is said of it', async () => {
    const customer = await inheriting((person) => void person.add('tag', linker()))
    const before = liveContents(customer)
    const tracking = await customer.draft(SIGNUP)
    await sync(customer)
    await remove(customer, tracking)
    expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED' })
    expect(liveContents(customer)).toEqual(before)
    expect(await findingCodesOf(customer)).toEqual([])
  })

  it('our linker stays while a tracking that failed is still live', async () => {
    const customer = await inheriting()
    const [gone, kept] = [await customer.draft(SIGNUP), await customer.draft(BUY)]
    await sync(customer)
    byHand(customer, (person) => {
      person.disable('clickElement')
      person.add('variable', variable('Click Element'))
    })
    await remove(customer, gone)
    expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED' })
    expect(deployed(sandbox(), customer)).toMatchObject({
      tags: [expect.stringContaining('Buy')],
      linkers: 1,
    })
    expect(counted(customer, CLICK)).toEqual([])
    expect(await verdictsOf(customer)).toEqual({ [kept.id]: 'CANNOT_FIRE variable_missing' })
    expect(await findingCodesOf(customer)).toEqual(['cannot_fire.variable_missing', 'shared.name_taken'])
  })
})
