import { describe, expect, it } from 'vitest'
import type { HandEdit } from '../../lib/dev/google-sandbox/controls/edit-by-hand.ts'
import type { Service } from '../../lib/dev/google-sandbox/requests/faults.ts'
import type { RunPlanView } from '../../lib/sync/plan/run-plan-view.ts'
import { type SyncRunWithJobsView as Run, SyncRunWithJobsView } from '../../lib/sync/queue/run-view.ts'
import { api } from '../fixtures/api.ts'
import { newScript } from '../fixtures/api-key.ts'
import {
  byKindAndName,
  type ChangedAtGoogle,
  changedBetween,
  snapshotOf,
} from '../fixtures/changed-at-google.ts'
import { ownerPool } from '../fixtures/database.ts'
import { isFull, sampleSeed } from '../fixtures/depth.ts'
import { takeUp } from '../fixtures/disturbed-sync.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { freeQuota, useQuotaUp } from '../fixtures/queue.ts'
import { randomNumbers } from '../fixtures/random.ts'
import {
  type ReadyCustomer,
  type ReadyOptions,
  readyCustomer,
  untilAtRest,
} from '../fixtures/ready-customer.ts'
import { changesBetween, offTheRecord, tenantRows } from '../fixtures/tenant-rows.ts'

const { sandbox } = googleTests({ quota: { perWindow: 1e6, perDay: 1e6 } })
const owner = ownerPool()

/** A plan that is ready at once. */
async function planned(customer: ReadyCustomer, body?: object): Promise<Run & { plan: RunPlanView }> {
  await freeQuota()
  const response = await api(customer.tenant.admin).post(`/v1/customers/${customer.id}/plan`, body)
  expect(response.status).toBe(200)
  const run = response.as(SyncRunWithJobsView)
  if (!run.plan) throw new Error('a run without a plan was called ready')
  return { ...run, plan: run.plan }
}

/** A sync that applies a plan, until it has ended or is postponed. */
async function applied(customer: ReadyCustomer, digest: string | null, body: object = {}): Promise<Run> {
  await freeQuota()
  const path = `/v1/customers/${customer.id}/sync`
  const { id } = (await api(customer.tenant.admin).post(path, { ...body, planDigest: digest })).as(
    SyncRunWithJobsView,
  )
  await untilAtRest(id)
  return customer.run(id)
}

async function customerWith(options: ReadyOptions = {}, names = ['Newsletter']) {
  const customer = await readyCustomer(sandbox(), options)
  const ids: string[] = []
  for (const name of names) ids.push((await customer.draft({ name, eventName: name })).id)
  return { customer, ids, id: ids[0] ?? '' }
}

async function liveCustomer(options: ReadyOptions = {}, names = ['Newsletter']) {
  const made = await customerWith(options, names)
  await made.customer.sync()
  return made
}

const objectName = (name: string) => `OCT - ${name}`

/** The whole of the sandbox, and what the organization has in any table but for its runs and their record. */
async function everything(customer: ReadyCustomer) {
  const rows = await tenantRows(owner, customer.tenant.organizationId)
  return {
    google: structuredClone({ ...sandbox().state, now: undefined }),
    rows: offTheRecord(rows).filter(
      (row) => !/^(public\.(sync_run|quota_\w+)|app\.(rate_\w+|queue_\w+|quota_\w+)) /.test(row),
    ),
  }
}

const WRITING = /^(create|update|delete|bulk|publish|set_latest|sync|quick|enable|mutate)/

/** What the sandbox was asked to do beside reading; a mutate is told apart by what it was asked for. */
function writes(): string[] {
  return sandbox()
    .calls.map(({ operation }) => operation)
    .filter((operation) => WRITING.test(operation))
}

