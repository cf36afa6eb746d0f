import { randomInt } from 'node:crypto'
import { HttpResponse, http } from 'msw'
import { describe, expect, it } from 'vitest'
import type { HandEdit } from '../../lib/dev/google-sandbox/controls/edit-by-hand.ts'
import type { VisitorEvent } from '../../lib/dev/google-sandbox/visitors/moments.ts'
import { SyncRunWithJobsView } from '../../lib/sync/queue/run-view.ts'
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
  pushed,
  verdictsOf,
} from '../fixtures/field-report.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { filter, parameter } from '../fixtures/published-tag.ts'
import { freeQuota } from '../fixtures/queue.ts'
import {
  type ReadyCustomer,
  type ReadyOptions,
  readyCustomer,
  untilAtRest,
} from '../fixtures/ready-customer.ts'
import { runSync } from '../fixtures/run-sync.ts'

const { server, sandbox } = googleTests({ quota: { perWindow: 1e6, perDay: 1e6 } })

const SIGNUP = { name: 'Signup' }
const BUY = { name: 'Buy', type: 'BUTTON_CLICK', eventName: undefined, selector: '#buy' }
const SUCCESS = { syncStatus: 'SUCCESS', syncErrorCode: null, syncErrorMessage: null }

const byHand = ({ container }: ReadyCustomer, edit: HandEdit) =>
  sandbox().editByHand(container.publicId, edit)
const draftedByHand = ({ container }: ReadyCustomer, edit: HandEdit) =>
  sandbox().draftByHand(container.publicId, 'OneClickTag', edit)
const counted = ({ container }: ReadyCustomer, event: VisitorEvent) =>
  sandbox().simulate(container.publicId, event).conversions
const observed = ({ container }: ReadyCustomer) =>
  sandbox().observe().containers[container.publicId] ?? expect.fail('the container is not there')
const ownTag = (customer: ReadyCustomer) => deployed(sandbox(), customer).tags[0] ?? expect.fail('no tag')
const edit = ({ tenant }: ReadyCustomer, { id }: { id: string }, change: object) =>
  api(tenant.admin).patch(`/v1/trackings/${id}`, change)

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

/** How many calls of each service a sync costs. */
async function callsOfSync(customer: ReadyCustomer) {
  await freeQuota()
  sandbox().calls.length = 0
  const run = await customer.sync()
  const count = (service: string) => sandbox().calls.filter((call) => call.service === service).length
  return { run, tagManager: count('tagmanager'), ads: count('ads') }
}

