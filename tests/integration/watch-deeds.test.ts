import { describe, expect, it } from 'vitest'
import type { HandEditor } from '../../lib/dev/google-sandbox/controls/edit-by-hand.ts'
import type { Sandbox } from '../../lib/dev/google-sandbox/sandbox.ts'
import type { ConversionAction } from '../../lib/dev/google-sandbox/state/state.ts'
import type { FindingCode } from '../../lib/model/finding-code.ts'
import type { TrackingView } from '../../lib/trackings/tracking-view.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { freeQuota } from '../fixtures/queue.ts'
import { type ReadyCustomer, readyCustomer } from '../fixtures/ready-customer.ts'
import { stateOf, watchNight } from '../fixtures/watch.ts'

const { sandbox } = googleTests({ quota: { perWindow: 1e6, perDay: 1e6 } })

/** What a person has before them: a live tracking with its tag, trigger and conversion action. */
type Scene = {
  customer: ReadyCustomer
  tracking: TrackingView
  /** Of the tag and of the trigger. */
  name: string
  action: string
  email: string
}

type Deed = {
  /** What the tracking is; a custom event with a value by default. */
  input?: Record<string, unknown>
  does: (scene: Scene, google: Sandbox) => () => void
  state?: string
  codes: FindingCode[]
  words: RegExp
}

const ALL_PAGES = '2147479553'
const template = (key: string, value: string) => ({ type: 'template' as const, key, value })
const condition = (arg0: string, arg1: string) => ({
  type: 'contains' as const,
  parameter: [template('arg0', arg0), template('arg1', arg1)],
})

/** An edit in Tag Manager, published; what is live before is live and the latest again afterwards. */
const inContainer =
  (edit: (person: HandEditor, scene: Scene) => void): Deed['does'] =>
  (scene, google) => {
    const { container } = scene.customer
    const before = container.liveVersionId ?? ''
    google.editByHand(container.publicId, (person) => edit(person, scene))
    return () => {
      google.publishVersionByHand(container.publicId, before)
      google.setLatestByHand(container.publicId, before)
    }
  }

/** The tag with one of its parameters set. */
function withParameter({ customer, name }: Scene, key: string, value: string) {
  const { container } = customer
  const live = container.versions.get(container.liveVersionId ?? '')
  const tag = [...(live?.contents.tag.values() ?? [])].find(({ body }) => body.name === name)
  const others = (tag?.body.parameter ?? []).filter((parameter) => parameter.key !== key)
  return { parameter: [...others, template(key, value)] }
}

const setParameter = (key: string, value: string) =>
  inContainer((person, scene) => person.change('tag', scene.name, withParameter(scene, key, value)))

/** A change of the conversion action in Google Ads, and back. */
const inAds =
  (changes: Partial<ConversionAction>): Deed['does'] =>
  ({ customer, action }, google) => {
    const before = google.editActionByHand(customer.adsAccountId, action, changes)
    return () => void google.editActionByHand(customer.adsAccountId, changes.name ?? action, before)
  }

const LINKER = 'OCT - Conversion Linker'
const CLICK = { type: 'BUTTON_CLICK', eventName: undefined, selector: '#buy' }

/** What is said of a type of tracking as such. */
const isHint = (code: string) => code.startsWith('hint.')