/** The changes of a plan as the oracle names them; what Google gives with a new action is taken from there. */
function comparable({ changes }: RunPlanView, actual: readonly ChangedAtGoogle[]): ChangedAtGoogle[] {
  return changes
    .map(({ kind, name: shown, action, before, after }) => {
      const name = kind === 'builtInVariable' ? String(after?.['type']) : shown
      const found = actual.find((each) => isSame(each, { kind, name, action }))
      const known = Object.entries(after ?? {}).map(([field, value]) => {
        const isUnknown = typeof value === 'string' && value.startsWith('(not known before')
        return [field, isUnknown ? found?.after?.[field] : value] as const
      })
      return { kind, name, action, before, after: after && Object.fromEntries(known) }
    })
    .toSorted(byKindAndName)
}

type Named = Pick<ChangedAtGoogle, 'kind' | 'name' | 'action'>

function isSame(one: Named, other: Named): boolean {
  return one.kind === other.kind && one.name === other.name && one.action === other.action
}

/**
 * What has changed, to be compared with what was planned: of a new action only the fields that the plan decides, and
 * without the built-in variables with which Google fills a fresh container, since they go live with any version.
 */
function ofOurs(
  actual: readonly ChangedAtGoogle[],
  said: readonly ChangedAtGoogle[],
  { container }: ReadyCustomer,
): ChangedAtGoogle[] {
  return actual.flatMap((each) => {
    const planned = said.find((one) => isSame(one, each))
    if (!planned && each.kind === 'builtInVariable' && container.blank.builtIns.has(each.name)) return []
    if (each.kind !== 'conversionAction' || !planned?.after || !each.after) return [each]
    const { after } = each
    return [
      {
        ...each,
        after: Object.fromEntries(Object.keys(planned.after).map((field) => [field, after[field]])),
      },
    ]
  })
}

function withoutRequestIds(plan: RunPlanView | null) {
  return JSON.stringify(plan).replaceAll(/\(Google’s request id: [^)]+\)/g, '')
}

/** Applies a plan, and holds all that has changed at Google against it, and the calls that were made. */
async function expectExactly(customer: ReadyCustomer, plan: RunPlanView, body: object = {}): Promise<Run> {
  const before = snapshotOf(sandbox(), customer)
  sandbox().calls.length = 0
  const run = await applied(customer, plan.digest, body)
  const calls = sandbox().calls.map(({ service }) => service)
  // Google gives each rejection an id of its own.
  expect(withoutRequestIds(run.plan)).toEqual(withoutRequestIds(plan))
  if (run.status === 'AWAITING_PUBLISH') await customer.publish(run.versionId ?? '')
  const actual = changedBetween(before, snapshotOf(sandbox(), customer))
  const said = comparable(plan, actual)
  expect(said).toEqual(ofOurs(actual, said, customer))
  expect({
    tagManagerCalls: calls.filter((service) => service === 'tagmanager').length,
    adsCalls: calls.filter((service) => service === 'ads').length,
  }).toEqual({ tagManagerCalls: plan.cost?.tagManagerCalls, adsCalls: plan.cost?.adsCalls })
  return run
}

