import { describe, expect, it } from 'vitest'
import { addedFields } from '../../lib/deployment/added-fields.ts'
import { tagManagerCondition } from '../../lib/deployment/tag-manager-condition.ts'
import { changedTrigger, wantedTriggerFields } from '../../lib/deployment/trigger-fields.ts'
import { Trigger } from '../../lib/google/tag-manager-schemas.ts'
import { deriveTarget } from '../../lib/inventory/derive-target.ts'
import { misfitTexts } from '../../lib/inventory/misfit-texts.ts'
import { TRACKING_TYPE_NAMES } from '../../lib/model/tracking-type.ts'
import { declaredTriggers, usesField } from '../../lib/tracking-types/tracking-types.ts'
import { newTrackingRow } from '../../lib/trackings/new-tracking-row.ts'
import { withoutNulls } from '../../lib/trackings/tracking-columns.ts'
import { CreateTracking } from '../../lib/trackings/tracking-input.ts'
import { TYPE_VISITS } from '../fixtures/type-visits.ts'

const text = (key: string, value: string) => ({ type: 'template', key, value })
const when = (type: string, variable: string, value: string, ...more: object[]) => ({
  type,
  parameter: [text('arg0', `{{${variable}}}`), text('arg1', value), ...more],
})
const flag = (value: boolean) => ({ type: 'boolean', value: String(value) })
const option = (value: string) => ({ type: 'template', value })
const parameters = (values: Record<string, string>) => ({
  parameter: Object.entries(values).map(([key, value]) => text(key, value)),
})
const trigger = (type: string, more: object) =>
  Trigger.parse({ triggerId: '7', name: 'By hand', type, ...more })

/** The triggers of a tracking as Tag Manager has them. */
async function triggersFor(type: string, fields: object): Promise<Trigger[]> {
  const customerId = '0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73'
  const input = await CreateTracking.parseAsync({ customerId, name: 'Any', type, ...withoutNulls(fields) })
  return declaredTriggers(newTrackingRow(input)).map((declared, index) =>
    trigger(declared.type, {
      ...changedTrigger({}, addedFields(wantedTriggerFields(declared, 'Any'))),
      triggerId: String(index),
      autoEventFilter: declared.startsOn.map(tagManagerCondition),
    }),
  )
}

describe.each(TRACKING_TYPE_NAMES)('the triggers of a %s', (type) => {
  const { input, change } = TYPE_VISITS[type]
  const conditions = [
    { variable: 'host', operator: 'equals', value: 'shop.example', not: true, ignoreCase: false },
    {
      variable: { dataLayer: 'user.type' },
      operator: 'contains',
      value: 'new',
      not: false,
      ignoreCase: true,
    },
  ]

  it.each([input, { ...input, ...change }, { ...input, conditions }])(
    'lead back to a tracking that asks for them: %j',
    async (fields) => {
      const target = deriveTarget(await triggersFor(type, fields))
      expect({ type: target.type, misfits: target.misfits }).toEqual({ type, misfits: [] })
    },
  )
})

const WAITS_NOT = {
  waitForTags: flag(false),
  checkValidation: flag(false),
  waitForTagsTimeout: option('2000'),
}
const VISIBLE = { useOnScreenDuration: 'false', useDomChangeListener: 'true', firingFrequency: 'ONCE' }
const SCROLLED = {
  verticalThresholdOn: 'true',
  verticalThresholdUnits: 'PERCENT',
  horizontalThresholdOn: 'false',
  triggerStartOption: 'WINDOW_LOAD',
}
const ANYWHERE = [when('matchRegex', 'Page URL', '.*')]