describe('G16: somebody has drafted in our workspace after a failed run', () => {
  /** One tracking that is live, and an edit of it that has failed with its workspace left behind. */
  async function interrupted(before?: HandEdit) {
    const container = sandbox().addContainer({ publicId: `GTM-V${randomInt(10 ** 9)}` })
    sandbox().editByHand(container.publicId, (person) => {
      person.add('folder', { name: 'Theirs' })
      person.add('tag', htmlTag('Chat'))
      person.add('trigger', { name: 'Ready', type: 'domReady' })
      before?.(person)
    })
    const customer = await readyCustomer(sandbox(), { container })
    const tracking = await customer.draft(SIGNUP)
    await sync(customer)
    await edit(customer, tracking, { eventName: 'joined' })
    sandbox().faults.next({ service: 'tagmanager', operation: 'quick_preview' }, { compileError: true })
    expect(await sync(customer)).toMatchObject({ status: 'FAILED', errorCode: 'compile_error' })
    expect(observed(customer).workspaces).toContain('OneClickTag')
    return { customer, tracking, own: ownTag(customer) }
  }

  const drafts: { what: string; name: string; draft: (own: string) => HandEdit }[] = [
    { what: 'a tag', name: 'Draft', draft: () => (person) => void person.add('tag', htmlTag('Draft')) },
    {
      what: 'a trigger',
      name: 'Draft',
      draft: () => (person) => void person.add('trigger', { name: 'Draft', type: 'windowLoaded' }),
    },
    {
      what: 'a variable',
      name: 'Draft',
      draft: () => (person) =>
        void person.add('variable', { name: 'Draft', type: 'c', parameter: [parameter('value', '1')] }),
    },
    {
      what: 'a folder',
      name: 'Draft',
      draft: () => (person) => void person.add('folder', { name: 'Draft' }),
    },
    { what: 'a changed tag', name: 'Chat', draft: () => (person) => person.pause('Chat') },
    { what: 'a removed tag', name: 'Chat', draft: () => (person) => person.remove('tag', 'Chat') },
    {
      what: 'a renamed trigger',
      name: 'Ready 2',
      draft: () => (person) => person.rename('trigger', 'Ready', 'Ready 2'),
    },
    {
      what: 'a copy of our tag',
      name: 'Copy',
      draft: (own) => (person) => void person.copy('tag', own, 'Copy'),
    },
    {
      what: 'a built-in variable',
      name: 'Click Classes',
      draft: () => (person) => person.enable('clickClasses'),
    },
    {
      what: 'a disabled built-in variable',
      name: 'Page URL',
      draft: () => (person) => person.disable('pageUrl'),
    },
    { what: 'a pause of our tag', name: 'OCT - Signup', draft: (own) => (person) => person.pause(own) },
  ]

  it.each(reported(drafts))(
    '$what stops the run by name, and it goes on once that is discarded',
    async ({ name, draft }) => {
      const { customer, tracking, own } = await interrupted()
      const before = observed(customer)
      const contents = [...customer.container.workspaces.values()].find(({ name }) => name === 'OneClickTag')
      const kept = contents ?? expect.fail('our workspace is gone')
      const undrafted = kept.contents
      draftedByHand(customer, draft(own))
      expect(await sync(customer)).toMatchObject({
        status: 'FAILED',
        errorCode: 'foreign_drafts',
        errorMessage: expect.stringContaining(name),
      })
      expect(await statusOf(customer, tracking)).toMatchObject({
        syncStatus: 'FAILED',
        syncErrorCode: 'foreign_drafts',
      })
      expect(await findingsOf(customer)).toEqual([
        expect.objectContaining({
          code: 'workspace.foreign_draft',
          summary: expect.stringContaining(name),
          data: { names: [expect.stringContaining(name)] },
        }),
      ])
      expect(observed(customer)).toEqual(before)
      kept.contents = undrafted
      expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED' })
      expect(await statusOf(customer, tracking)).toEqual(SUCCESS)
      expect(await findingCodesOf(customer)).toEqual([])
      expect(counted(customer, pushed('joined'))).toMatchObject([{ linked: true }])
      expect(observed(customer).liveContents.tags.find((tag) => tag.name === 'Chat')).toMatchObject(
        htmlTag('Chat'),
      )
    },
  )

  it('a condition that was drafted into our trigger does not go live', async () => {
    const { customer, own } = await interrupted()
    draftedByHand(customer, (person) =>
      person.addCondition(own, filter('contains', '{{Page URL}}', '/nowhere')),
    )
    expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED' })
    expect(counted(customer, pushed('joined'))).toHaveLength(1)
  })

  it.each([
    { what: 'changed', isLive: true },
    { what: 'made', isLive: false },
  ])(
    'what a failed run has drafted of a tracking to be $what gives way to a later edit',
    async ({ isLive }) => {
      const customer = await readyCustomer(sandbox())
      const value = { value: 5, currency: 'EUR' }
      const tracking = await customer.draft({
        ...SIGNUP,
        urlPattern: isLive ? '/a*' : '/b*',
        conversion: value,
      })
      if (isLive) {
        await sync(customer)
        await edit(customer, tracking, { urlPattern: '/b*', conversion: { value: 7, currency: 'USD' } })
      }
      sandbox().faults.next({ service: 'tagmanager', operation: 'quick_preview' }, { compileError: true })
      expect(await sync(customer)).toMatchObject({ status: 'FAILED' })
      await edit(customer, tracking, { urlPattern: '/c*', conversion: { value: null, currency: null } })
      expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED' })
      expect(await statusOf(customer, tracking)).toEqual(SUCCESS)
      const at = (path: string) =>
        counted(customer, { ...pushed('signup'), url: `https://shop.example${path}` })
      expect([at('/a'), at('/b'), at('/c')]).toEqual([[], [], [expect.not.objectContaining({ value: '7' })]])
      expect(at('/c')[0]?.value).toBeUndefined()
      expect(await findingCodesOf(customer)).toEqual([])
    },
  )

  it('names with commas stay whole', async () => {
    const { customer } = await interrupted()
    draftedByHand(customer, (person) => {
      person.add('tag', htmlTag('Chat, left'))
      person.add('tag', htmlTag('Chat, right'))
    })
    await sync(customer)
    expect(await findingsOf(customer)).toMatchObject([{ data: { names: ['Chat, left', 'Chat, right'] } }])
  })

  it('our own drafts of a tracking that is deleted meanwhile are no stranger’s', async () => {
    const { customer, tracking } = await interrupted()
    await api(customer.tenant.admin).delete(`/v1/trackings/${tracking.id}`)
    expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED' })
    expect(deployed(sandbox(), customer)).toMatchObject({ tags: [], triggers: ['Ready'], linkers: 0 })
  })
})

