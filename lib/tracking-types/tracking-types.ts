import { clickSelector } from '../matching/click-selector.ts'
import type { TrackingType } from '../model/tracking-type.ts'
import type { TriggerCondition } from './condition.ts'
import type { FieldUse, TargetFields, TrackingTypeDeclaration, TriggerDeclaration } from './tracking-type.ts'
import { urlConditions } from './url-conditions.ts'

const OPTIONAL_URL = { urlPattern: 'optional', urlRegex: 'optional', ignoreCase: 'optional' } as const

/**
 * Every type of tracking. The API's schemas, the plan, the judge, matching, the reference and the sandbox's visitors
 * are made from this table: another type is another row.
 */
export const TRACKING_TYPES = {
  BUTTON_CLICK: {
    summary: 'A click on an element, or on anything inside of it',
    fields: { selector: 'required', ...OPTIONAL_URL, historyChanges: 'unused', eventName: 'unused' },
    category: 'DEFAULT',
    triggers: ({ selector, ...fields }) => [
      trigger('click', [matches('clickElement', clickSelector(selector ?? '')), ...urlConditions(fields)]),
    ],
    cannotSee: [
      {
        code: 'hint.click_in_frame',
        summary: 'A click inside of an iframe or of a closed shadow root does not reach the page',
        nextStep: 'Install Tag Manager inside of the frame, or push an event from it and track CUSTOM_EVENT.',
      },
    ],
    visitor: 'click',
  },
  PAGE_VIEW: {
    summary: 'A page that is opened, also by a single-page application without loading it',
    fields: {
      urlPattern: 'optional',
      urlRegex: 'optional',
      ignoreCase: 'optional',
      historyChanges: 'optional',
      selector: 'unused',
      eventName: 'unused',
    },
    needsOneOf: ['urlPattern', 'urlRegex'],
    category: 'PAGE_VIEW',
    triggers: (fields) => [
      trigger('pageview', urlConditions(fields)),
      ...(fields.historyChanges
        ? [trigger('historyChange', urlConditions(fields), { role: 'history' })]
        : []),
    ],
    cannotSee: [],
    visitor: 'pageview',
  },
  FORM_SUBMIT: {
    summary: 'A form that the browser sends',
    fields: { selector: 'required', ...OPTIONAL_URL, historyChanges: 'unused', eventName: 'unused' },
    category: 'SUBMIT_LEAD_FORM',
    triggers: ({ selector, ...fields }) => [
      trigger('formSubmission', [matches('formElement', selector ?? ''), ...urlConditions(fields)], {
        flags: { waitForTags: 'false', checkValidation: 'false' },
      }),
    ],
    cannotSee: [
      {
        code: 'hint.form_without_submit',
        summary: 'A form that a script sends without a submit event, as many AJAX forms do, is not seen',
        nextStep: 'Track the page after it as PAGE_VIEW, or an event that the form pushes as CUSTOM_EVENT.',
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
  CUSTOM_EVENT: {
    summary: 'An event that the website pushes into the data layer',
    fields: { eventName: 'required', ...OPTIONAL_URL, historyChanges: 'unused', selector: 'unused' },
    category: 'DEFAULT',
    triggers: ({ eventName, ...fields }) => [
      trigger('customEvent', urlConditions(fields), {
        event: [{ variable: '_event', type: 'equals', value: eventName ?? '', ignoreCase: false }],
      }),
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

/** The triggers that a tracking of a type needs for what it waits for. */
export function declaredTriggers({
  type,
  ...fields
}: TargetFields & { type: TrackingType }): readonly TriggerDeclaration[] {
  return TRACKING_TYPES[type].triggers(fields)
}

type Rest = Partial<Pick<TriggerDeclaration, 'role' | 'event' | 'flags'>>

function trigger(type: TriggerDeclaration['type'], conditions: readonly TriggerCondition[], rest: Rest = {}) {
  return { role: 'main', event: [], flags: {}, ...rest, type, conditions } as const
}

function matches(variable: 'clickElement' | 'formElement', value: string): TriggerCondition {
  return { variable, type: 'cssSelector', value, ignoreCase: false }
}