const BY_HAND: [what: string, by: Trigger, type: string, fields: object][] = [
  [
    'a telephone link',
    trigger('linkClick', {
      filter: [when('startsWith', 'Click URL', 'tel:')],
      autoEventFilter: ANYWHERE,
      ...WAITS_NOT,
    }),
    'PHONE_CLICK',
    {},
  ],
  [
    'an e-mail link, its options left out',
    trigger('linkClick', { filter: [when('startsWith', 'Click URL', 'mailto:')] }),
    'EMAIL_CLICK',
    {},
  ],
  [
    'a link that waits for tags',
    trigger('linkClick', {
      filter: [when('cssSelector', 'Click Element', 'a.cta, a.cta *')],
      waitForTags: flag(true),
      waitForTagsTimeout: option('500'),
    }),
    'LINK_CLICK',
    { selector: 'a.cta', waitForTags: true, waitForTagsTimeout: 500 },
  ],
  [
    'a form that is valid',
    trigger('formSubmission', {
      filter: [when('cssSelector', 'Form Element', '#lead')],
      ...WAITS_NOT,
      checkValidation: flag(true),
    }),
    'FORM_SUBMIT',
    { selector: '#lead', checkValidation: true, waitForTags: false },
  ],
  [
    'an element in view',
    trigger(
      'elementVisibility',
      parameters({ ...VISIBLE, selectorType: 'CSS', elementSelector: '.thanks', onScreenRatio: '10' }),
    ),
    'ELEMENT_VISIBLE',
    { selector: '.thanks', percent: 10 },
  ],
  [
    'half of a page',
    trigger('scrollDepth', parameters({ ...SCROLLED, verticalThresholdsPercent: '50' })),
    'SCROLL_DEPTH',
    { percent: 50 },
  ],
  [
    'a minute on the prices',
    trigger('timer', {
      filter: [when('contains', 'Page Path', '/prices')],
      autoEventFilter: ANYWHERE,
      eventName: option('gtm.timer'),
      interval: option('60000'),
      limit: option('1'),
    }),
    'TIMER',
    { seconds: 60, conditions: [{ variable: 'path', operator: 'contains', value: '/prices' }] },
  ],
  [
    'two parts of an address',
    trigger('pageview', {
      filter: [when('contains', 'Page URL', '/shop'), when('contains', 'Page URL', 'step=3')],
    }),
    'PAGE_VIEW',
    { urlPattern: '*', conditions: [{ value: '/shop' }, { value: 'step=3' }] },
  ],
  [
    'an address that no pattern can name',
    trigger('pageview', { filter: [when('contains', 'Page URL', 'a#b#c')] }),
    'PAGE_VIEW',
    { urlPattern: '*', conditions: [{ variable: 'url', operator: 'contains', value: 'a#b#c' }] },
  ],
  ['every page', trigger('pageview', {}), 'PAGE_VIEW', { urlPattern: '*', historyChanges: false }],
  [
    'events by an expression',
    trigger('customEvent', { customEventFilter: [when('matchRegex', '_event', '^(lead|signup)$')] }),
    'CUSTOM_EVENT',
    { eventRegex: '^(lead|signup)$', eventName: null },
  ],
]

describe('a trigger made by hand', () => {
  it.each(BY_HAND)('for %s is what a tracking can ask for', (_, by, type, fields) => {
    const target = deriveTarget([by])
    expect(target).toMatchObject({ type, fields, misfits: [] })
    for (const field of Object.keys(fields)) expect(usesField(type, field)).toBe(true)
  })

  const rejected: [what: string, by: Trigger, name: string, reason: string][] = [
    [
      'links by a part of their address',
      trigger('linkClick', { filter: [when('contains', 'Click URL', 'wa.me')] }),
      'filter',
      'the condition {{Click URL}} contains “wa.me”',
    ],
    [
      'links of some pages only',
      trigger('linkClick', {
        filter: [when('startsWith', 'Click URL', 'tel:')],
        autoEventFilter: [when('contains', 'Page URL', '/contact')],
      }),
      'autoEventFilter',
      'is set to what no tracking can ask for',
    ],
    [
      'several depths',
      trigger('scrollDepth', parameters({ ...SCROLLED, verticalThresholdsPercent: '25,50,75' })),
      'verticalThresholdsPercent',
      'is set to what no tracking can ask for',
    ],
    [
      'an element by its id',
      trigger('elementVisibility', parameters({ ...VISIBLE, selectorType: 'ID', onScreenRatio: '50' })),
      'selectorType',
      'is set to what no tracking can ask for',
    ],
    [
      'a document that is ready',
      trigger('domReady', {}),
      'type',
      'no type of tracking waits for a trigger of the type domReady',
    ],
    [
      'two names at once',
      trigger('customEvent', {
        customEventFilter: [when('equals', '_event', 'a'), when('equals', '_event', 'b')],
      }),
      'event',
      'a tracking waits for events by one name or one expression',
    ],
  ]

  it.each(rejected)('for %s is not, and says where', (_, by, name, reason) => {
    expect(misfitTexts(deriveTarget([by]).misfits)).toEqual([
      { name: `trigger.7.${name}`, reason: expect.stringContaining(reason) },
    ])
  })
})