describe('G18: a container that is gone at Google', () => {
  it('is let go of also where nothing was ever published in it', async () => {
    const customer = await readyCustomer(sandbox())
    const tracking = await customer.draft(SIGNUP)
    customer.container.access.clear()
    expect(await sync(customer)).toMatchObject({ status: 'FAILED', errorCode: 'container_not_found' })
    await moveTo(customer)
    expect(await statusOf(customer, tracking)).toEqual(SUCCESS)
  })

  it('is let go of while its last tracking waits to be removed, and the customer can be deleted', async () => {
    const customer = await readyCustomer(sandbox())
    const tracking = await customer.draft(SIGNUP)
    await sync(customer)
    customer.container.access.clear()
    await api(customer.tenant.admin).delete(`/v1/trackings/${tracking.id}`)
    expect(await sync(customer)).toMatchObject({ status: 'FAILED', errorCode: 'container_not_found' })
    const response = await api(customer.tenant.admin).post(`/v1/customers/${customer.id}/detach`, {
      what: 'both',
    })
    expect(response.status).toBe(200)
    expect((await api(customer.tenant.admin).delete(`/v1/customers/${customer.id}`)).status).toBe(204)
  })

  async function moveTo(customer: ReadyCustomer) {
    const admin = api(customer.tenant.admin)
    const other = sandbox().addContainer({ publicId: `GTM-M${randomInt(10 ** 9)}` })
    for (const { sub } of sandbox().state.people.values()) other.access.set(sub, 'publish')
    await admin.post(`/v1/customers/${customer.id}/detach`, { what: 'container' })
    const chosen = await admin.patch(`/v1/customers/${customer.id}`, { googleContainerId: other.publicId })
    expect(chosen.status).toBe(200)
    expect(await sync({ ...customer, container: other })).toMatchObject({ status: 'SUCCEEDED' })
    expect(counted({ ...customer, container: other }, pushed('signup'))).toMatchObject([{ linked: true }])
  }
})

