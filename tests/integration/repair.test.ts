import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { StartedRepairs } from '../../lib/customers/repair-input.ts'
import type { HandEditor } from '../../lib/dev/google-sandbox/controls/edit-by-hand.ts'
import type { ConversionAction } from '../../lib/dev/google-sandbox/state/state.ts'
import { SyncRunWithJobsView } from '../../lib/sync/queue/run-view.ts'
import { TrackingView } from '../../lib/trackings/tracking-view.ts'
import { api, type Caller } from '../fixtures/api.ts'
import { newScript } from '../fixtures/api-key.ts'
import { newCustomer } from '../fixtures/connection.ts'
import { ownerPool } from '../fixtures/database.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { type CustomerInTheField, customerInTheField, objectName } from '../fixtures/in-the-field.ts'
import { filter, parameter } from '../fixtures/published-tag.ts'
import { freeQuota } from '../fixtures/queue.ts'
import { untilAtRest } from '../fixtures/ready-customer.ts'
import { newTenant } from '../fixtures/tenant.ts'

const { sandbox } = googleTests({ quota: { perWindow: 1e6, perDay: 1e6 } })

const BUY = {
  name: 'Buy',
  type: 'BUTTON_CLICK',
  eventName: undefined,
  selector: '#buy',
  urlPattern: '/shop*',
  conversion: { category: 'PURCHASE', value: 25, currency: 'EUR' },
}
const SIGNUP = { name: 'Signup' }

/** Asks for a repair, and waits until the run has ended or is postponed. */
async function repair(
  customer: CustomerInTheField,
  path: string,
  caller: Caller = customer.tenant.admin,
): Promise<SyncRunWithJobsView> {
  await freeQuota()
  const response = await api(caller).post(path)
  expect(response.status).toBe(202)
  const { id } = response.as(SyncRunWithJobsView)
  await untilAtRest(id)
  return customer.run(id)
}
const ofTracking = ({ id }: TrackingView) => `/v1/trackings/${id}/repair`
const ofCustomer = ({ id }: CustomerInTheField) => `/v1/customers/${id}/repair`

type Edited = {
  customer: CustomerInTheField
  buy: TrackingView
  signup: TrackingView
  /** The name of trigger and tag. */
  name: string
  person: (edit: (person: HandEditor) => void) => void
  action: () => ConversionAction
}

async function edited(options?: Parameters<typeof customerInTheField>[1]): Promise<Edited> {
  const customer = await customerInTheField(sandbox(), options)
  const [buy, signup] = [await customer.draft(BUY), await customer.draft(SIGNUP)]
  await customer.sync()
  return {
    customer,
    buy: await customer.tracking(buy.id),
    signup: await customer.tracking(signup.id),
    name: objectName(buy),
    person: (edit) => customer.byHand(edit),
    action: () => action(customer, buy.id),
  }
}

function action({ adsAccountId }: CustomerInTheField, trackingId: string): ConversionAction {
  const all = [...(sandbox().state.adsCustomers.get(adsAccountId)?.conversionActions.values() ?? [])]
  return all.find(({ name }) => name.includes(trackingId.slice(-8))) ?? all.at(0) ?? expect.fail('no action')
}

const withParameter = ({ customer, name }: Edited, key: string, value: string) =>
  (customer.live('tag', name).parameter ?? []).map((each) =>
    each.key === key ? parameter(key, value) : each,
  )

type Case = {
  drift: string
  by: (edited: Edited) => void
  /** What the run says it sets back, by object, without values. */
  repaired: string[]
  /** What it says it leaves. */
  left?: string[]
  verdict?: string
  /** Whether a version is made, where it is not for what is set back in the container. */
  makesVersion?: true
}

