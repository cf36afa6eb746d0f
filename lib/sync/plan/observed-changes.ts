import { actionFields } from '../../deployment/action-fields.ts'
import { argument } from '../../deployment/condition-holds.ts'
import type { ContainerContents } from '../../deployment/container-contents.ts'
import { type Identified, identify } from '../../deployment/identify.ts'
import { parameterOf } from '../../deployment/tag-fields.ts'
import type { ConversionAction } from '../../google/google-ads.ts'
import { selectorParts } from '../../matching/click-selector.ts'
import { type ConversionLabel, knownOf, type PlannedTracking } from './planned-tracking.ts'

/** A change of a tracking that may make it want what is observed, as callers would send it. */
export type ObservedChange = Readonly<Record<string, unknown>>

type Observed = { contents: ContainerContents; action: ConversionAction | undefined }

/**
 * What a tracking might have to say to want what is at Google. Guesses: whether each leads exactly to what is observed is
 * for the caller to see, by what the tracking would want then.
 */
export function observedChanges(
  tracking: PlannedTracking,
  conversion: ConversionLabel,
  { contents, action }: Observed,
): ObservedChange[] {
  const identified = identify(contents, knownOf(tracking, conversion))
  return [...ofTrigger(identified), ...ofTag(identified), ...ofAction(action)]
}

type Conditions = NonNullable<NonNullable<ReturnType<Identified['triggers']['get']>>['filter']>

function ofTrigger({ triggers }: Identified): ObservedChange[] {
  const trigger = triggers.get('main')
  if (!trigger) return []
  const [event, ...otherEvents] = trigger.customEventFilter ?? []
  const conditions = trigger.filter ?? []
  return [
    ...(event && otherEvents.length === 0 ? [{ eventName: argument(event, 'arg1') }] : []),
    ...ofElement(conditions),
    ...ofAddress(conditions),
  ]
}

function ofElement(conditions: Conditions): ObservedChange[] {
  const [condition, ...others] = on(conditions, 'Click Element', 'Form Element')
  if (!condition || others.length > 0) return []
  const value = argument(condition, 'arg1')
  // A click also has to match what is inside: every second part was made for that.
  const parts = selectorParts(value).filter((_, index) => index % 2 === 0)
  return [{ selector: value }, { selector: parts.join(', ') }]
}

function ofAddress(conditions: Conditions): ObservedChange[] {
  const own = on(conditions, 'Page URL', 'Page Path', 'Page Hostname', 'OCT - URL Fragment')
  const [condition, ...others] = own
  // Without a condition of anybody's every page will do.
  if (!condition) {
    const isFree = on(conditions, 'Click Element', 'Form Element').length === conditions.length
    return isFree
      ? [
          { urlPattern: null, urlRegex: null },
          { urlPattern: '*', urlRegex: null },
        ]
      : []
  }
  if (others.length > 0) return []
  const ignoreCase = argument(condition, 'ignore_case') === 'true'
  const value = argument(condition, 'arg1')
  const patterns = condition.type === 'contains' ? [`*${value}*`] : patternsOf(value)
  return [
    ...patterns.map((urlPattern) => ({ urlPattern, urlRegex: null, ignoreCase })),
    { urlPattern: null, urlRegex: value, ignoreCase },
  ]
}

const ANY_HOST = '^https?://[^/?]+'
const ANY_QUERY = String.raw`/?(?:\?.*)?$`

/** The patterns that an expression of ours may have been made of. */
function patternsOf(expression: string): string[] {
  if (!expression.startsWith('^https?://')) return []
  const rest = expression.startsWith(ANY_HOST)
    ? expression.slice(ANY_HOST.length)
    : expression.slice('^https?://'.length)
  const isExact = rest.endsWith(ANY_QUERY)
  const body = isExact ? rest.slice(0, -ANY_QUERY.length) : rest
  const text = body.replaceAll('.*', '*').replaceAll(/\\(.)/g, '$1')
  return isExact ? [text, `${text}/`] : [`${text}*`, text]
}

function on(conditions: Conditions, ...variables: string[]): Conditions {
  const names = variables.map((name) => `{{${name}}}`)
  return conditions.filter((condition) => names.includes(argument(condition, 'arg0')))
}

function ofTag({ tag }: Identified): ObservedChange[] {
  if (!tag) return []
  return [...ofValue(tag), { paused: tag.paused ?? false }]
}

function ofValue(tag: NonNullable<Identified['tag']>): ObservedChange[] {
  const [value, currency] = [parameterOf(tag, 'conversionValue'), parameterOf(tag, 'currencyCode')]
  if (value === undefined && currency === undefined) return [{ conversion: { value: null, currency: null } }]
  return [{ conversion: { value: Number(value), currency } }]
}

function ofAction(action: ConversionAction | undefined): ObservedChange[] {
  if (!action) return []
  const { category, countingType } = actionFields(action, false)
  return [{ conversion: { category } }, { conversion: { counting: countingType } }]
}
