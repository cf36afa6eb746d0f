import type { tagmanager_v2 } from '@googleapis/tagmanager'
import { parse, stringify } from 'css-what'
import { containerName, mark } from './google-names.ts'
import type { WorkItem } from './work-item.ts'

type Trigger = tagmanager_v2.Schema$Trigger
type Condition = tagmanager_v2.Schema$Condition
type Parameter = tagmanager_v2.Schema$Parameter

const template = (key: string, value: string): Parameter => ({ type: 'template', key, value })
const flag = (value: string): Parameter => ({ type: 'boolean', value })

function condition(type: string, variable: string, value: string): Condition {
  return { type, parameter: [template('arg0', variable), template('arg1', value)] }
}

/**
 * `{{Click Element}}` is the deepest element under the pointer, so each part of the selector also has to match what
 * lies inside: `SEL, SEL *`.
 */
function withDescendants(selector: string): string {
  return parse(selector)
    .map((part) => stringify([part]))
    .flatMap((part) => [part, `${part} *`])
    .join(', ')
}

/** `*` stands for any text; everything else is meant literally. */
function urlRegex(pattern: string): string {
  return pattern
    .split('*')
    .map((text) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*')
}

function urlConditions(pattern: string | null): Condition[] {
  if (pattern === null) return []
  return pattern.includes('*')
    ? [condition('matchRegex', '{{Page URL}}', urlRegex(pattern))]
    : [condition('contains', '{{Page URL}}', pattern)]
}

/** What Tag Manager calls the kind of event, with its conditions. */
function firing(item: WorkItem): Trigger {
  const selector = item.selector ?? ''
  const url = urlConditions(item.urlPattern)
  switch (item.type) {
    case 'BUTTON_CLICK':
      return {
        type: 'click',
        filter: [condition('cssSelector', '{{Click Element}}', withDescendants(selector)), ...url],
      }
    case 'FORM_SUBMIT':
      return {
        type: 'formSubmission',
        filter: [condition('cssSelector', '{{Form Element}}', selector), ...url],
        waitForTags: flag('false'),
        checkValidation: flag('false'),
      }
    case 'PAGE_VIEW':
      return { type: 'pageview', filter: url }
    case 'CUSTOM_EVENT':
      return {
        type: 'customEvent',
        customEventFilter: [condition('equals', '{{_event}}', item.eventName ?? '')],
        filter: url,
      }
    default:
      return item.type satisfies never
  }
}

/**
 * The trigger that a tracking wants.
 * https://developers.google.com/tag-platform/tag-manager/api/v2/reference/accounts/containers/workspaces/triggers
 */
export function desiredTrigger(item: WorkItem): Trigger & { name: string; notes: string } {
  return { ...firing(item), name: containerName(item), notes: mark(item.trackingId) }
}

/** The built-in variables that the trigger reads. One that is not enabled lets the trigger never fire, silently. */
export function requiredBuiltIns(item: WorkItem): string[] {
  const byType = {
    BUTTON_CLICK: ['clickElement'],
    FORM_SUBMIT: ['formElement'],
    PAGE_VIEW: [],
    CUSTOM_EVENT: [],
  }
  return [...byType[item.type], ...(item.urlPattern === null ? [] : ['pageUrl'])]
}