const CASES: Case[] = [
  {
    drift: 'a condition replaced by another',
    by: ({ customer, name, person }) => {
      const { filter: conditions = [] } = customer.live('trigger', name)
      person((by) =>
        by.change('trigger', name, {
          filter: [...conditions.slice(1), filter('cssSelector', '{{Click Element}}', '.other')],
        }),
      )
    },
    repaired: ['trigger:main'],
  },
  {
    drift: 'a condition taken away',
    by: ({ customer, name, person }) => {
      const { filter: conditions = [] } = customer.live('trigger', name)
      person((by) => by.change('trigger', name, { filter: conditions.slice(1) }))
    },
    repaired: ['trigger:main'],
  },
  {
    drift: 'a condition added',
    by: ({ name, person }) => {
      person((by) => by.addCondition(name, filter('contains', '{{Page URL}}', 'sale')))
    },
    repaired: [],
    left: ['trigger:main conditions'],
    verdict: 'LIVE',
  },
  {
    drift: 'the type of the trigger',
    by: ({ name, person }) => person((by) => by.change('trigger', name, { type: 'linkClick' })),
    repaired: ['trigger:main'],
  },
  {
    drift: 'the trigger deleted',
    by: ({ customer, name, person }) => {
      person((by) => {
        const others = (customer.live('tag', name).firingTriggerId ?? []).filter(
          (id) => id !== by.id('trigger', name),
        )
        by.change('tag', name, { firingTriggerId: others })
        by.remove('trigger', name)
      })
    },
    repaired: ['trigger:main'],
  },
  {
    drift: 'the tag deleted',
    by: ({ name, person }) => person((by) => by.remove('tag', name)),
    repaired: ['tag'],
  },
  {
    drift: 'the value of the tag',
    by: (it) =>
      it.person((by) => by.change('tag', it.name, { parameter: withParameter(it, 'conversionValue', '99') })),
    repaired: ['tag'],
  },
  {
    drift: 'the currency of the tag',
    by: (it) =>
      it.person((by) => by.change('tag', it.name, { parameter: withParameter(it, 'currencyCode', 'USD') })),
    repaired: ['tag'],
  },
  {
    drift: 'the category of the action',
    by: ({ action }) => Object.assign(action(), { category: 'SIGNUP' }),
    repaired: ['action'],
  },
  {
    drift: 'the counting of the action',
    by: ({ action }) => Object.assign(action(), { countingType: 'ONE_PER_CLICK' }),
    repaired: ['action'],
  },
  {
    drift: 'the action hidden',
    by: ({ action }) => Object.assign(action(), { status: 'HIDDEN' }),
    repaired: ['action'],
  },
  {
    drift: 'the action removed',
    by: ({ action }) => Object.assign(action(), { status: 'REMOVED' }),
    repaired: ['action'],
    makesVersion: true,
  },
  {
    drift: 'the action renamed',
    by: ({ action }) => Object.assign(action(), { name: 'Their name' }),
    repaired: [],
    left: ['action name'],
  },
  {
    drift: 'the action taken out of the goals',
    by: ({ action }) => Object.assign(action(), { primaryForGoal: false }),
    repaired: [],
    left: ['action primary_for_goal'],
  },
  {
    drift: 'a pause',
    by: ({ name, person }) => person((by) => by.pause(name)),
    repaired: [],
    left: ['tag paused'],
    verdict: 'CANNOT_FIRE paused',
  },
  {
    drift: 'an exception',
    by: ({ name, person }) =>
      person((by) => {
        by.add('trigger', {
          name: 'Staff',
          type: 'click',
          filter: [filter('contains', '{{Page URL}}', 'staff')],
        })
        by.except(name, 'Staff')
      }),
    repaired: [],
    left: ['tag exception'],
    verdict: 'LIVE exception',
  },
  {
    drift: 'a schedule',
    by: ({ name, person }) => person((by) => by.change('tag', name, { scheduleEndMs: '1' })),
    repaired: [],
    left: ['tag schedule'],
    verdict: 'CANNOT_FIRE schedule_ended',
  },
  {
    drift: 'consent',
    by: ({ name, person }) =>
      person((by) =>
        by.change('tag', name, {
          consentSettings: {
            consentStatus: 'needed',
            consentType: { type: 'list', list: [{ type: 'template', value: 'ad_storage' }] },
          },
        }),
      ),
    repaired: [],
    left: ['tag consent'],
    verdict: 'LIVE consent_required',
  },
  {
    drift: 'a folder',
    by: ({ name, person }) =>
      person((by) => by.change('tag', name, { parentFolderId: by.add('folder', { name: 'Ours' }) })),
    repaired: [],
    left: ['tag folder'],
  },
  {
    drift: 'notes',
    by: ({ name, person, customer }) =>
      person((by) => by.renote('tag', name, `Ask Ana\n${customer.live('tag', name).notes}`)),
    repaired: [],
    left: ['tag notes'],
  },
  {
    drift: 'another name of the tag',
    by: ({ name, person }) => person((by) => by.rename('tag', name, 'Theirs')),
    repaired: [],
    left: ['tag name'],
  },
]