describe('G19: a sync with nothing edited', () => {
  async function live(options?: ReadyOptions) {
    const customer = await readyCustomer(sandbox(), options)
    const trackings = []
    for (const input of [SIGNUP, { ...BUY, urlPattern: '/shop/*' }])
      trackings.push(await customer.draft(input))
    await sync(customer)
    return { customer, signup: trackings[0] ?? expect.fail(), buy: trackings[1] ?? expect.fail() }
  }

  const cost = { tagManager: 2, ads: 1 }

  it('costs two calls of Tag Manager and one of Google Ads where all is as it was', async () => {
    const { customer, signup, buy } = await live()
    const { run, ...calls } = await callsOfSync(customer)
    expect([run.status, calls]).toEqual(['SUCCEEDED', cost])
    expect(await verdictsOf(customer)).toEqual({ [signup.id]: 'LIVE', [buy.id]: 'LIVE' })
  })

  it('costs no more for thirty trackings', async () => {
    const customer = await readyCustomer(sandbox())
    for (let at = 0; at < 30; at += 1) await customer.draft({ name: `E${at}`, eventName: `e${at}` })
    await sync(customer)
    const { run, ...calls } = await callsOfSync(customer)
    expect([run.status, calls]).toEqual(['SUCCEEDED', cost])
  })

  const changes: { what: string; change: (own: string) => HandEdit; verdict: string; counts: number }[] = [
    {
      what: 'paused our tag',
      change: (own) => (by) => by.pause(own),
      verdict: 'CANNOT_FIRE paused',
      counts: 0,
    },
    {
      what: 'blocked our tag on all pages and events',
      change: (own) => (by) => {
        by.add('trigger', {
          name: 'Never',
          type: 'customEvent',
          customEventFilter: [filter('matchRegex', '{{_event}}', '.*')],
        })
        by.except(own, 'Never')
      },
      verdict: 'CANNOT_FIRE blocked',
      counts: 0,
    },
    {
      what: 'taken the trigger off our tag',
      change: (own) => (by) => by.change('tag', own, { firingTriggerId: [] }),
      verdict: 'CANNOT_FIRE no_firing_trigger trigger_missing',
      counts: 0,
    },
    {
      what: 'added a tag of their own',
      change: () => (by) => void by.add('tag', htmlTag('Theirs')),
      verdict: 'LIVE',
      counts: 1,
    },
  ]

  it.each(reported(changes))(
    'costs the same and says what is true after somebody has $what',
    async ({ change, verdict, counts }) => {
      const { customer, signup } = await live()
      const own = deployed(sandbox(), customer).tags.find((name) => name.includes('Signup')) ?? ''
      byHand(customer, change(own))
      const before = observed(customer).live
      const { run, ...calls } = await callsOfSync(customer)
      expect([run.status, calls]).toEqual(['SUCCEEDED', cost])
      expect(observed(customer).live).toBe(before)
      expect(await verdictsOf(customer)).toMatchObject({ [signup.id]: verdict })
      expect(counted(customer, pushed('signup'))).toHaveLength(counts)
    },
  )

  it('makes again what somebody has removed, in the container and in Google Ads', async () => {
    const { customer, signup } = await live()
    const own = deployed(sandbox(), customer).tags.find((name) => name.includes('Signup')) ?? ''
    byHand(customer, (person) => person.remove('tag', own))
    const account = sandbox().state.adsCustomers.get(customer.adsAccountId)
    for (const action of account?.conversionActions.values() ?? []) {
      if (action.name.startsWith('Signup')) action.status = 'REMOVED'
    }
    expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED' })
    const action = sandbox()
      .observe()
      .ads[customer.adsAccountId]?.find(
        ({ name, status }) => name.startsWith('Signup') && status === 'ENABLED',
      )
    expect(counted(customer, pushed('signup'))).toEqual([
      expect.objectContaining({ label: action?.label, linked: true }),
    ])
    expect(await verdictsOf(customer)).toMatchObject({ [signup.id]: 'LIVE' })
    const { run, ...calls } = await callsOfSync(customer)
    expect([run.status, calls]).toEqual(['SUCCEEDED', cost])
  })

  it('says that somebody has hidden the action, and shows it no more once it is enabled again', async () => {
    const { customer, signup } = await live()
    const account = sandbox().state.adsCustomers.get(customer.adsAccountId)
    const actions = [...(account?.conversionActions.values() ?? [])].filter(({ name }) =>
      name.startsWith('Signup'),
    )
    for (const action of actions) action.status = 'HIDDEN'
    expect(await callsOfSync(customer)).toMatchObject(cost)
    expect(await verdictsOf(customer)).toMatchObject({ [signup.id]: 'CANNOT_FIRE action_hidden' })
    expect(await findingCodesOf(customer)).toEqual(['cannot_fire.action_hidden'])
    for (const action of actions) action.status = 'ENABLED'
    expect(await callsOfSync(customer)).toMatchObject(cost)
    expect(await findingCodesOf(customer)).toEqual([])
  })

  it('says that somebody went back to an earlier version, and leaves it so', async () => {
    const { customer, signup } = await live()
    await edit(customer, signup, { eventName: 'joined' })
    await sync(customer)
    sandbox().publishVersionByHand(customer.container.publicId, '1')
    const { run, ...calls } = await callsOfSync(customer)
    expect(calls.tagManager).toBeLessThanOrEqual(2)
    expect(run).toMatchObject({ status: 'SUCCEEDED' })
    expect(observed(customer)).toMatchObject({ live: '1', latest: '2' })
    expect(await verdictsOf(customer)).toMatchObject({ [signup.id]: 'DIFFERS changed' })
    expect(await findingCodesOf(customer)).toContain('version.ours_rolled_back')
    expect(counted(customer, pushed('signup'))).toHaveLength(1)
  })
})

