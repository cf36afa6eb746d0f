import { clickSelector } from '../matching/click-selector.ts'
import { TRACKING_TYPE_NAMES, type TrackingType } from '../model/tracking-type.ts'
import type { TriggerCondition } from './condition.ts'
import { pageConditions, triggerCondition } from './page-conditions.ts'
import type {
  BlindSpot,
  FieldUse,
  ListenerCondition,
  TargetFields,
  TrackingTypeDeclaration,
  TriggerDeclaration,
} from './tracking-type.ts'
import { videoId } from './video-id.ts'

/** What trackings of every type can do with. */
const EVERYWHERE = {
  urlPattern: 'optional',
  urlRegex: 'optional',
  ignoreCase: 'optional',
  conditions: 'optional',
  exceptions: 'optional',
} as const

/** What no type has a use for unless it says so. */
const NOWHERE = {
  selector: 'unused',
  historyChanges: 'unused',
  eventName: 'unused',
  eventRegex: 'unused',
  linkHost: 'unused',
  fileExtensions: 'unused',
  percent: 'unused',
  seconds: 'unused',
  videoUrl: 'unused',
  waitForTags: 'unused',
  waitForTagsTimeout: 'unused',
  checkValidation: 'unused',
} as const

const WAITING = { waitForTags: 'optional', waitForTagsTimeout: 'optional' } as const
const WAITING_DEFAULTS = { waitForTags: false, waitForTagsTimeout: 2000 } as const

const FILE_EXTENSIONS = ['pdf', 'doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx', 'zip', 'csv']

const CLICK_IN_FRAME: BlindSpot = {
  code: 'hint.click_in_frame',
  summary: 'A click inside of an iframe or of a closed shadow root does not reach the page',
  nextStep: 'Install Tag Manager inside of the frame, or push an event from it and track CUSTOM_EVENT.',
}

const LINK_WITHOUT_ADDRESS: BlindSpot = {
  code: 'hint.link_without_address',
  summary:
    'A click on something that looks like a link and has no address, or that a script stops, is not seen',
  nextStep: 'Track it as BUTTON_CLICK.',
}

/**
 * Every type of tracking. The API's schemas, the plan, the judge, matching, the reference and the sandbox's visitors
 * are made from this table: another type is another row.
 */