describe('a repair', () => {
  it.each(CASES)('of $drift', async ({ by, repaired, left = [], verdict = 'LIVE', makesVersion }) => {
    const it = await edited()
    by(it)
    await freeQuota()
    await it.customer.verify()
    const [before, versions] = [await it.customer.codes(), it.customer.versions()]
    const run = await repair(it.customer, ofTracking(it.buy))
    expect(run).toMatchObject({ kind: 'REPAIR', status: 'SUCCEEDED', errorCode: null })
    expect(run.jobs).toMatchObject([{ trackingId: it.buy.id, status: 'SUCCEEDED' }])
    const objects = (run.repair?.repaired ?? []).map(({ object }) => object)
    expect(objects.toSorted()).toEqual(repaired)
    expect((run.repair?.left ?? []).map(({ object, what }) => `${object} ${what}`)).toEqual(left)
    const { state, reasons = [] } = (await it.customer.deployment(it.buy.id)) ?? {}
    expect([state, ...reasons.map(({ code }) => code)].join(' ')).toBe(verdict)
    // What is left is named, and not an error.
    const isLeft = (code: string) => code === 'drift.settings' || code === 'drift.arranged'
    const codes = await it.customer.codes()
    if (verdict === 'LIVE') expect(codes.filter((code) => !isLeft(code))).toEqual([])
    else expect(codes).toEqual(before)
    // Once more, and nothing is left to do.
    const made = it.customer.versions()
    expect(made - versions).toBe(makesVersion || repaired.some((object) => object !== 'action') ? 1 : 0)
    await repair(it.customer, ofTracking(it.buy))
    expect(it.customer.versions()).toBe(made)
  })
})

const owner = ownerPool()

async function requestOf(runId: string) {
  const { rows } = await owner.query<{ request: { trackingIds?: string[] } }>(
    'select request from sync_run where id = $1',
    [runId],
  )
  return rows[0]?.request
}

