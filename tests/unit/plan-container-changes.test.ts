import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ContainerContents, NO_CONTENTS } from '../../lib/deployment/container-contents.ts'
import type { PlanMode } from '../../lib/model/plan-mode.ts'
import type { TrackingCondition } from '../../lib/model/tracking-condition.ts'
import { TRACKING_TYPE_NAMES } from '../../lib/model/tracking-type.ts'
import { appliedGoogleAds } from '../../lib/sync/plan/applied-google-ads.ts'
import { planContainerChanges } from '../../lib/sync/plan/plan-container-changes.ts'
import type { PlannedTracking } from '../../lib/sync/plan/planned-tracking.ts'
import { usesField } from '../../lib/tracking-types/tracking-types.ts'
import { applyEntities } from '../fixtures/apply-entities.ts'
import { NO_TARGET } from '../fixtures/no-target.ts'
import { NO_VALUES } from '../fixtures/no-values.ts'

const NOW = new Date('2026-11-29T12:00:00Z')
const ID = (n: number) => `0199f6c2-8d3e-7a41-b5c0-${String(n).padStart(12, '0')}`

const URLS = fc.constantFrom(null, '/thank-you', '*order*', 'shop.example/x*', '/app#/done')
const onHost = (value: string, not = false) =>
  ({ variable: 'host', operator: 'startsWith', value, not, ignoreCase: false }) as const
const inDataLayer = (key: string) =>
  ({ variable: { dataLayer: key }, operator: 'equals', value: 'x', not: false, ignoreCase: false }) as const
const LISTED = fc.constantFrom<TrackingCondition[][]>(
  [],
  [onHost('staging.')],
  [inDataLayer('user.type')],
  [onHost('www.', true), inDataLayer('user.type'), inDataLayer('internal')],
)
const VALUES = fc.constantFrom(null, 5, 25.5)

function tracking(n: number): fc.Arbitrary<PlannedTracking> {
  const type = fc.constantFrom(...TRACKING_TYPE_NAMES)
  return fc
    .record({
      type,
      urlPattern: URLS,
      amount: VALUES,
      history: fc.boolean(),
      name: fc.constantFrom('Buy', 'Send'),
      conditions: LISTED,
      exceptions: LISTED,
      waitForTags: fc.boolean(),
    })
    .map(
      ({ type, urlPattern, amount, history, name, ...more }): PlannedTracking => ({
        ...NO_TARGET,
        ...more,
        trackingId: ID(n),
        name: `${name} ${n}`,
        namePattern: 'OCT - {name}',
        type,
        selector: usesField(type, 'selector') ? `#el-${n}` : null,
        linkHost: type === 'LINK_CLICK' ? 'other' : null,
        eventName: type === 'CUSTOM_EVENT' ? `event_${n}` : null,
        urlPattern,
        historyChanges: history,
        conversionCategory: 'DEFAULT',
        conversionCounting: 'ONE_PER_CLICK',
        ...NO_VALUES,
        conversionValue: amount,
        conversionCurrency: amount === null ? null : 'EUR',
        conversionEnhanced: 'off',
        paused: false,
        deleted: false,
        pending: true,
        applied: undefined,
        conversionActionResourceName: null,
      }),
    )
}

const trackings = fc.tuple(tracking(1), tracking(2), tracking(3)).map(([a, b, c]) => [a, b, c])

const label = (trackingId: string) => ({
  resourceName: `customers/1/conversionActions/${Number(trackingId.slice(-4))}`,
  conversionId: '123456789',
  label: `Label-${Number(trackingId.slice(-4))}`,
})

function plan(all: readonly PlannedTracking[], contents: ContainerContents, mode: PlanMode = 'edit') {
  const conversions = new Map(all.map(({ trackingId }) => [trackingId, label(trackingId)]))
  return planContainerChanges({ trackings: all, conversions, contents, mode, now: NOW })
}