export const TRACKING_TYPES = {
  BUTTON_CLICK: {
    summary: 'A click on an element, or on anything inside of it',
    fields: { ...NOWHERE, ...EVERYWHERE, selector: 'required' },
    category: 'DEFAULT',
    triggers: ({ selector, ...fields }) => [
      trigger('click', [matches('clickElement', clickSelector(selector ?? '')), ...pageConditions(fields)]),
    ],
    cannotSee: [CLICK_IN_FRAME],
    visitor: 'click',
  },
  LINK_CLICK: {
    summary: 'A click on a link, or on a link inside of what `selector` matches',
    fields: { ...NOWHERE, ...EVERYWHERE, ...WAITING, selector: 'optional', linkHost: 'optional' },
    defaults: { linkHost: 'any', ...WAITING_DEFAULTS },
    category: 'DEFAULT',
    triggers: (fields) => [linkTrigger(fields, hostConditions(fields))],
    cannotSee: [CLICK_IN_FRAME, LINK_WITHOUT_ADDRESS],
    visitor: 'click',
  },
  PHONE_CLICK: {
    summary: 'A click on a telephone number, a link that begins with `tel:`',
    fields: { ...NOWHERE, ...EVERYWHERE, selector: 'optional' },
    category: 'PHONE_CALL_LEAD',
    triggers: (fields) => [linkTrigger(fields, [onLink('startsWith', 'tel:')])],
    cannotSee: [CLICK_IN_FRAME, LINK_WITHOUT_ADDRESS],
    visitor: 'click',
  },
  EMAIL_CLICK: {
    summary: 'A click on an e-mail address, a link that begins with `mailto:`',
    fields: { ...NOWHERE, ...EVERYWHERE, selector: 'optional' },
    category: 'CONTACT',
    triggers: (fields) => [linkTrigger(fields, [onLink('startsWith', 'mailto:')])],
    cannotSee: [CLICK_IN_FRAME, LINK_WITHOUT_ADDRESS],
    visitor: 'click',
  },
  FILE_DOWNLOAD: {
    summary: 'A click on a link to a file of one of `fileExtensions`',
    fields: { ...NOWHERE, ...EVERYWHERE, ...WAITING, selector: 'optional', fileExtensions: 'optional' },
    defaults: {
      fileExtensions: FILE_EXTENSIONS,
      ...WAITING_DEFAULTS,
    },
    category: 'DOWNLOAD',
    triggers: (fields) => [linkTrigger(fields, [onLink('matchRegex', fileExpression(fields), true)])],
    cannotSee: [
      CLICK_IN_FRAME,
      {
        code: 'hint.download_without_extension',
        summary:
          'A file whose address does not end with its extension, as of many download scripts, is not seen',
        nextStep: 'Track the link by its selector as LINK_CLICK.',
      },
    ],
    visitor: 'click',
  },
  PAGE_VIEW: {
    summary: 'A page that is opened, also by a single-page application without loading it',
    fields: { ...NOWHERE, ...EVERYWHERE, historyChanges: 'optional' },
    needsOneOf: ['urlPattern', 'urlRegex'],
    category: 'PAGE_VIEW',
    triggers: (fields) => [
      trigger('pageview', pageConditions(fields)),
      ...(fields.historyChanges
        ? [trigger('historyChange', pageConditions(fields), { role: 'history' })]
        : []),
    ],
    cannotSee: [],
    visitor: 'pageview',
  },
  FORM_SUBMIT: {
    summary: 'A form that the browser sends',
    fields: { ...NOWHERE, ...EVERYWHERE, ...WAITING, selector: 'required', checkValidation: 'optional' },
    defaults: { checkValidation: false, ...WAITING_DEFAULTS },
    category: 'SUBMIT_LEAD_FORM',
    triggers: ({ selector, ...fields }) => [
      trigger('formSubmission', [matches('formElement', selector ?? ''), ...pageConditions(fields)], {
        options: { ...waiting(fields), checkValidation: String(fields.checkValidation ?? false) },
      }),
    ],
    cannotSee: [
      {
        code: 'hint.form_without_submit',
        summary: 'A form that a script sends without a submit event, as many AJAX forms do, is not seen',
        nextStep:
          'Track its thank-you message as ELEMENT_VISIBLE, the page after it as PAGE_VIEW, or an event that the form pushes as CUSTOM_EVENT.',
      },
      {
        code: 'hint.form_in_frame',
        summary: 'A form inside of an iframe, as embedded forms often are, is not seen',
        nextStep:
          'Install Tag Manager inside of the frame, or use the event of the form’s maker as CUSTOM_EVENT.',
      },
    ],
    visitor: 'form',
  },
  ELEMENT_VISIBLE: {
    summary: 'An element that comes into view, also one that a script adds later, once a page',
    fields: { ...NOWHERE, ...EVERYWHERE, selector: 'required', percent: 'optional' },
    defaults: { percent: 50 },
    category: 'DEFAULT',
    triggers: ({ selector, percent, ...fields }) => [
      trigger('elementVisibility', pageConditions(fields), {
        parameters: {
          selectorType: 'CSS',
          elementSelector: selector ?? '',
          firingFrequency: 'ONCE',
          onScreenRatio: String(percent),
          useOnScreenDuration: 'false',
          useDomChangeListener: 'true',
        },
        listens: [
          { variable: 'visibleElement', type: 'cssSelector', value: selector ?? '' },
          atLeast('visiblePercent', percent),
        ],
      }),
    ],
    cannotSee: [
      {
        code: 'hint.element_in_frame',
        summary: 'An element inside of an iframe or of a shadow root is not seen',
        nextStep: 'Install Tag Manager inside of the frame, or push an event from it and track CUSTOM_EVENT.',
      },
    ],
    visitor: 'visible',
  },
  SCROLL_DEPTH: {
    summary: 'A page that is scrolled down to a part of its height, once a page',
    fields: { ...NOWHERE, ...EVERYWHERE, percent: 'optional' },
    defaults: { percent: 90 },
    category: 'ENGAGEMENT',
    triggers: ({ percent, ...fields }) => [
      trigger('scrollDepth', pageConditions(fields), {
        parameters: {
          verticalThresholdOn: 'true',
          verticalThresholdUnits: 'PERCENT',
          verticalThresholdsPercent: String(percent),
          horizontalThresholdOn: 'false',
          triggerStartOption: 'WINDOW_LOAD',
        },
        listens: [atLeast('scrollPercent', percent)],
      }),
    ],
    cannotSee: [
      {
        code: 'hint.short_page',
        summary: 'A page that is so short that all of it is in view counts as scrolled at once',
        nextStep: 'Name the pages by urlPattern.',
      },
    ],
    visitor: 'scroll',
  },
  VIDEO: {
    summary: 'A YouTube video of the page that is watched up to a part of its length',
    fields: { ...NOWHERE, ...EVERYWHERE, videoUrl: 'optional', percent: 'optional' },
    defaults: { percent: 50 },
    category: 'ENGAGEMENT',
    triggers: ({ videoUrl, percent, ...fields }) => [
      trigger('youTubeVideo', [...videoConditions(videoUrl), ...pageConditions(fields)], {
        parameters: {
          captureStart: 'false',
          captureComplete: 'false',
          capturePause: 'false',
          captureProgress: 'true',
          radioButtonGroup1: 'PERCENTAGE',
          progressThresholdsPercent: String(percent),
          fixMissingApi: 'true',
          triggerStartOption: 'DOM_READY',
        },
        listens: [atLeast('videoPercent', percent)],
      }),
    ],
    cannotSee: [
      {
        code: 'hint.other_player',
        summary: 'A video of another player than YouTube’s is not seen',
        nextStep: 'Push an event from the player and track it as CUSTOM_EVENT.',
      },
    ],
    visitor: 'video',
  },
  TIMER: {
    summary: 'A visitor who stays on a page for some seconds, once a page',
    fields: { ...NOWHERE, ...EVERYWHERE, seconds: 'optional' },
    defaults: { seconds: 30 },
    category: 'ENGAGEMENT',
    triggers: ({ seconds, ...fields }) => [
      trigger('timer', pageConditions(fields), {
        options: { eventName: 'gtm.timer', interval: String((seconds ?? 0) * 1000), limit: '1' },
        listens: [atLeast('pageSeconds', seconds)],
        startsOn: [{ variable: 'pageUrl', type: 'matchRegex', value: '.*', ignoreCase: false }],
      }),
    ],
    cannotSee: [],
    visitor: 'wait',
  },
  CUSTOM_EVENT: {
    summary: 'An event that the website pushes into the data layer',
    fields: { ...NOWHERE, ...EVERYWHERE, eventName: 'optional', eventRegex: 'optional' },
    needsOneOf: ['eventName', 'eventRegex'],
    onlyOneOf: ['eventName', 'eventRegex'],
    category: 'DEFAULT',
    triggers: ({ eventName, eventRegex, ...fields }) => [
      trigger('customEvent', pageConditions(fields), { event: [onEvent(eventName, eventRegex)] }),
    ],
    cannotSee: [],
    visitor: 'custom',
  },
} as const satisfies Record<TrackingType, TrackingTypeDeclaration>

