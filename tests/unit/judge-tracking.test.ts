import { describe, expect, it } from 'vitest'
import { type ContainerContents, NO_CONTENTS } from '../../lib/deployment/container-contents.ts'
import { identify } from '../../lib/deployment/identify.ts'
import { judgeTracking } from '../../lib/deployment/judge-tracking.ts'
import { planContainerChanges } from '../../lib/sync/plan/plan-container-changes.ts'
import {
  ANY_TRIGGERS,
  knownOf,
  type PlannedTracking,
  wantedTag,
  wantedTriggers,
} from '../../lib/sync/plan/planned-tracking.ts'
import { applyEntities } from '../fixtures/apply-entities.ts'
import { NO_TARGET } from '../fixtures/no-target.ts'
import { NO_VALUES } from '../fixtures/no-values.ts'

const NOW = new Date('2026-11-29T12:00:00Z')
const LABEL = { resourceName: 'customers/1/conversionActions/2', conversionId: '123456789', label: 'AbC' }

const button: PlannedTracking = {
  ...NO_TARGET,
  trackingId: '0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73',
  name: 'Buy',
  namePattern: 'OCT - {name}',
  type: 'BUTTON_CLICK',
  selector: '#buy',
  urlPattern: '/product*',
  historyChanges: false,
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

const live = applyEntities(
  NO_CONTENTS,
  planContainerChanges({
    trackings: [button],
    conversions: new Map([[button.trackingId, LABEL]]),
    contents: NO_CONTENTS,
    mode: 'edit',
    now: NOW,
  }).changes,
)

function judge(
  contents: ContainerContents | undefined,
  action: { status: string } | null = { status: 'ENABLED' },
) {
  return judgeTracking({
    identified: identify(contents ?? NO_CONTENTS, knownOf(button, LABEL)),
    contents,
    wantedTriggers: wantedTriggers(button),
    wantedTag: wantedTag(button, LABEL, ANY_TRIGGERS),
    action: action ?? undefined,
    now: NOW,
  })
}

type Tag = ContainerContents['tag'][number]
type Trigger = ContainerContents['trigger'][number]

const withTag = (change: Partial<Tag>, more: readonly Trigger[] = []): ContainerContents => ({
  ...live,
  tag: live.tag.map((tag) => (tag.type === 'awct' ? { ...tag, ...change } : tag)),
  trigger: [...live.trigger, ...more],
})
const withLinker = (change: Partial<Tag>): ContainerContents => ({
  ...live,
  tag: live.tag.map((tag) => (tag.type === 'gclidw' ? { ...tag, ...change } : tag)),
})
const condition = (type: string, arg0: string, arg1: string) => ({
  type,
  parameter: [
    { type: 'template', key: 'arg0', value: arg0 },
    { type: 'template', key: 'arg1', value: arg1 },
  ],
})
const trigger = (type: string, rest: Partial<Trigger> = {}): Trigger => ({
  triggerId: '77',
  name: 'Exception',
  type,
  ...rest,
})
const excepted = (exception: Trigger) => withTag({ blockingTriggerId: ['77'] }, [exception])

describe('a tracking as it stands at Google', () => {
  it('is LIVE when everything is as it was made', () => {
    expect(judge(live)).toEqual({ state: 'LIVE', reasons: [] })
  })

  it.each<[string, ContainerContents | undefined, string, string]>([
    ['whose container has no version', undefined, 'NOT_LIVE', 'never_published'],
    [
      'without a tag',
      { ...live, tag: live.tag.filter(({ type }) => type !== 'awct') },
      'NOT_LIVE',
      'tag_missing',
    ],
    ['with a paused tag', withTag({ paused: true }), 'CANNOT_FIRE', 'paused'],
    [
      'whose schedule is over',
      withTag({ scheduleEndMs: String(NOW.getTime() - 1) }),
      'CANNOT_FIRE',
      'schedule_ended',
    ],
    [
      'whose schedule has not begun',
      withTag({ scheduleStartMs: String(NOW.getTime() + 1) }),
      'CANNOT_FIRE',
      'schedule_not_started',
    ],
    ['whose trigger is gone', { ...live, trigger: [] }, 'CANNOT_FIRE', 'no_firing_trigger'],
    ['that fires on nothing', withTag({ firingTriggerId: [] }), 'CANNOT_FIRE', 'no_firing_trigger'],
    ['whose built-in variable is off', { ...live, builtInVariable: [] }, 'CANNOT_FIRE', 'variable_missing'],
    ['with every click as an exception', excepted(trigger('click')), 'CANNOT_FIRE', 'blocked'],
    [
      'with its own trigger as an exception',
      withTag({ blockingTriggerId: live.trigger.map(({ triggerId }) => triggerId) }),
      'CANNOT_FIRE',
      'blocked',
    ],
    [
      'with every event as an exception',
      excepted(trigger('customEvent', { customEventFilter: [condition('matchRegex', '{{_event}}', '.*')] })),
      'CANNOT_FIRE',
      'blocked',
    ],
    [
      'with the event of a click as an exception',
      excepted(
        trigger('customEvent', { customEventFilter: [condition('equals', '{{_event}}', 'gtm.click')] }),
      ),
      'CANNOT_FIRE',
      'blocked',
    ],
    [
      'with an exception that holds for any address',
      excepted(trigger('click', { filter: [condition('contains', '{{Page URL}}', '')] })),
      'CANNOT_FIRE',
      'blocked',
    ],
    [
      'with an exception for staging',
      excepted(trigger('click', { filter: [condition('contains', '{{Page Hostname}}', 'staging')] })),
      'LIVE',
      'exception',
    ],
    ['with an exception of another event', excepted(trigger('pageview')), 'LIVE', 'exception'],
    [
      'without a linker',
      { ...live, tag: live.tag.filter(({ type }) => type !== 'gclidw') },
      'CANNOT_FIRE',
      'linker_missing',
    ],
    ['with a paused linker', withLinker({ paused: true }), 'CANNOT_FIRE', 'linker_missing'],
    [
      'with a linker that has no trigger',
      withLinker({ firingTriggerId: [] }),
      'CANNOT_FIRE',
      'linker_missing',
    ],
    [
      'with a linker of another prefix',
      withLinker({
        parameter: [
          { type: 'boolean', key: 'enableCookieOverrides', value: 'true' },
          { type: 'template', key: 'conversionCookiePrefix', value: '_acme' },
        ],
      }),
      'CANNOT_FIRE',
      'linker_prefix',
    ],
    [
      'that wants consent',
      withTag({
        consentSettings: {
          consentStatus: 'needed',
          consentType: { type: 'list', list: [{ type: 'template', value: 'ad_storage' }] },
        },
      }),
      'LIVE',
      'consent_required',
    ],
    [
      'whose value was changed',
      withTag({
        parameter:
          live.tag
            .find(({ type }) => type === 'awct')
            ?.parameter?.map((each) =>
              each.key === 'conversionValue' ? { ...each, value: '{{dlv}}' } : each,
            ) ?? [],
      }),
      'DIFFERS',
      'changed',
    ],
  ])('%s is told for what it is', (_, contents, state, code) => {
    const verdict = judge(contents)
    expect(verdict.state).toBe(state)
    expect(verdict.reasons.map((reason) => reason.code)).toContain(code)
  })

  it.each([
    [null, 'action_missing'],
    [{ status: 'REMOVED' }, 'action_missing'],
    [{ status: 'HIDDEN' }, 'action_hidden'],
  ])('cannot count when its conversion action is %j', (action, code) => {
    expect(judge(live, action)).toMatchObject({ state: 'CANNOT_FIRE', reasons: [{ code }] })
  })

  it('stays LIVE with what people have added', () => {
    const added = {
      ...withTag({ name: 'Kauf', parentFolderId: '3', priority: { type: 'integer', value: '5' } }),
      trigger: live.trigger.map((each) => ({
        ...each,
        name: 'Klick',
        filter: [...(each.filter ?? []), condition('contains', '{{Page URL}}', 'x')],
      })),
    }
    expect(judge(added)).toEqual({ state: 'LIVE', reasons: [] })
  })
})