/** A container in which everything of the trackings was applied, with a foreign tag and trigger beside it. */
function applied(all: readonly PlannedTracking[]): {
  contents: ContainerContents
  settled: PlannedTracking[]
} {
  const contents = applyEntities(
    { ...NO_CONTENTS, ...FOREIGN },
    plan(all, { ...NO_CONTENTS, ...FOREIGN }).changes,
  )
  return { contents, settled: settle(all, contents) }
}

function settle(all: readonly PlannedTracking[], contents: ContainerContents): PlannedTracking[] {
  return all.map((each) => ({
    ...each,
    pending: false,
    applied: appliedGoogleAds(each, label(each.trackingId), contents),
  }))
}

const FOREIGN: Pick<ContainerContents, 'tag' | 'trigger'> = {
  tag: [
    { tagId: '7', name: 'GA4', type: 'gaawe', firingTriggerId: ['8'], notes: 'ours' },
    {
      tagId: '9',
      name: 'Other Ads',
      type: 'awct',
      firingTriggerId: ['8'],
      parameter: [param('conversionId', '1'), param('conversionLabel', 'x')],
    },
  ],
  trigger: [{ triggerId: '8', name: 'Some page', type: 'pageview', filter: [] }],
}

function param(key: string, value: string) {
  return { type: 'template', key, value }
}

type Hand = (contents: ContainerContents, n: number) => ContainerContents

const mineOf = (contents: ContainerContents, n: number) =>
  contents.tag.filter(({ notes, type }) => type === 'awct' && notes?.includes(ID(n)))

function onTag(change: (tag: ContainerContents['tag'][number]) => ContainerContents['tag'][number]): Hand {
  return (contents, n) => {
    const [mine] = mineOf(contents, n)
    return { ...contents, tag: contents.tag.map((tag) => (tag === mine ? change(tag) : tag)) }
  }
}

/** What people do to our objects in Tag Manager. */
const HANDS: Readonly<Record<string, Hand>> = {
  pause: onTag((tag) => ({ ...tag, paused: true })),
  except: onTag((tag) => ({ ...tag, blockingTriggerId: ['8'] })),
  rename: onTag((tag) => ({ ...tag, name: 'Kauf' })),
  renote: onTag((tag) => ({ ...tag, notes: 'by Anna' })),
  addValue: onTag((tag) => ({ ...tag, parameter: [...(tag.parameter ?? []), param('orderId', '{{dlv}}')] })),
  fireElsewhere: onTag((tag) => ({ ...tag, firingTriggerId: [...(tag.firingTriggerId ?? []), '8'] })),
  folder: onTag((tag) => ({ ...tag, parentFolderId: '3' })),
  exclude: (contents, n) => ({
    ...contents,
    trigger: contents.trigger.map((trigger) =>
      trigger.notes?.includes(ID(n))
        ? {
            ...trigger,
            filter: [
              ...(trigger.filter ?? []),
              {
                type: 'contains',
                parameter: [
                  param('arg0', '{{Page URL}}'),
                  param('arg1', 'staging'),
                  { type: 'boolean', key: 'negate', value: 'true' },
                ],
              },
            ],
          }
        : trigger,
    ),
  }),
}

const hands = fc.array(fc.tuple(fc.constantFrom(...Object.keys(HANDS)), fc.integer({ min: 1, max: 3 })), {
  maxLength: 4,
})

const touched = (contents: ContainerContents, done: [string, number][]) =>
  done.reduce((now, [hand, n]) => HANDS[hand]?.(now, n) ?? now, contents)