describe('the scope of a repair', () => {
  it('of one tracking leaves the drift of another, its missing objects and its pending edit', async () => {
    const it = await edited()
    const lead = await it.customer.draft({ name: 'Lead', eventName: 'lead' })
    await it.customer.sync()
    it.person((by) => {
      by.change('tag', it.name, { parameter: withParameter(it, 'conversionValue', '99') })
      by.change('trigger', objectName(it.signup), { type: 'click', customEventFilter: [] })
      by.remove('tag', objectName(lead))
    })
    action(it.customer, it.signup.id).category = 'PURCHASE'
    await it.customer.edit(lead.id, { eventName: 'other' })
    const run = await repair(it.customer, ofTracking(it.buy))
    expect(run).toMatchObject({ status: 'SUCCEEDED', jobs: [{ trackingId: it.buy.id }] })
    expect(run.repair?.repaired).toMatchObject([
      { trackingId: it.buy.id, object: 'tag', fields: [{ before: '99', after: '25' }] },
    ])
    expect(it.customer.live('trigger', objectName(it.signup)).type).toBe('click')
    expect(it.customer.names('tag')).not.toContain(objectName(lead))
    expect(action(it.customer, it.signup.id).category).toBe('PURCHASE')
    expect(await it.customer.tracking(lead.id)).toMatchObject({ syncStatus: 'PENDING', syncedVersion: 1 })
    const open = (await it.customer.findings()).filter(({ severity }) => severity !== 'hint')
    expect(new Set(open.map(({ trackingId }) => trackingId))).toEqual(new Set([it.signup.id]))
  })

  it('is what its dry run says before, and nothing else', async () => {
    const it = await edited()
    it.person((by) => {
      by.change('tag', it.name, { parameter: withParameter(it, 'conversionValue', '99') })
      by.change('trigger', objectName(it.signup), { type: 'click', customEventFilter: [] })
    })
    await it.customer.draft({ name: 'Lead', eventName: 'lead' })
    const path = `/v1/customers/${it.customer.id}/plan`
    const planOf = async (body: object) => {
      await freeQuota()
      const { plan } = (await api(it.customer.tenant.admin).post(path, body)).as(SyncRunWithJobsView)
      expect(plan?.mode).toBe('repair')
      return plan?.changes.map(({ kind, action, trackingIds, before, after }) => [
        kind,
        action,
        trackingIds,
        before,
        after,
      ])
    }
    const dry = await planOf({ mode: 'repair', trackingIds: [it.buy.id] })
    expect(dry).toEqual([
      ['tag', 'update', [it.buy.id], { conversionValue: '99' }, { conversionValue: '25' }],
    ])
    await repair(it.customer, ofTracking(it.buy))
    expect(await planOf({ mode: 'repair', trackingIds: [it.buy.id] })).toEqual([])
    const other = await newTenant()
    for (const [admin, trackingIds] of [
      [it.customer.tenant.admin, [randomUUID()]],
      [it.customer.tenant.admin, [it.buy.id, it.buy.id, randomUUID()]],
    ] as const) {
      const { problem } = await api(admin).post(path, { mode: 'repair', trackingIds })
      expect(problem).toMatchObject({ status: 400, invalidParams: [{ name: 'body.trackingIds' }] })
    }
    expect((await api(other.admin).post(path, { mode: 'repair', trackingIds: [it.buy.id] })).status).toBe(404)
    expect((await api(it.customer.tenant.admin).post(path, { trackingIds: [it.buy.id] })).status).toBe(400)
  })

  it('of a customer takes all that is known to be wrong, what failed and what waits', async () => {
    const it = await edited()
    it.person((by) => {
      by.change('tag', it.name, { parameter: withParameter(it, 'conversionValue', '99') })
      by.remove('tag', objectName(it.signup))
    })
    await freeQuota()
    await it.customer.verify()
    const lead = await it.customer.draft({ name: 'Lead', eventName: 'lead' })
    const run = await repair(it.customer, ofCustomer(it.customer))
    expect(run).toMatchObject({ status: 'SUCCEEDED' })
    expect(new Set(run.jobs.map(({ trackingId }) => trackingId))).toEqual(
      new Set([it.buy.id, it.signup.id, lead.id]),
    )
    expect(run.repair?.repaired.map(({ object, fields }) => `${object} ${fields.length}`).toSorted()).toEqual(
      ['tag 0', 'tag 1'],
    )
    expect(await it.customer.codes()).toEqual([])
    expect(await it.customer.tracking(lead.id)).toMatchObject({ syncStatus: 'SUCCESS' })
  })

  it('grows where another is asked for while it waits, and two at once are one run', async () => {
    const it = await edited()
    const { admin } = it.customer.tenant
    await api(admin).patch('/v1/organization', { writesPaused: true })
    const ask = async (path: string) => (await api(admin).post(path)).as(SyncRunWithJobsView)
    const [one, other] = await Promise.all([ask(ofTracking(it.buy)), ask(ofTracking(it.signup))])
    expect(one.id).toBe(other.id)
    expect(await requestOf(one.id)).toEqual({ trackingIds: [it.buy.id, it.signup.id].toSorted() })
    await ask(ofTracking(it.buy))
    expect(await requestOf(one.id)).toEqual({ trackingIds: [it.buy.id, it.signup.id].toSorted() })
    expect((await ask(ofCustomer(it.customer))).id).toBe(one.id)
    expect(await requestOf(one.id)).toEqual({})
  })
})