export type { TrackingType }

/** What is declared of a type, in the terms of all of them. */
export function declarationOf(type: TrackingType): TrackingTypeDeclaration {
  return TRACKING_TYPES[type]
}

/** Whether trackings of a type, as a row names it, have a use for a field. */
export function usesField(type: string, field: string): boolean {
  return USES.get(type)?.[field] !== 'unused'
}

const USES: ReadonlyMap<string, Readonly<Record<string, FieldUse>>> = new Map(
  Object.entries(TRACKING_TYPES).map(([type, { fields }]) => [type, fields]),
)

/** What is meant, of a type as a row names it, where nothing is stored. */
export function defaultsOf(type: string): Partial<TargetFields> {
  return DEFAULTS.get(type) ?? {}
}

const DEFAULTS: ReadonlyMap<string, Partial<TargetFields>> = new Map(
  TRACKING_TYPE_NAMES.map((type) => [type, declarationOf(type).defaults ?? {}]),
)

/** What is stored of a tracking, with the defaults of its type for what is not. */
export function withDefaults<Fields extends object>(type: string, fields: Fields): Fields {
  const missing = Object.entries(defaultsOf(type)).filter(([field]) => isEmpty(Reflect.get(fields, field)))
  return missing.length === 0 ? fields : { ...fields, ...Object.fromEntries(missing) }
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0)
}