const DEEDS: Record<string, Deed> = {
  'pauses the tag': {
    does: inContainer((person, { name }) => person.pause(name)),
    state: 'CANNOT_FIRE',
    codes: ['cannot_fire.paused'],
    words: /is paused/,
  },
  'adds an exception that holds on some pages': {
    does: inContainer((person, { name }) => {
      person.add('trigger', { name: 'Staff', type: 'pageview', filter: [condition('{{_event}}', 'staff')] })
      person.except(name, 'Staff')
    }),
    codes: ['exception'],
    words: /exception “Staff”/,
  },
  'adds the trigger itself as an exception': {
    does: inContainer((person, { name }) => person.except(name, name)),
    state: 'CANNOT_FIRE',
    codes: ['cannot_fire.blocked'],
    words: /it never does/,
  },
  'lets the schedule of the tag end': {
    does: inContainer((person, { name }) => person.change('tag', name, { scheduleEndMs: '1700000000000' })),
    state: 'CANNOT_FIRE',
    codes: ['cannot_fire.schedule_ended'],
    words: /ended at 2023-11-14 22:13 UTC/,
  },
  'schedules the tag for later': {
    does: inContainer((person, { name }) => person.change('tag', name, { scheduleStartMs: '4102444800000' })),
    state: 'CANNOT_FIRE',
    codes: ['cannot_fire.schedule_not_started'],
    words: /before 2100-01-01/,
  },
  'requires consent': {
    does: inContainer((person, { name }) =>
      person.change('tag', name, {
        consentSettings: {
          consentStatus: 'needed',
          consentType: { type: 'list', list: [{ type: 'template', value: 'ad_storage' }] },
        },
      }),
    ),
    codes: ['consent_required'],
    words: /consented to ad_storage/,
  },
  'adds a condition to the trigger': {
    does: inContainer((person, { name }) => person.addCondition(name, condition('{{_event}}', 'sign'))),
    codes: ['drift.settings'],
    words: /trigger in Tag Manager has other settings/,
  },
  'waits for another event': {
    does: inContainer((person, { name }) =>
      person.change('trigger', name, {
        customEventFilter: [
          { type: 'equals', parameter: [template('arg0', '{{_event}}'), template('arg1', 'lead')] },
        ],
      }),
    ),
    state: 'DIFFERS',
    codes: ['drift.changed'],
    words: /changed outside of OneClickTag \(event\)/,
  },
  'makes the trigger one of another type': {
    does: inContainer((person, { name }) =>
      person.change('trigger', name, { type: 'pageview', customEventFilter: [] }),
    ),
    state: 'DIFFERS',
    codes: ['drift.changed'],
    words: /type/,
  },
  'removes the trigger and lets the tag fire on all pages': {
    does: inContainer((person, { name }) => {
      person.change('tag', name, { firingTriggerId: [ALL_PAGES] })
      person.remove('trigger', name)
    }),
    state: 'NOT_LIVE',
    codes: ['drift.missing'],
    words: /The trigger in Tag Manager is missing/,
  },
  'renames the trigger': {
    does: inContainer((person, { name }) => person.rename('trigger', name, 'Sign-up')),
    codes: ['drift.arranged'],
    words: /trigger in Tag Manager was arranged .*\(name\)/,
  },
  'deletes the tag': {
    does: inContainer((person, { name }) => person.remove('tag', name)),
    state: 'NOT_LIVE',
    codes: ['drift.missing'],
    words: /The tag in Tag Manager is missing/,
  },
  'deletes tag and trigger': {
    does: inContainer((person, { name }) => {
      person.remove('tag', name)
      person.remove('trigger', name)
    }),
    state: 'NOT_LIVE',
    codes: ['drift.missing'],
    words: /The tag in Tag Manager is missing/,
  },
  'makes the tag one of another type': {
    does: inContainer((person, { name }) =>
      person.change('tag', name, { type: 'html', parameter: [template('html', '<b>own</b>')] }),
    ),
    state: 'NOT_LIVE',
    codes: ['drift.missing', 'foreign.marked'],
    words: /made into something else/,
  },
  'gives the tag another label': {
    does: setParameter('conversionLabel', 'AnotherLabel'),
    state: 'NOT_LIVE',
    codes: ['drift.missing', 'foreign.marked'],
    words: /made into something else/,
  },
  'changes the value': {
    does: setParameter('conversionValue', '99'),
    state: 'DIFFERS',
    codes: ['drift.changed'],
    words: /conversionValue/,
  },
  'changes the currency': {
    does: setParameter('currencyCode', 'USD'),
    state: 'DIFFERS',
    codes: ['drift.changed'],
    words: /currencyCode/,
  },
  'sends an order id': {
    does: setParameter('orderId', '1'),
    codes: ['drift.settings'],
    words: /tag in Tag Manager has other settings .*\(orderId\)/,
  },
  'lets the tag look under another cookie prefix': {
    does: setParameter('conversionCookiePrefix', '_own'),
    state: 'CANNOT_FIRE',
    codes: ['cannot_fire.linker_prefix'],
    words: /cookie prefix “_gcl”, the tag looks under “_own”/,
  },
  'lets the tag ignore clicks': {
    does: setParameter('enableConversionLinker', 'false'),
    codes: ['drift.settings'],
    words: /enableConversionLinker/,
  },
  'copies the tag': {
    does: inContainer((person, { name }) => void person.copy('tag', name, `Copy of ${name}`)),
    codes: ['duplicate.copy'],
    words: /is a copy of ours/,
  },
  'makes an own tag on the same label': {
    does: inContainer((person, { name }) => void person.copy('tag', name, 'Own tag', { notes: '' })),
    codes: ['duplicate.same_label'],
    words: /“Own tag”, which is not ours/,
  },
  'makes an own conversion at the same event': {
    does: inContainer((person, { name }) => {
      const parameter = [template('conversionId', '111'), template('conversionLabel', 'Own')]
      person.copy('tag', name, 'Own goal', { notes: '', parameter })
    }),
    codes: ['duplicate.same_event'],
    words: /“Own goal”.* counts another conversion/,
  },
  'pauses the Conversion Linker': {
    does: inContainer((person) => person.pause(LINKER)),
    state: 'CANNOT_FIRE',
    codes: ['cannot_fire.linker_missing'],
    words: /No Conversion Linker fires/,
  },
  'removes the Conversion Linker': {
    does: inContainer((person) => person.remove('tag', LINKER)),
    state: 'CANNOT_FIRE',
    codes: ['cannot_fire.linker_missing'],
    words: /No Conversion Linker fires/,
  },
  'gives the Conversion Linker another cookie prefix': {
    does: inContainer((person) =>
      person.change('tag', LINKER, {
        parameter: [
          { type: 'boolean', key: 'enableCookieOverrides', value: 'true' },
          template('conversionCookiePrefix', '_shop'),
        ],
      }),
    ),
    state: 'CANNOT_FIRE',
    codes: ['cannot_fire.linker_prefix'],
    words: /“_shop”/,
  },
  'takes the Conversion Linker off all pages': {
    does: inContainer((person) => person.change('tag', LINKER, { firingTriggerId: [] })),
    state: 'CANNOT_FIRE',
    codes: ['cannot_fire.linker_missing'],
    words: /No Conversion Linker fires/,
  },
  'disables a built-in variable': {
    input: CLICK,
    does: inContainer((person) => person.disable('clickElement')),
    state: 'CANNOT_FIRE',
    codes: ['cannot_fire.variable_missing'],
    words: /variable “Click Element”/,
  },
  'calls a variable of another kind by the name of a built-in one': {
    input: CLICK,
    does: inContainer((person) => {
      person.disable('clickElement')
      person.add('variable', { name: 'Click Element', type: 'c', parameter: [template('value', 'x')] })
    }),
    state: 'CANNOT_FIRE',
    codes: ['cannot_fire.variable_missing', 'shared.name_taken'],
    words: /something else by the name “Click Element”/,
  },
  'removes our variable': {
    input: { type: 'PAGE_VIEW', eventName: undefined, urlPattern: '/shop#thanks' },
    does: inContainer((person, { name }) => {
      // Tag Manager lets nobody remove what is in use, but for whoever removes its uses first.
      person.change('trigger', name, { filter: [condition('{{Page URL}}', '/shop')] })
      person.remove('variable', 'OCT - URL Fragment')
    }),
    state: 'CANNOT_FIRE',
    codes: ['cannot_fire.variable_missing', 'drift.changed', 'drift.settings'],
    words: /changed outside of OneClickTag/,
  },
  'lets the tag fire after a setup tag and pauses that': {
    does: inContainer((person, { name }) => {
      person.add('tag', {
        name: 'Consent',
        type: 'html',
        parameter: [template('html', '<i></i>')],
        firingTriggerId: [ALL_PAGES],
        paused: true,
      })
      person.change('tag', name, { setupTag: [{ tagName: 'Consent', stopOnSetupFailure: true }] })
    }),
    state: 'CANNOT_FIRE',
    codes: ['cannot_fire.setup_tag_paused'],
    words: /setup tag “Consent”/,
  },
  'renames the tag': {
    does: inContainer((person, { name }) => person.rename('tag', name, 'Sign-up')),
    codes: ['drift.arranged'],
    words: /tag in Tag Manager was arranged .*\(name\)/,
  },
  'moves the tag into a folder': {
    does: inContainer((person, { name }) => {
      const parentFolderId = person.add('folder', { name: 'Ads' })
      person.change('tag', name, { parentFolderId })
    }),
    codes: ['drift.arranged'],
    words: /\(folder\)/,
  },
  'removes the notes of the tag': {
    does: inContainer((person, { name }) => person.renote('tag', name, '')),
    codes: ['drift.arranged'],
    words: /\(notes\)/,
  },
  'lets the tag fire once a page': {
    does: inContainer((person, { name }) => person.change('tag', name, { tagFiringOption: 'oncePerLoad' })),
    codes: ['drift.settings'],
    words: /\(tagFiringOption\)/,
  },
  'gives the tag a priority': {
    does: inContainer((person, { name }) =>
      person.change('tag', name, { priority: { type: 'integer', value: '7' } }),
    ),
    codes: ['drift.settings'],
    words: /\(priority\)/,
  },
  'leaves a version unpublished': {
    does: ({ customer: { container } }, google) => {
      const before = container.liveVersionId ?? ''
      google.publishByHand(container.publicId, { publish: false })
      return () => google.setLatestByHand(container.publicId, before)
    },
    codes: ['version.foreign_unpublished_or_rolled_back'],
    words: /made by other people, is not live/,
  },
  'leaves drafts in a workspace': {
    does: ({ customer: { container } }, google) => {
      const workspace = [...container.workspaces.values()].find(({ name }) => name === 'Default Workspace')
      const before = workspace?.contents
      google.draftByHand(container.publicId, 'Default Workspace', (person) => {
        person.add('trigger', { name: 'Sale', type: 'pageview' })
      })
      return () => {
        if (workspace && before) workspace.contents = before
      }
    },
    codes: ['workspace.unpublished_drafts'],
    words: /workspace “Default Workspace”, since 20.*: Sale\./,
  },
  'renames the conversion action': {
    does: inAds({ name: 'Newsletter leads' }),
    codes: ['drift.arranged'],
    words: /conversion action in Google Ads was arranged .*\(name\)/,
  },
  'hides the conversion action': {
    does: inAds({ status: 'HIDDEN' }),
    state: 'CANNOT_FIRE',
    codes: ['cannot_fire.action_hidden'],
    words: /is hidden/,
  },
  'removes the conversion action': {
    does: inAds({ status: 'REMOVED' }),
    state: 'CANNOT_FIRE',
    codes: ['cannot_fire.action_missing'],
    words: /is not in the Google Ads account any more/,
  },
  'takes the conversion action out of the goals': {
    does: inAds({ primaryForGoal: false }),
    codes: ['drift.settings'],
    words: /\(primaryForGoal\)/,
  },
  'changes the category': {
    does: inAds({ category: 'PURCHASE' }),
    codes: ['drift.changed'],
    words: /conversion action in Google Ads was changed .*\(category\)/,
  },
  'changes how the conversion action counts': {
    does: inAds({ countingType: 'ONE_PER_CLICK' }),
    codes: ['drift.changed'],
    words: /\(countingType\)/,
  },
  'changes the value of the conversion action': {
    does: inAds({
      valueSettings: { defaultValue: 77, defaultCurrencyCode: 'EUR', alwaysUseDefaultValue: false },
    }),
    codes: ['drift.changed'],
    words: /\(defaultValue\)/,
  },
  'changes the currency of the conversion action': {
    does: inAds({
      valueSettings: { defaultValue: 12, defaultCurrencyCode: 'USD', alwaysUseDefaultValue: false },
    }),
    codes: ['drift.changed'],
    words: /\(currency\)/,
  },
  'changes the look-back window after a click': {
    does: inAds({ clickThroughLookbackWindowDays: '7' }),
    codes: ['drift.settings'],
    words: /\(clickThroughLookbackWindowDays\)/,
  },
  'changes the look-back window after a view': {
    does: inAds({ viewThroughLookbackWindowDays: '30' }),
    codes: ['drift.settings'],
    words: /\(viewThroughLookbackWindowDays\)/,
  },
}