describe('a repair that awaits publishing', () => {
  it('says what it sets back, and goes on in the run that replaces it', async () => {
    const it = await edited({ publishMode: 'MANUAL' })
    await it.customer.publish()
    it.person((by) => by.change('tag', it.name, { parameter: withParameter(it, 'conversionValue', '99') }))
    const run = await repair(it.customer, ofTracking(it.buy))
    expect(run).toMatchObject({
      status: 'AWAITING_PUBLISH',
      repair: { repaired: [{ trackingId: it.buy.id, object: 'tag' }], left: [] },
    })
    expect(await it.customer.tracking(it.buy.id)).toMatchObject({ syncStatus: 'AWAITING_PUBLISH' })
    await it.customer.edit(it.signup.id, { eventName: 'joined' })
    expect(await it.customer.sync()).toMatchObject({ kind: 'SYNC', status: 'AWAITING_PUBLISH' })
    expect(await it.customer.run(run.id)).toMatchObject({ status: 'CANCELLED' })
    await freeQuota()
    expect(await it.customer.publish()).toMatchObject({ status: 'SUCCEEDED' })
    expect(withParameter(it, 'none', '')).toContainEqual(parameter('conversionValue', '25'))
    expect(await it.customer.codes()).toEqual([])
  })

  it('takes along what a sync had waiting, whose version it replaces', async () => {
    const it = await edited({ publishMode: 'MANUAL' })
    await it.customer.publish()
    await it.customer.edit(it.signup.id, { eventName: 'joined' })
    expect(await it.customer.sync()).toMatchObject({ status: 'AWAITING_PUBLISH' })
    it.person((by) => by.change('tag', it.name, { parameter: withParameter(it, 'conversionValue', '99') }))
    await repair(it.customer, ofTracking(it.buy))
    await freeQuota()
    expect(await it.customer.publish()).toMatchObject({ status: 'SUCCEEDED' })
    expect(await it.customer.codes()).toEqual([])
    expect(await it.customer.tracking(it.signup.id)).toMatchObject({ syncStatus: 'SUCCESS' })
  })
})

describe('what a repair does not act against', () => {
  it('somebody went back from the newest version: it stops as a sync does', async () => {
    const it = await edited()
    it.person((by) => by.change('tag', it.name, { parameter: withParameter(it, 'conversionValue', '99') }))
    const theirs = it.customer.liveVersion()
    await freeQuota()
    await it.customer.verify()
    it.person((by) => by.add('folder', { name: 'Later' }))
    await freeQuota()
    await it.customer.verify()
    sandbox().publishVersionByHand(it.customer.container.publicId, theirs ?? '')
    const run = await repair(it.customer, ofTracking(it.buy))
    expect(run).toMatchObject({ status: 'FAILED', errorCode: 'foreign_rolled_back' })
    expect(it.customer.liveVersion()).toBe(theirs)
  })

  it('the customer is on hold: it waits, and a bulk repair leaves the customer out', async () => {
    const it = await edited()
    it.person((by) => by.remove('tag', it.name))
    await freeQuota()
    await it.customer.verify()
    await owner.query('update customer set hold = true where id = $1', [it.customer.id])
    const { admin } = it.customer.tenant
    const bulk = await api(admin).post('/v1/customers/bulk/repair', { code: 'drift.missing' })
    expect(bulk).toMatchObject({
      status: 202,
      body: { runs: [], skipped: [{ customerId: it.customer.id, why: 'on_hold' }], more: 0 },
    })
    const waiting = (await api(admin).post(ofTracking(it.buy))).as(SyncRunWithJobsView)
    expect(waiting).toMatchObject({ status: 'QUEUED', waitsFor: { code: 'on_hold' } })
    expect(it.customer.names('tag')).not.toContain(it.name)
  })
})

