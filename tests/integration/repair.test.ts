import { describe, expect, it } from 'vitest'
import type { HandEditor } from '../../lib/dev/google-sandbox/controls/edit-by-hand.ts'
import type { ConversionAction } from '../../lib/dev/google-sandbox/state/state.ts'
import { SyncRunWithJobsView } from '../../lib/sync/queue/run-view.ts'
import type { TrackingView } from '../../lib/trackings/tracking-view.ts'
import { api, type Caller } from '../fixtures/api.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { type CustomerInTheField, customerInTheField, objectName } from '../fixtures/in-the-field.ts'
import { filter, parameter } from '../fixtures/published-tag.ts'
import { freeQuota } from '../fixtures/queue.ts'
import { untilAtRest } from '../fixtures/ready-customer.ts'

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
    repaired: ['tag', 'trigger:main'],
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
    by: ({ action }) => Object.assign(action(), { countingType: 'MANY_PER_CLICK' }),
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
    repaired: ['action', 'tag'],
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
  it.each(CASES)('of $drift', async ({ by, repaired, left = [], verdict = 'LIVE' }) => {
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
    if (verdict === 'LIVE') expect(await it.customer.codes()).toEqual([])
    else expect(await it.customer.codes()).toEqual(before)
    // Once more, and nothing is left to do.
    const made = it.customer.versions()
    expect(made - versions).toBe(repaired.some((object) => object !== 'action') ? 1 : 0)
    await repair(it.customer, ofTracking(it.buy))
    expect(it.customer.versions()).toBe(made)
  })
})