describe('a plan', () => {
  it('of a fresh customer says in order what is created, what it costs, and that a label is not known yet', async () => {
    const { customer, id } = await customerWith()
    const { plan, status, kind, errorCode } = await planned(customer)
    expect({ status, kind, errorCode }).toEqual({ status: 'SUCCEEDED', kind: 'PLAN', errorCode: null })
    const name = objectName('Newsletter')
    expect(plan.changes.map((each) => `${each.action} ${each.service} ${each.kind} ${each.name}`)).toEqual([
      `create googleAds conversionAction Newsletter (OCT ${id.slice(-8)})`,
      `create tagManager trigger ${name}`,
      'create tagManager tag OCT - Conversion Linker',
      `create tagManager tag ${name}`,
    ])
    expect(plan.changes[3]).toMatchObject({
      trackingIds: [id],
      before: null,
      after: {
        type: 'awct',
        conversionLabel: '(not known before Google Ads has created the conversion action)',
        [`firesOn:${name}`]: true,
      },
      summary: `Adds the tag “${name}”.`,
    })
    expect(plan).toMatchObject({
      mode: 'sync',
      publishing: 'AT_ONCE',
      buildsOn: { liveVersionId: null, latestVersionId: null, setsLatest: false },
      findings: [],
      waits: [],
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
  })
})

const SITUATIONS: { title: string; body?: object; given: () => Promise<ReadyCustomer> }[] = [
  { title: 'a fresh customer', given: async () => (await customerWith()).customer },
  {
    title: 'an edit',
    async given() {
      const { customer, id } = await liveCustomer()
      await api(customer.tenant.admin).patch(`/v1/trackings/${id}`, {
        eventName: 'other',
        conversion: { category: 'PURCHASE' },
      })
      return customer
    },
  },
  {
    title: 'a deletion',
    async given() {
      const { customer, id } = await liveCustomer({}, ['A', 'B'])
      await api(customer.tenant.admin).delete(`/v1/trackings/${id}`)
      return customer
    },
  },
  {
    title: 'the deletion of the last tracking',
    async given() {
      const { customer, id } = await liveCustomer()
      await api(customer.tenant.admin).delete(`/v1/trackings/${id}`)
      return customer
    },
  },
  {
    title: 'drift',
    async given() {
      const { customer } = await liveCustomer({}, ['A', 'B'])
      sandbox().editByHand(customer.container.publicId, (person) => person.remove('tag', objectName('A')))
      return customer
    },
  },
  {
    title: 'drift that a repair sets back',
    body: { mode: 'repair' },
    async given() {
      const { customer } = await liveCustomer()
      sandbox().editByHand(customer.container.publicId, (person) =>
        person.rename('trigger', objectName('Newsletter'), 'Signed up'),
      )
      return customer
    },
  },
  {
    title: 'a version that awaits publishing',
    async given() {
      const { customer } = await liveCustomer({ publishMode: 'MANUAL' })
      await customer.draft({ name: 'Later', eventName: 'later' })
      return customer
    },
  },
  {
    title: 'a version that somebody went back from',
    async given() {
      const { customer } = await liveCustomer()
      const { publicId } = customer.container
      sandbox().publishByHand(publicId)
      sandbox().publishVersionByHand(publicId, '1')
      await customer.draft({ name: 'Later', eventName: 'later' })
      return customer
    },
  },
]

describe('a plan writes nothing', () => {
  it.each(SITUATIONS)(
    'of $title at Google, nor anything of the organization but its run',
    async ({ given, body }) => {
      const customer = await given()
      await freeQuota()
      const before = await everything(customer)
      sandbox().calls.length = 0
      const { plan } = await planned(customer, body)
      expect(writes().filter((operation) => operation !== 'mutate_conversion_actions')).toEqual([])
      const after = await everything(customer)
      expect(after.google).toEqual(before.google)
      expect(changesBetween(before.rows, after.rows)).toEqual([])
      expect((await planned(customer, body)).plan).toEqual(plan)
    },
  )
})

/** Something that happens to a customer between two syncs; it may do nothing where there is nothing to do it to. */
const EVENTS: ((customer: ReadyCustomer, id: string, name: string) => unknown)[] = [
  ({ tenant }, id) => api(tenant.admin).patch(`/v1/trackings/${id}`, { eventName: 'renamed-event' }),
  ({ tenant }, id) => api(tenant.admin).patch(`/v1/trackings/${id}`, { name: 'Renamed' }),
  ({ tenant }, id) =>
    api(tenant.admin).patch(`/v1/trackings/${id}`, { conversion: { value: 25, currency: 'EUR' } }),
  ({ tenant }, id) =>
    api(tenant.admin).patch(`/v1/trackings/${id}`, { conversion: { category: 'PURCHASE' } }),
  ({ tenant }, id) => api(tenant.admin).patch(`/v1/trackings/${id}`, { urlPattern: '/thanks#done' }),
  ({ tenant }, id) => api(tenant.admin).delete(`/v1/trackings/${id}`),
  (customer) =>
    customer.draft({ name: 'Page', type: 'PAGE_VIEW', eventName: undefined, urlPattern: '/thanks' }),
  (customer) =>
    customer.draft({ name: 'Click', type: 'BUTTON_CLICK', eventName: undefined, selector: '.buy' }),
  ({ container }, _, name) => byHand(container.publicId, (person) => person.remove('tag', objectName(name))),
  ({ container }, _, name) =>
    byHand(container.publicId, (person) => person.renote('trigger', objectName(name), 'ours?')),
  ({ container }, id, name) =>
    byHand(container.publicId, (person) => person.copy('tag', objectName(name), `Copy of ${id}`)),
  ({ container }, _, name) => byHand(container.publicId, (person) => person.pause(objectName(name))),
  ({ adsAccountId }, id) => {
    const actions = sandbox().state.adsCustomers.get(adsAccountId)?.conversionActions.values() ?? []
    for (const action of actions) if (action.name.includes(id.slice(-8))) action.status = 'REMOVED'
  },
]

function byHand(publicId: string, edit: HandEdit): void {
  try {
    sandbox().editByHand(publicId, edit)
  } catch {
    // What it would be done to is not there any more.
  }
}

describe('a sync that applies a plan', () => {
  it('of a fresh customer does exactly that, and makes the calls that it says', async () => {
    const { customer } = await customerWith()
    const { plan } = await planned(customer)
    expect(await expectExactly(customer, plan)).toMatchObject({
      status: 'SUCCEEDED',
      errorCode: null,
      planDigest: plan.digest,
    })
    expect(plan.cost).toEqual({ tagManagerCalls: 12, adsCalls: 7, quotaSeconds: 49 })
    const again = await planned(customer)
    expect(again.plan).toMatchObject({ changes: [], publishing: 'NONE' })
    await expectExactly(customer, again.plan)
  })

  it.each(Array.from({ length: isFull ? 60 : 6 }, (_, nth) => sampleSeed * 100 + nth))(
    'of a customer to whom anything has happened does exactly that (seed %i)',
    async (seed) => {
      const random = randomNumbers(seed)
      const any = <Each>(list: readonly Each[]) => list[Math.floor(random() * list.length)]
      const publishMode = random() < 0.5 ? 'AUTO' : 'MANUAL'
      const names = ['A', 'B', 'C'].slice(0, 1 + Math.floor(random() * 3))
      const { customer, ids } = await customerWith({ publishMode }, names)
      const first = await customer.sync()
      if (publishMode === 'MANUAL' && random() < 0.7) await customer.publish(first.versionId ?? '')
      for (let left = 1 + Math.floor(random() * 4); left > 0; left--) {
        const at = Math.floor(random() * ids.length)
        await any(EVENTS)?.(customer, ids[at] ?? '', names[at] ?? '')
      }
      const { plan } = await planned(customer, random() < 0.3 ? { mode: 'sync' } : undefined)
      const run = await expectExactly(customer, plan)
      expect(run.errorCode).toBeNull()
    },
  )

  it('leaves out what Google Ads rejects, and the plan says so', async () => {
    const { customer, ids } = await customerWith({}, ['A', 'B'])
    const fault = { adsError: { stringFormatError: 'ILLEGAL_CHARS' }, operation: 1 }
    const mutate = { service: 'ads', operation: 'mutate_conversion_actions' } as const
    sandbox().faults.next(mutate, fault)
    const { plan } = await planned(customer)
    expect(plan.waits).toMatchObject([{ trackingId: ids[1], code: 'invalid_request' }])
    expect(plan.changes.flatMap(({ trackingIds }) => trackingIds)).not.toContain(ids[1])
    for (const nth of [1, 3]) sandbox().faults.next({ ...mutate, nth }, fault)
    await expectExactly(customer, plan)
    expect(await customer.tracking(ids[1] ?? '')).toMatchObject({ syncStatus: 'FAILED' })
  })
})

const CHANGES: { title: string; change: (customer: ReadyCustomer, id: string) => unknown }[] = [
  {
    title: 'a version that somebody has published',
    change: ({ container }) => sandbox().publishByHand(container.publicId),
  },
  {
    title: 'a newer version that nobody has published',
    change: ({ container }) => sandbox().publishByHand(container.publicId, { publish: false }),
  },
  {
    title: 'a conversion action that somebody has changed',
    change({ adsAccountId }) {
      for (const action of sandbox().state.adsCustomers.get(adsAccountId)?.conversionActions.values() ?? [])
        action.name = 'Another name'
    },
  },
  {
    title: 'an edit',
    change: ({ tenant }, id) => api(tenant.admin).patch(`/v1/trackings/${id}`, { eventName: 'yet-another' }),
  },
  { title: 'another tracking', change: (customer) => customer.draft({ name: 'One more' }) },
  { title: 'a deletion', change: ({ tenant }, id) => api(tenant.admin).delete(`/v1/trackings/${id}`) },
  {
    title: 'publishing that now awaits an ADMIN',
    change: ({ tenant }) => api(tenant.admin).patch('/v1/organization', { publishMode: 'MANUAL' }),
  },
]

describe('a plan is stale', () => {
  it.each(CHANGES)('after $title, and nothing is written', async ({ change }) => {
    const { customer, id } = await liveCustomer({}, ['A', 'B'])
    await api(customer.tenant.admin).patch(`/v1/trackings/${id}`, {
      conversion: { value: 7, currency: 'EUR' },
    })
    const { plan } = await planned(customer)
    await change(customer, id)
    const before = await everything(customer)
    const run = await applied(customer, plan.digest)
    expect(run).toMatchObject({
      status: 'FAILED',
      errorCode: 'plan_stale',
      errorMessage: expect.stringContaining('Plan the customer again'),
      plan: null,
    })
    const after = await everything(customer)
    expect(after.google).toEqual(before.google)
    expect(changesBetween(before.rows, after.rows)).toEqual([])
    // What was edited has the run again that it had before.
    expect(await queuedRuns(customer.id)).toEqual([{ kind: 'SYNC', mode: 'edit', digest: null }])
  })

  it('for the version that awaits publishing nothing changes: it can be published still', async () => {
    const { customer } = await customerWith({ publishMode: 'MANUAL' })
    const waiting = await customer.sync()
    const { plan } = await planned(customer)
    await customer.draft({ name: 'Later' })
    expect(await applied(customer, plan.digest)).toMatchObject({ errorCode: 'plan_stale' })
    expect(await customer.run(waiting.id)).toMatchObject({ status: 'AWAITING_PUBLISH' })
    expect(await customer.publish(waiting.versionId ?? '')).toMatchObject({ status: 'SUCCEEDED' })
  })
})

async function queuedRuns(customerId: string) {
  const { rows } = await owner.query<{ kind: string; mode: string; digest: string | null }>(
    `select kind, mode, request ->> 'planDigest' as digest from sync_run
     where customer_id = $1 and status = 'QUEUED' order by kind`,
    [customerId],
  )
  return rows
}

/** The requests of a fresh customer's sync that applies a plan, of which one is lost. */
const LOST: { service: Service; operation: string; nth?: number }[] = [
  { service: 'ads', operation: 'search' },
  { service: 'ads', operation: 'mutate_conversion_actions' },
  { service: 'tagmanager', operation: 'live_version' },
  { service: 'ads', operation: 'mutate_conversion_actions', nth: 2 },
  { service: 'ads', operation: 'search', nth: 5 },
  { service: 'tagmanager', operation: 'live_version', nth: 2 },
  { service: 'tagmanager', operation: 'create_workspace' },
  { service: 'tagmanager', operation: 'bulk_update' },
  { service: 'tagmanager', operation: 'quick_preview' },
  { service: 'tagmanager', operation: 'create_version' },
  { service: 'tagmanager', operation: 'publish_version' },
]

describe('a sync that applies a plan and is interrupted', () => {
  it.each(LOST)('by the lost response of $operation ($nth) goes on with the plan', async (at) => {
    const { customer } = await customerWith()
    const { plan } = await planned(customer)
    const before = snapshotOf(sandbox(), customer)
    sandbox().faults.next(at, { loseResponse: true })
    const interrupted = await applied(customer, plan.digest)
    // What only reads is repeated at once.
    const isOver = interrupted.status === 'SUCCEEDED'
    expect(isOver ? interrupted : await takeUp(customer, interrupted.id)).toMatchObject({
      status: 'SUCCEEDED',
      errorCode: null,
      plan,
    })
    const actual = changedBetween(before, snapshotOf(sandbox(), customer))
    const said = comparable(plan, actual)
    expect(said).toEqual(ofOurs(actual, said, customer))
  })

  it.each([
    { title: 'published', change: (publicId: string) => void sandbox().publishByHand(publicId) },
    {
      title: 'changed in Google Ads',
      change: (_publicId: string, account: string) => {
        for (const action of sandbox().state.adsCustomers.get(account)?.conversionActions.values() ?? [])
          action.category = 'CONTACT'
      },
    },
  ])('writes nothing else where somebody has $title meanwhile', async ({ change }) => {
    const { customer, id } = await liveCustomer()
    await api(customer.tenant.admin).patch(`/v1/trackings/${id}`, {
      conversion: { value: 7, currency: 'EUR', category: 'PURCHASE' },
    })
    const { plan } = await planned(customer)
    sandbox().faults.next(
      { service: 'ads', operation: 'mutate_conversion_actions', nth: 2 },
      { loseRequest: true },
    )
    const interrupted = await applied(customer, plan.digest)
    change(customer.container.publicId, customer.adsAccountId)
    const { containers } = sandbox().observe()
    expect(await takeUp(customer, interrupted.id)).toMatchObject({
      status: 'FAILED',
      errorCode: 'plan_stale',
    })
    expect(sandbox().observe().containers).toEqual(containers)
  })
})

describe('a plan and a sync of it', () => {
  it('are asked for by members and API keys, of their own customers only', async () => {
    const { customer } = await customerWith()
    const { customer: other } = await customerWith()
    const path = `/v1/customers/${customer.id}/plan`
    const member = await customer.tenant.join('MEMBER')
    const script = await newScript(customer.tenant)
    for (const caller of [member, script]) {
      const response = await api(caller).post(path)
      expect(response.status).toBe(200)
      expect(response.as(SyncRunWithJobsView).plan?.changes).toHaveLength(4)
    }
    expect((await api(other.tenant.admin).post(path)).status).toBe(404)
  })

  it('are 202 with the run while the quota is shut, and the run has the plan later', async () => {
    const { customer } = await customerWith()
    await useQuotaUp()
    const response = await api(customer.tenant.admin).post(`/v1/customers/${customer.id}/plan`)
    expect(response.status).toBe(202)
    const run = response.as(SyncRunWithJobsView)
    expect(response.headers.get('location')).toBe(`/api/v1/sync-runs/${run.id}`)
    expect(run).toMatchObject({ kind: 'PLAN', status: 'RUNNING', errorCode: 'rate_limited', plan: null })
    const later = await takeUp(customer, run.id)
    expect(later).toMatchObject({ status: 'SUCCEEDED', plan: { digest: expect.any(String) } })
    await expectExactly(customer, later.plan ?? (await planned(customer)).plan)
  })

  it('fail with words of their own where Google does not let us look', async () => {
    const { customer } = await customerWith()
    customer.container.access.clear()
    await freeQuota()
    const response = await api(customer.tenant.admin).post(`/v1/customers/${customer.id}/plan`)
    expect(response.status).toBe(202)
    expect(response.as(SyncRunWithJobsView)).toMatchObject({ plan: null, errorCode: expect.any(String) })
  })

  it('share a run with edits that wait, and with nothing else that was asked for', async () => {
    const { customer } = await customerWith()
    const { plan } = await planned(customer)
    const sync = (body: object) => api(customer.tenant.admin).post(`/v1/customers/${customer.id}/sync`, body)
    const queue = (request: object) =>
      owner.query(
        `update sync_run set mode = 'sync', request = $2 where customer_id = $1 and status = 'QUEUED'`,
        [customer.id, request],
      )
    expect(await queuedRuns(customer.id)).toEqual([{ kind: 'SYNC', mode: 'edit', digest: null }])
    await queue({ planDigest: 'f'.repeat(64) })
    for (const body of [{}, { planDigest: plan.digest }]) {
      const response = await sync(body)
      expect([response.status, response.problem.detail]).toEqual([
        409,
        expect.stringContaining('waits already'),
      ])
    }
    await queue({})
    expect((await sync({ planDigest: plan.digest })).status).toBe(409)
    await owner.query(`update sync_run set mode = 'edit' where customer_id = $1 and status = 'QUEUED'`, [
      customer.id,
    ])
    expect(await applied(customer, plan.digest)).toMatchObject({
      status: 'SUCCEEDED',
      planDigest: plan.digest,
    })
    expect(await queuedRuns(customer.id)).toEqual([])
  })

  it('bring what failed before up to date again, without a run besides', async () => {
    const { customer, id } = await customerWith()
    sandbox().faults.next({ service: 'tagmanager', operation: 'quick_preview' }, { compileError: true })
    await customer.sync()
    expect(await customer.tracking(id)).toMatchObject({ syncStatus: 'FAILED' })
    const { plan } = await planned(customer)
    expect(await applied(customer, plan.digest)).toMatchObject({ status: 'SUCCEEDED' })
    expect(await customer.tracking(id)).toMatchObject({ syncStatus: 'SUCCESS' })
    expect(await queuedRuns(customer.id)).toEqual([])
  })
})

describe('the plan of a run that awaits publishing', () => {
  it('says what its version changes against what is live', async () => {
    const { customer, id } = await liveCustomer({ publishMode: 'MANUAL' })
    const { rows } = await owner.query<{ id: string }>(
      `select id from sync_run where customer_id = $1 and status = 'AWAITING_PUBLISH'`,
      [customer.id],
    )
    const { plan, versionId } = await customer.run(rows[0]?.id ?? '')
    expect(plan?.changes.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      `conversionAction Newsletter (OCT ${id.slice(-8)})`,
      `trigger ${objectName('Newsletter')}`,
      'tag OCT - Conversion Linker',
      `tag ${objectName('Newsletter')}`,
    ])
    expect(plan).toMatchObject({ digest: null, cost: null, publishing: 'BY_ADMIN' })
    const before = snapshotOf(sandbox(), customer)
    await customer.publish(versionId ?? '')
    const actual = changedBetween(before, snapshotOf(sandbox(), customer))
    const said = comparable(plan ?? (await planned(customer)).plan, actual)
    expect(ofOurs(actual, said, customer)).toEqual(said.filter(({ kind }) => kind !== 'conversionAction'))
  })
})

describe('the reverse impact of a plan', () => {
  it('names what else uses a trigger that changes, fires on the same event, and counts the same twice', async () => {
    const { customer, id } = await liveCustomer()
    const name = objectName('Newsletter')
    sandbox().editByHand(customer.container.publicId, (person) => {
      const firingTriggerId = [person.id('trigger', name)]
      person.add('tag', {
        name: 'Chat',
        type: 'html',
        firingTriggerId,
        parameter: [{ type: 'template', key: 'html', value: 'x' }],
      })
      person.copy('tag', name, 'Copy of ours')
    })
    await api(customer.tenant.admin).patch(`/v1/trackings/${id}`, { urlPattern: '/thanks' })
    const { plan } = await planned(customer)
    expect(plan.alsoUses).toContainEqual({ reason: 'uses', subject: name, kind: 'tag', name: 'Chat' })
    expect(plan.alsoUses).toContainEqual({
      reason: 'counts_twice',
      subject: name,
      kind: 'tag',
      name: 'Copy of ours',
    })
    expect(plan.alsoUses.map((each) => each.name)).not.toContain(name)
    expect(plan.findings.map(({ code }) => code)).toContain('duplicate.copy')
  })
})