async function seen(customer: ReadyCustomer) {
  const { codes, ...rest } = await stateOf(customer)
  return { ...rest, codes: codes.filter((code) => !isHint(code)) }
}

async function scene(input: Record<string, unknown> = {}): Promise<Scene> {
  const customer = await readyCustomer(sandbox())
  const { id } = await customer.draft({
    conversion: { value: 12, currency: 'EUR', counting: 'MANY_PER_CLICK' },
    ...input,
  })
  await customer.sync()
  const [email = ''] = [...sandbox().state.people.values()].map((person) => person.email).slice(-1)
  const tail = id.slice(-8)
  return {
    customer,
    tracking: await customer.tracking(id),
    name: 'OCT - Newsletter',
    action: `Newsletter (OCT ${tail})`,
    email,
  }
}

describe('the watch finds, names and leaves it, and sees that it is right again, when a person', () => {
  it.each(Object.entries(DEEDS))('%s', async (_, { input, does, state = 'LIVE', codes, words }) => {
    const there = await scene(input)
    const { customer } = there
    await freeQuota()
    expect(await seen(customer)).toMatchObject({ codes: [], states: ['LIVE'] })

    const undo = does(there, sandbox())
    const before = structuredClone(sandbox().observe())
    expect(await watchNight(customer, { drafts: true })).toBe('succeeded')
    expect(sandbox().observe()).toEqual(before)
    const found = await seen(customer)
    expect(found).toMatchObject({ status: 'READY', states: [state], codes })
    expect(found.words).toMatch(words)
    expect(await customer.tracking(there.tracking.id)).toMatchObject({ syncStatus: 'SUCCESS' })

    undo()
    expect(await watchNight(customer, { drafts: true })).toBe('succeeded')
    expect(await seen(customer)).toMatchObject({ codes: [], states: ['LIVE'] })
  })
})