describe('who may ask for a repair', () => {
  it('of one tracking every member, of a customer or in bulk an ADMIN, by a key as well', async () => {
    const it = await edited()
    const { tenant } = it.customer
    const [member, script, boss] = [
      await tenant.join('MEMBER'),
      await newScript(tenant),
      await newScript(tenant, 'ADMIN'),
    ]
    const bulk = { code: 'drift.missing' }
    for (const caller of [member, script]) {
      expect((await api(caller).post(ofCustomer(it.customer))).status).toBe(403)
      expect((await api(caller).post('/v1/customers/bulk/repair', bulk)).status).toBe(403)
    }
    expect(await repair(it.customer, ofTracking(it.buy), member)).toMatchObject({ status: 'SUCCEEDED' })
    expect(await repair(it.customer, ofTracking(it.buy), script)).toMatchObject({ status: 'SUCCEEDED' })
    expect(await repair(it.customer, ofCustomer(it.customer), boss)).toMatchObject({ status: 'SUCCEEDED' })
    expect((await api(boss).post('/v1/customers/bulk/repair', bulk)).status).toBe(202)
  })

  it('is on record, with what was asked for', async () => {
    const it = await edited()
    const { organizationId } = it.customer.tenant
    await repair(it.customer, ofTracking(it.buy))
    const { rows } = await owner.query(
      `select action, actor_kind, after -> 'request' as request from audit_log
       where organization_id = $1 and target_type = 'syncRun' and after ->> 'kind' = 'REPAIR'`,
      [organizationId],
    )
    expect(rows).toEqual([
      { action: 'syncRun.create', actor_kind: 'user', request: { trackingIds: [it.buy.id] } },
    ])
  })

  it('foreign, absent and deleted trackings are the same', async () => {
    const [own, other] = [await edited(), await customerInTheField(sandbox())]
    await own.customer.remove(own.signup.id)
    const ids = [own.signup.id, randomUUID(), (await other.draft(SIGNUP)).id]
    for (const id of ids) {
      const { problem } = await api(own.customer.tenant.admin).post(`/v1/trackings/${id}/repair`)
      expect(problem).toMatchObject({ status: 404, code: 'not_found', detail: 'No such tracking.' })
    }
  })
})

describe('a bulk repair', () => {
  it('makes one run for each customer with an open finding of the kind, and says who is left out', async () => {
    const it = await edited()
    const { tenant } = it.customer
    const { admin } = tenant
    it.person((by) => by.remove('tag', it.name))
    await freeQuota()
    await it.customer.verify()
    const others = await Promise.all(['paused', 'setup_incomplete', 'ready'].map(() => newCustomer(tenant)))
    const [paused, incomplete, quiet] = others.map(({ id }) => id)
    for (const id of [paused, incomplete]) {
      const lead = { customerId: id, name: 'Lead', type: 'CUSTOM_EVENT', eventName: 'lead' }
      const { id: trackingId } = (await api(admin).post('/v1/trackings', lead)).as(TrackingView)
      await owner.query(
        `insert into finding (organization_id, customer_id, tracking_id, code, severity, subject)
         values ($1, $2, $3, 'drift.missing', 'error', 'tag')`,
        [tenant.organizationId, id, trackingId],
      )
    }
    await api(admin).patch(`/v1/customers/${paused}`, { paused: true })
    const foreign = await edited()
    const all = await api(admin).post('/v1/customers/bulk/repair', { code: 'drift.missing' })
    const { runs, skipped, more } = all.as(StartedRepairs)
    expect([runs, more]).toEqual([
      [{ syncRunId: expect.any(String), customerId: it.customer.id, trackingIds: [it.buy.id] }],
      0,
    ])
    expect(new Set(skipped.map(({ customerId, why }) => `${customerId} ${why}`))).toEqual(
      new Set([`${paused} paused`, `${incomplete} not_connected`]),
    )
    await untilAtRest(runs[0]?.syncRunId ?? '')
    expect(await it.customer.codes()).toEqual([])
    const customerIds = [it.customer.id, quiet, foreign.customer.id, randomUUID()]
    const named = await api(admin).post('/v1/customers/bulk/repair', { code: 'drift.missing', customerIds })
    expect(named.as(StartedRepairs)).toMatchObject({ runs: [], more: 0 })
    expect(
      named
        .as(StartedRepairs)
        .skipped.map(({ customerId, why }) => [customerId, why])
        .toSorted(),
    ).toEqual(
      customerIds.map((id, index) => [id, index < 2 ? 'nothing_found' : 'no_such_customer']).toSorted(),
    )
  })

  it('takes no kind that no repair puts right', async () => {
    const { tenant } = await customerInTheField(sandbox())
    for (const code of ['cannot_fire.paused', 'hint.click_in_frame', 'none']) {
      const { problem } = await api(tenant.admin).post('/v1/customers/bulk/repair', { code })
      expect(problem).toMatchObject({ status: 400, invalidParams: [{ name: 'body.code' }] })
    }
  })
})
