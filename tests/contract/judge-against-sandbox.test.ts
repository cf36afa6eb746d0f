import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ContainerContents } from '../../lib/deployment/container-contents.ts'
import { NO_CONTENTS } from '../../lib/deployment/container-contents.ts'
import { identify } from '../../lib/deployment/identify.ts'
import { judgeTracking } from '../../lib/deployment/judge-tracking.ts'
import type { HandEditor } from '../../lib/dev/google-sandbox/controls/edit-by-hand.ts'
import { createSandbox } from '../../lib/dev/google-sandbox/sandbox.ts'
import type { EntityBody } from '../../lib/dev/google-sandbox/state/entity.ts'
import type { VisitorEvent } from '../../lib/dev/google-sandbox/visitors/moments.ts'
import { TRACKING_TYPE_NAMES } from '../../lib/model/tracking-type.ts'
import { planContainerChanges } from '../../lib/sync/plan/plan-container-changes.ts'
import {
  ANY_TRIGGERS,
  knownOf,
  type PlannedTracking,
  wantedTag,
  wantedTriggers,
} from '../../lib/sync/plan/planned-tracking.ts'
import { isFull, sampleSeed } from '../fixtures/depth.ts'
import { liveContents } from '../fixtures/live-contents.ts'
import { NO_TARGET } from '../fixtures/no-target.ts'
import { NO_VALUES } from '../fixtures/no-values.ts'
import { filter, parameter } from '../fixtures/published-tag.ts'
import { TYPE_VISITS } from '../fixtures/type-visits.ts'

const NOW = new Date('2026-11-29T12:00:00Z')
const LABEL = { resourceName: 'customers/1/conversionActions/2', conversionId: '123456789', label: 'AbC' }
const URL = 'https://shop.example/product/1'
const DAY = 86_400_000

const buy: PlannedTracking = {
  ...NO_TARGET,
  trackingId: '0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73',
  name: 'Buy',
  namePattern: 'OCT - {name}',
  type: 'BUTTON_CLICK',
  selector: '#buy',
  urlPattern: '/product*',
  conversionCategory: 'PURCHASE',
  conversionCounting: 'ONE_PER_CLICK',
  ...NO_VALUES,
  conversionValue: 5,
  conversionCurrency: 'EUR',
  conversionEnhanced: 'off',
  paused: false,
  deleted: false,
  pending: true,
  applied: undefined,
  conversionActionResourceName: null,
}

/** Of each type a tracking, and a visit that it counts. */
const KINDS = TRACKING_TYPE_NAMES.map(
  (type): { tracking: PlannedTracking; does: readonly VisitorEvent[] } => {
    const { input, counted } = TYPE_VISITS[type]
    return { tracking: { ...buy, ...NO_TARGET, type, ...input }, does: counted[0] ?? [] }
  },
)

const TAG = 'OCT - Buy'
const LINKER = 'OCT - Conversion Linker'

/** What people do to a container; what they cannot do, because it is gone, they leave. */
const HANDS: Readonly<Record<string, (person: HandEditor) => void>> = {
  pause: (person) => person.pause(TAG),
  startTomorrow: (person) => person.change('tag', TAG, { scheduleStartMs: String(NOW.getTime() + DAY) }),
  endedYesterday: (person) => person.change('tag', TAG, { scheduleEndMs: String(NOW.getTime() - DAY) }),
  running: (person) =>
    person.change('tag', TAG, {
      scheduleStartMs: String(NOW.getTime() - DAY),
      scheduleEndMs: String(NOW.getTime() + DAY),
    }),
  exceptItself: (person) => person.except(TAG, TAG),
  exceptAllPages: (person) => person.change('tag', TAG, { blockingTriggerId: ['2147479553'] }),
  exceptAnyEvent: (person) => {
    person.add('trigger', {
      name: 'Any event',
      type: 'customEvent',
      customEventFilter: [filter('matchRegex', '{{_event}}', '.*')],
    })
    person.except(TAG, 'Any event')
  },
  exceptStaging: (person) => {
    person.add('trigger', {
      name: 'Staging',
      type: 'customEvent',
      customEventFilter: [filter('matchRegex', '{{_event}}', '.*')],
      filter: [filter('contains', '{{Page URL}}', 'staging')],
    })
    person.except(TAG, 'Staging')
  },
  withoutExceptions: (person) => person.change('tag', TAG, { blockingTriggerId: [] }),
  exceptViews: (person) => {
    person.add('trigger', { name: 'Views', type: 'pageview' })
    person.except(TAG, 'Views')
  },
  withoutPageUrl: (person) => person.disable('pageUrl'),
  withoutClicks: (person) => person.disable('clickElement'),
  withoutTriggers: (person) => person.change('tag', TAG, { firingTriggerId: [] }),
  notOnStaging: (person) => person.addCondition(TAG, filter('contains', '{{Page URL}}', 'staging', 'negate')),
  elsewhere: (person) => person.addCondition(TAG, filter('contains', '{{Page URL}}', '/elsewhere')),
  otherLabel: (person) =>
    person.change('tag', TAG, {
      parameter: [parameter('conversionId', '123456789'), parameter('conversionLabel', 'other')],
    }),
  otherName: (person) => person.rename('tag', TAG, 'Kauf'),
  renoted: (person) => person.renote('tag', TAG, 'by Anna'),
  consent: (person) =>
    person.change('tag', TAG, {
      consentSettings: {
        consentStatus: 'needed',
        consentType: { type: 'list', list: [parameter('', 'ad_storage')] },
      },
    }),
  removeTag: (person) => person.remove('tag', TAG),
  removeLinker: (person) => person.remove('tag', LINKER),
  pauseLinker: (person) => person.pause(LINKER),
  idleLinker: (person) => person.change('tag', LINKER, { firingTriggerId: [] }),
  ownLinker: (person) => person.add('tag', { name: 'Mine', type: 'gclidw', firingTriggerId: ['2147479553'] }),
  linkerPrefix: (person) =>
    person.change('tag', LINKER, {
      parameter: [
        { type: 'boolean', key: 'enableCookieOverrides', value: 'true' },
        parameter('conversionCookiePrefix', '_mine'),
      ],
    }),
}