describe('a plan for a container', () => {
  it('leaves nothing to do once it is applied', () => {
    fc.assert(
      fc.property(trackings, (all) => {
        const { contents, settled } = applied(all)
        for (const mode of ['edit', 'sync', 'repair'] as const)
          expect(plan(settled, contents, mode).changes).toEqual([])
      }),
    )
  })

  it('of any mode leaves nothing to do once it is applied over what people have changed', () => {
    fc.assert(
      fc.property(trackings, hands, fc.constantFrom('edit', 'sync', 'repair'), (all, done, mode) => {
        const { contents, settled } = applied(all)
        const changed = touched(contents, done)
        const after = applyEntities(changed, plan(settled, changed, mode).changes)
        expect(plan(settle(settled, after), after, mode).changes).toEqual([])
      }),
    )
  })

  it('never holds what is other people’s', () => {
    fc.assert(
      fc.property(trackings, hands, fc.constantFrom('edit', 'sync', 'repair'), (all, done, mode) => {
        const { contents, settled } = applied(all)
        const { changes } = plan(settled, touched(contents, done), mode)
        expect(changes.filter(({ tag }) => tag?.tagId === '7' || tag?.tagId === '9')).toEqual([])
        expect(changes.filter(({ trigger }) => trigger?.triggerId === '8')).toEqual([])
      }),
    )
  })

  it('without an edit writes nothing over what people have changed', () => {
    fc.assert(
      fc.property(trackings, hands, fc.constantFrom('edit', 'sync'), (all, done, mode) => {
        const { contents, settled } = applied(all)
        expect(plan(settled, touched(contents, done), mode).changes).toEqual([])
      }),
    )
  })

  it('for an edit keeps everything that people have changed elsewhere', () => {
    fc.assert(
      fc.property(trackings, hands, (all, done) => {
        const { contents, settled } = applied(all)
        const changed = touched(contents, done)
        const edited = settled.map((each, index) =>
          index === 0 ? { ...each, pending: true, conversionValue: 99, conversionCurrency: 'USD' } : each,
        )
        const after = applyEntities(changed, plan(edited, changed).changes)
        const [before, now] = [changed, after].map((each) =>
          each.tag.find(
            (tag) => tag.type === 'awct' && tag.parameter?.some(({ value }) => value === 'Label-1'),
          ),
        )
        const strip = (tag: typeof now) => ({
          ...tag,
          notes: undefined,
          parameter: tag?.parameter?.filter(({ key }) => key !== 'conversionValue' && key !== 'currencyCode'),
        })
        expect(strip(now)).toEqual(strip(before))
        expect(now?.parameter).toContainEqual(param('conversionValue', '99'))
        expect(after.trigger).toEqual(changed.trigger)
        expect(after.tag.filter((tag) => tag !== now)).toEqual(changed.tag.filter((tag) => tag !== before))
      }),
    )
  })

  it('for a removal takes away what is ours and nothing else', () => {
    fc.assert(
      fc.property(trackings, (all) => {
        const { contents, settled } = applied(all)
        const gone = settled.map((each) => ({ ...each, deleted: true, pending: true }))
        const after = applyEntities(contents, plan(gone, contents).changes)
        // A foreign Ads tag still looks for what our linker keeps.
        expect(after.tag.map(({ tagId }) => tagId).toSorted()).toEqual(
          ['7', '9', after.tag.find(({ type }) => type === 'gclidw')?.tagId].toSorted(),
        )
        expect(after.trigger).toEqual(FOREIGN.trigger)
        expect(after.variable).toEqual([])
      }),
    )
  })

  it('that is changed keeps of our variables those that are read, and no other', () => {
    fc.assert(
      fc.property(trackings, trackings, (all, others) => {
        const { contents, settled } = applied(all)
        const edited = others.map((each, index) => ({ ...each, applied: settled[index]?.applied }))
        const after = applyEntities(contents, plan(edited, contents).changes)
        const { contents: anew } = applied(edited)
        const names = (of: ContainerContents) => of.variable.map(({ name }) => name).toSorted()
        expect(names(after)).toEqual(names(anew))
        expect(plan(settle(edited, after), after).changes).toEqual([])
      }),
    )
  })

  it('does not make again what somebody has deleted, unless it is asked for', () => {
    fc.assert(
      fc.property(trackings, (all) => {
        const { contents, settled } = applied(all)
        const without = { ...contents, tag: contents.tag.filter(({ notes }) => !notes?.includes(ID(1))) }
        expect(plan(settled, without, 'edit').changes).toEqual([])
        expect(plan(settled, without, 'edit').findings.map(({ code }) => code)).toContain('drift.missing')
        expect(
          plan(settled, without, 'sync').changes.map(({ changeStatus, tag }) => [changeStatus, tag?.type]),
        ).toEqual([['added', 'awct']])
      }),
    )
  })
})