describe('G20: a container that never had a version', () => {
  const forms = [
    {
      how: 'a 404 in other words',
      fresh: { latest: 'not_found', latestMessage: 'Nothing here yet.', liveMessage: 'No.' },
    },
    { how: 'a 404 without words', fresh: { latest: 'not_found', latestMessage: '', liveMessage: '' } },
    {
      how: 'a 404 in the words of a missing container',
      fresh: {
        latest: 'not_found',
        latestMessage: 'Not found or permission denied.',
        liveMessage: 'Not found or permission denied.',
      },
    },
    { how: 'a header of id 0', fresh: { latest: 'header_zero' } },
    { how: 'an empty object', fresh: { latest: 'empty' } },
  ] as const

  const custom = (fresh: (typeof forms)[number]['fresh']) =>
    sandbox().addContainer({ publicId: `GTM-V${randomInt(10 ** 9)}`, fresh })

  async function goesLive(customer: ReadyCustomer) {
    const tracking = await customer.draft(SIGNUP)
    expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED', versionId: '1', attempts: 1 })
    expect(await statusOf(customer, tracking)).toEqual(SUCCESS)
    expect(await verdictsOf(customer)).toEqual({ [tracking.id]: 'LIVE' })
    expect(counted(customer, pushed('signup'))).toMatchObject([{ linked: true }])
    const { run, ...calls } = await callsOfSync(customer)
    expect([run.status, calls]).toEqual(['SUCCEEDED', { tagManager: 2, ads: 1 }])
  }

  it.each(forms)('goes live at the first try where Google says so by $how', async ({ fresh }) => {
    await goesLive(await readyCustomer(sandbox(), { container: custom(fresh) }))
  })

  it.each(forms)(
    'waits for an ADMIN where Google says so by $how, also over another edit',
    async ({ fresh }) => {
      const customer = await readyCustomer(sandbox(), { container: custom(fresh), publishMode: 'MANUAL' })
      const tracking = await customer.draft(SIGNUP)
      expect(await sync(customer)).toMatchObject({ status: 'AWAITING_PUBLISH', versionId: '1' })
      await edit(customer, tracking, { eventName: 'joined' })
      expect(await sync(customer)).toMatchObject({ status: 'AWAITING_PUBLISH', versionId: '2' })
      expect(await customer.publish('2')).toMatchObject({ status: 'SUCCEEDED' })
      expect(await statusOf(customer, tracking)).toEqual(SUCCESS)
      expect([counted(customer, pushed('signup')), counted(customer, pushed('joined'))]).toMatchObject([
        [],
        [{}],
      ])
    },
  )

  it.each(
    reported([
      { how: 'an empty object', body: {} },
      {
        how: 'a version of id 0',
        body: { containerVersionId: '0', path: 'accounts/1/containers/2/versions/0' },
      },
    ]),
  )('goes live where $how is said to be live', async ({ body }) => {
    const customer = await readyCustomer(sandbox())
    const live = () => (customer.container.liveVersionId ? undefined : HttpResponse.json(body))
    server.use(http.get(/versions:live$/, live))
    await goesLive(customer)
  })

  it.each(forms)(
    'has nothing to remove where Google says so by $how, and is not taken for lost',
    async ({ fresh }) => {
      const customer = await readyCustomer(sandbox(), { container: custom(fresh), publishMode: 'MANUAL' })
      const tracking = await customer.draft(SIGNUP)
      sandbox().faults.next({ service: 'tagmanager', operation: 'quick_preview' }, { compileError: true })
      await sync(customer)
      await api(customer.tenant.admin).delete(`/v1/trackings/${tracking.id}`)
      expect(await sync(customer)).toMatchObject({ errorCode: null })
      const { body } = await api(customer.tenant.admin).get(`/v1/customers/${customer.id}`)
      expect(body).toMatchObject({ status: 'READY' })
    },
  )

  it.each(forms)('is looked at without harm where Google says so by $how', async ({ fresh }) => {
    const customer = await readyCustomer(sandbox(), { container: custom(fresh) })
    await freeQuota()
    const { body } = await api(customer.tenant.admin).post(`/v1/customers/${customer.id}/verify`)
    const { id } = body as { id: string }
    let run = await customer.run(id)
    while (run.status === 'QUEUED' || run.status === 'RUNNING') run = await customer.run(id)
    expect(run).toMatchObject({ status: 'SUCCEEDED', kind: 'VERIFY' })
  })

  it.each(forms.slice(0, 3))(
    'that is gone is told from one that is fresh by $how, at the third try',
    async ({ fresh }) => {
      const customer = await readyCustomer(sandbox(), { container: custom(fresh) })
      const tracking = await customer.draft(SIGNUP)
      customer.container.access.clear()
      expect(await sync(customer)).toMatchObject({
        status: 'FAILED',
        errorCode: 'container_not_found',
        attempts: 3,
      })
      expect(await statusOf(customer, tracking)).toMatchObject({ syncErrorCode: 'container_not_found' })
      const { body } = await api(customer.tenant.admin).get(`/v1/customers/${customer.id}`)
      expect(body).toMatchObject({ status: 'ERROR' })
    },
  )

  it('that had a version and is described as a fresh one is gone, and nothing is made in it', async () => {
    const customer = await readyCustomer(sandbox())
    const tracking = await customer.draft(SIGNUP)
    await sync(customer)
    await edit(customer, tracking, { eventName: 'joined' })
    const gone = () => HttpResponse.json({ error: { code: 404, message: 'Not here.' } }, { status: 404 })
    server.use(http.get(/versions:live$|version_headers:latest$/, gone))
    expect(await sync(customer)).toMatchObject({ status: 'FAILED', errorCode: 'container_not_found' })
    server.resetHandlers()
    server.use(...sandbox().handlers)
    expect(observed(customer)).toMatchObject({ versions: ['1'], workspaces: ['Default Workspace'] })
  })
})