/** As it arrives over HTTP. */
function asPosted(body: object): EntityBody {
  return JSON.parse(JSON.stringify(body))
}

/** A container in which a tracking is live as a plan makes it. */
function liveContainer(tracking: PlannedTracking) {
  const sandbox = createSandbox({ clock: () => NOW })
  const { publicId } = sandbox.addContainer()
  const conversions = new Map([[tracking.trackingId, LABEL]])
  const plan = planContainerChanges({
    trackings: [tracking],
    conversions,
    contents: NO_CONTENTS,
    mode: 'edit',
    now: NOW,
  })
  const ids = new Map<string, string>()
  sandbox.editByHand(publicId, (person) => {
    for (const { builtInVariable, variable, trigger, tag } of structuredClone(plan.changes)) {
      if (builtInVariable?.type) person.enable(builtInVariable.type)
      if (variable) {
        const { variableId: _, ...body } = variable
        person.add('variable', asPosted(body))
      }
      if (trigger) {
        const { triggerId, ...body } = trigger
        ids.set(triggerId ?? '', person.add('trigger', asPosted(body)))
      }
      if (tag) {
        const { tagId: _, ...body } = tag
        const firingTriggerId = body.firingTriggerId?.map((id) => ids.get(id) ?? id) ?? []
        const blockingTriggerId = body.blockingTriggerId?.map((id) => ids.get(id) ?? id)
        person.add('tag', asPosted({ ...body, firingTriggerId, blockingTriggerId }))
      }
    }
  })
  return { sandbox, publicId }
}

function judge(tracking: PlannedTracking, contents: ContainerContents) {
  return judgeTracking({
    identified: identify(contents, knownOf(tracking, LABEL)),
    contents,
    wantedTriggers: wantedTriggers(tracking),
    wantedTag: wantedTag(tracking, LABEL, ANY_TRIGGERS),
    action: { status: 'ENABLED' },
    now: NOW,
  })
}

it('a verdict agrees with what visitors bring about in the sandbox, whatever people have done', () => {
  const hands = fc.uniqueArray(fc.constantFrom(...Object.keys(HANDS)), { maxLength: 3 })
  fc.assert(
    fc.property(fc.constantFrom(...KINDS), hands, ({ tracking, does }, done) => {
      const { sandbox, publicId } = liveContainer(tracking)
      for (const hand of done) {
        try {
          sandbox.editByHand(publicId, (person) => HANDS[hand]?.(person))
        } catch {
          // What was to be changed has another name by now, or is gone.
        }
      }
      const visits: VisitorEvent[] =
        tracking.type === 'PAGE_VIEW' ? [...does] : [{ type: 'pageview', url: URL }, ...does]
      const counted = sandbox
        .simulate(publicId, visits)
        .conversions.filter(({ label, linked }) => label === LABEL.label && linked)
      const { state, reasons } = judge(tracking, liveContents(sandbox, publicId))
      const said = `${tracking.type} after ${done.join(', ')}: ${state} ${reasons.map(({ code }) => code).join(', ')}`
      if (state === 'LIVE' && !done.includes('elsewhere')) expect(counted.length, said).toBeGreaterThan(0)
      if (state === 'CANNOT_FIRE' || state === 'NOT_LIVE') expect(counted, said).toEqual([])
    }),
    { numRuns: isFull ? 3_000 : 120, seed: sampleSeed },
  )
}, 300_000)