/** The triggers on which the tag of a tracking fires: what it waits for. */
export function declaredTriggers({
  type,
  ...fields
}: TargetFields & { type: TrackingType }): readonly TriggerDeclaration[] {
  return TRACKING_TYPES[type].triggers(withDefaults(type, fields))
}

/** The triggers that keep its tag from firing: one for each exception, at whatever event. */
export function declaredExceptions({
  exceptions,
}: Pick<TargetFields, 'exceptions'>): readonly TriggerDeclaration[] {
  return exceptions.map((exception, index) =>
    trigger('customEvent', [triggerCondition(exception)], {
      role: `exception-${index + 1}`,
      event: [onEvent(null, '.*')],
    }),
  )
}

type Rest = Partial<Omit<TriggerDeclaration, 'type' | 'conditions'>>

function trigger(
  type: TriggerDeclaration['type'],
  conditions: readonly TriggerCondition[],
  rest: Rest = {},
): TriggerDeclaration {
  const none = { event: [], options: {}, parameters: {}, listens: [], startsOn: [] }
  return { role: 'main', ...none, ...rest, type, conditions }
}

function matches(variable: 'clickElement' | 'formElement', value: string): TriggerCondition {
  return { variable, type: 'cssSelector', value, ignoreCase: false }
}

/** Of a link trigger `{{Click Element}}` is the link itself, whatever inside of it was clicked. */
function linkTrigger({ selector, ...fields }: TargetFields, onItsLink: readonly TriggerCondition[]) {
  const onElement = selector === null ? [] : [matches('clickElement', clickSelector(selector))]
  return trigger('linkClick', [...onElement, ...onItsLink, ...pageConditions(fields)], {
    options: { ...waiting(fields), checkValidation: 'false' },
  })
}

/** How long to wait is of no interest where nothing waits. */
function waiting({ waitForTags, waitForTagsTimeout }: Partial<TargetFields>): Record<string, string> {
  return waitForTags
    ? { waitForTags: 'true', waitForTagsTimeout: String(waitForTagsTimeout) }
    : { waitForTags: 'false' }
}

function onLink(type: 'startsWith' | 'matchRegex', value: string, ignoreCase = false): TriggerCondition {
  return { variable: 'clickUrl', type, value, ignoreCase }
}

const OF_THE_PAGE = {
  variable: 'linkHost',
  type: 'equals',
  value: '{{Page Hostname}}',
  ignoreCase: false,
} as const

function hostConditions({ linkHost }: TargetFields): TriggerCondition[] {
  switch (linkHost) {
    case 'same':
      return [OF_THE_PAGE]
    case 'other':
      // Telephone numbers and the like are on no host.
      return [{ ...OF_THE_PAGE, not: true }, onLink('matchRegex', '^https?:')]
    default:
      return []
  }
}

/** Only the end of the path counts: neither a host such as `shop.zip` nor a query is a file. */
function fileExpression({ fileExtensions }: TargetFields): string {
  return `^https?://[^/]+/[^?#]*\\.(?:${fileExtensions.join('|')})(?:[?#]|$)`
}

/** YouTube's player tells the address of a video with its id as `v`, and may put more around it. */
function videoConditions(videoUrl: string | null): TriggerCondition[] {
  const id = videoUrl === null ? undefined : videoId(videoUrl)
  if (id === undefined) return []
  return [{ variable: 'videoUrl', type: 'matchRegex', value: `[?&]v=${id}(?:[&#]|$)`, ignoreCase: false }]
}

function onEvent(name: string | null, expression: string | null): TriggerCondition {
  return name === null && expression !== null
    ? { variable: '_event', type: 'matchRegex', value: expression, ignoreCase: false }
    : { variable: '_event', type: 'equals', value: name ?? '', ignoreCase: false }
}

function atLeast(
  variable: Exclude<ListenerCondition['variable'], 'visibleElement'>,
  value: number | null,
): ListenerCondition {
  return { variable, type: 'greaterOrEquals', value: String(value) }
}