describe('G22: a version that was reviewed', () => {
  const publish = (customer: ReadyCustomer, versionId: string) =>
    api(customer.tenant.admin).post(`/v1/customers/${customer.id}/publish`, { versionId })

  it('and replaced because its tracking was deleted does not go live', async () => {
    const customer = await readyCustomer(sandbox(), { publishMode: 'MANUAL' })
    const [gone] = [await customer.draft(SIGNUP), await customer.draft(BUY)]
    await sync(customer)
    await api(customer.tenant.admin).delete(`/v1/trackings/${gone.id}`)
    expect(await sync(customer)).toMatchObject({ status: 'AWAITING_PUBLISH', versionId: '2' })
    expect((await publish(customer, '1')).problem).toMatchObject({ code: 'version_superseded' })
    expect(await customer.publish('2')).toMatchObject({ status: 'SUCCEEDED' })
    expect(deployed(sandbox(), customer).tags).toEqual([expect.stringContaining('Buy')])
  })

  it('does not go live over what somebody has published since', async () => {
    const customer = await readyCustomer(sandbox(), { publishMode: 'MANUAL' })
    const tracking = await customer.draft(SIGNUP)
    await sync(customer)
    byHand(customer, (person) => void person.add('tag', foreignTag([ALL_PAGES])))
    const live = observed(customer).live
    expect(await customer.publish('1')).toMatchObject({ status: 'FAILED', errorCode: 'superseded' })
    expect(observed(customer).live).toBe(live)
    expect(await statusOf(customer, tracking)).toMatchObject({
      syncStatus: 'FAILED',
      syncErrorCode: 'superseded',
    })
    // Theirs was built on ours, so all is live.
    expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED' })
    expect(await statusOf(customer, tracking)).toEqual(SUCCESS)
    expect(counted(customer, pushed('signup'))).toMatchObject([{ linked: true }])
    expect(observed(customer).liveContents.tags.map(({ name }) => name)).toContain('Ads – Enquiry')
  })

  it('goes live once, although it is asked for twice at a moment', async () => {
    const customer = await readyCustomer(sandbox(), { publishMode: 'MANUAL' })
    const tracking = await customer.draft(SIGNUP)
    await sync(customer)
    const both = await Promise.all([publish(customer, '1'), publish(customer, '1')])
    expect(both.map(({ status }) => status).toSorted()).toEqual([202, expect.any(Number)])
    const accepted = both.find(({ status }) => status === 202)
    // The background passes by a run whose row the other request looks at; the sweep takes it up.
    const runId = accepted?.as(SyncRunWithJobsView).id ?? ''
    await runSync({ runId, deadline: new Date(Date.now() + 20_000) })
    await untilAtRest(runId)
    expect(await statusOf(customer, tracking)).toEqual(SUCCESS)
    expect(observed(customer)).toMatchObject({ live: '1', versions: ['1'] })
  })
})
