import { actionFields } from '../../deployment/action-fields.ts'
import { argument } from '../../deployment/condition-holds.ts'
import type { ContainerContents } from '../../deployment/container-contents.ts'
import type { Fields } from '../../deployment/fields.ts'
import { type Identified, identify } from '../../deployment/identify.ts'
import { sentConversion } from '../../deployment/sent-conversion.ts'
import { parameterOf } from '../../deployment/tag-fields.ts'
import { conditionKey, ownCondition, tagManagerCondition } from '../../deployment/tag-manager-condition.ts'
import { triggerFields } from '../../deployment/trigger-fields.ts'
import type { ConversionAction } from '../../google/google-ads.ts'
import type { Trigger } from '../../google/tag-manager-schemas.ts'
import { selectorParts } from '../../matching/click-selector.ts'
import type { TrackingCondition } from '../../model/tracking-condition.ts'
import type { TriggerCondition } from '../../tracking-types/condition.ts'
import { listedCondition, triggerCondition } from '../../tracking-types/page-conditions.ts'
import { referenceTo } from '../../tracking-types/reference-to.ts'
import type { TargetFields } from '../../tracking-types/tracking-type.ts'
import { declaredTriggers, type TrackingType } from '../../tracking-types/tracking-types.ts'
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
  const trigger = identified.triggers.get('main')
  return [
    ...(trigger ? changesByTrigger(trigger, tracking) : []),
    ...ofExceptions(tracking, identified),
    ...ofTag(identified, contents),
    ...ofAction(action),
  ]
}

type Conditions = NonNullable<Trigger['filter']>
type Target = TargetFields & { type: TrackingType }

/** What a tracking might have to say to want what a trigger waits for. */
export function changesByTrigger(trigger: Trigger, tracking: Target): ObservedChange[] {
  const [event, ...otherEvents] = trigger.customEventFilter ?? []
  const conditions = trigger.filter ?? []
  const listed = new Set(tracking.conditions.map((each) => keyOf(triggerCondition(each))))
  const others = conditions.filter((each) => !listed.has(conditionKey(each)))
  return [
    ...(event && otherEvents.length === 0 ? ofEvent(event) : []),
    ...ofElement(conditions),
    ...ofLink(conditions),
    ...ofVideo(conditions),
    ...ofAddress(others),
    ...ofListener(triggerFields(trigger)),
    ...ofConditions(tracking, conditions),
  ]
}

function ofEvent(event: Conditions[number]): ObservedChange[] {
  const value = argument(event, 'arg1')
  return event.type === 'matchRegex'
    ? [{ eventRegex: value, eventName: null }]
    : [{ eventName: value, eventRegex: null }]
}

/** What a listener is set to. */
function ofListener(fields: Fields): ObservedChange[] {
  const number = (field: string) => (fields[field] === undefined ? undefined : Number(fields[field]))
  const interval = number('interval')
  const percent = PERCENTAGES.map(number).find((each) => each !== undefined)
  const selector = fields['parameter:elementSelector']
  return [
    ...(selector === undefined ? [] : [{ selector }]),
    ...(percent === undefined ? [] : [{ percent }]),
    ...(interval === undefined ? [] : [{ seconds: interval / 1000 }]),
    ...['waitForTags', 'checkValidation'].flatMap((flag) =>
      fields[flag] === undefined ? [] : [{ [flag]: fields[flag] === 'true' }],
    ),
    ...(fields['waitForTagsTimeout'] === undefined
      ? []
      : [{ waitForTagsTimeout: number('waitForTagsTimeout') }]),
  ]
}

const PERCENTAGES = [
  'parameter:onScreenRatio',
  'parameter:verticalThresholdsPercent',
  'parameter:progressThresholdsPercent',
]

/** The listed conditions: all that callers can list, but for what the other fields of the tracking ask for. */
function ofConditions(tracking: Target, conditions: Conditions): ObservedChange[] {
  const asked = declaredTriggers({ ...tracking, conditions: [] }).flatMap((each) => each.conditions)
  const keys = new Set(asked.map(keyOf))
  const others = conditions.filter((each) => !keys.has(conditionKey(each)))
  const listed = others.flatMap((each) => listedOf(each) ?? [])
  return listed.length === others.length ? [{ conditions: listed }] : []
}

/** One for each exception of ours that is there, as far as it has a single condition that callers can list. */
function ofExceptions({ exceptions }: PlannedTracking, { triggers }: Identified): ObservedChange[] {
  const observed = exceptions.map((_, index) => {
    const [condition, ...others] = triggers.get(`exception-${index + 1}`)?.filter ?? []
    return condition && others.length === 0 ? listedOf(condition) : undefined
  })
  const listed = observed.filter((each) => each !== undefined)
  return exceptions.length > 0 && listed.length === exceptions.length ? [{ exceptions: listed }] : []
}

function keyOf(condition: TriggerCondition): string {
  return conditionKey(tagManagerCondition(condition))
}

function listedOf(condition: Conditions[number]): TrackingCondition | undefined {
  const own = ownCondition(condition)
  return own && listedCondition(own)
}

function ofElement(conditions: Conditions): ObservedChange[] {
  const [condition, ...others] = on(conditions, 'Click Element', 'Form Element')
  if (!condition || others.length > 0) return []
  const value = argument(condition, 'arg1')
  // A click also has to match what is inside: every second part was made for that.
  const parts = selectorParts(value).filter((_, index) => index % 2 === 0)
  return [{ selector: value }, { selector: parts.join(', ') }]
}

function ofLink(conditions: Conditions): ObservedChange[] {
  const files = on(conditions, 'Click URL').flatMap((condition) => {
    const [, extensions] = /\(\?:([a-z\d|]+)\)\(\?:\[\?#\]\|\$\)$/.exec(argument(condition, 'arg1')) ?? []
    return extensions?.split('|') ?? []
  })
  return [
    ...on(conditions, 'OCT - Link Host').map((condition) => ({
      linkHost: argument(condition, 'negate') === 'true' ? 'other' : 'same',
    })),
    ...(files.length > 0 ? [{ fileExtensions: files }] : []),
  ]
}

function ofVideo(conditions: Conditions): ObservedChange[] {
  return on(conditions, 'Video URL').flatMap((condition) => {
    const [, id] = /v=([\w-]{11})/.exec(argument(condition, 'arg1')) ?? []
    return id === undefined ? [] : [{ videoUrl: `https://www.youtube.com/watch?v=${id}` }]
  })
}

function ofAddress(conditions: Conditions): ObservedChange[] {
  const own = on(conditions, 'Page URL', 'Page Path', 'Page Hostname', 'OCT - URL Fragment')
  const [condition, ...others] = own
  // Without a condition of anybody's every page will do.
  if (!condition) {
    const isFree = on(conditions, ...OF_TYPES).length === conditions.length
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

/** What types of trackings look at by themselves. */
const OF_TYPES = ['Click Element', 'Form Element', 'Click URL', 'OCT - Link Host', 'Video URL']

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
  const names = variables.map(referenceTo)
  return conditions.filter((condition) => names.includes(argument(condition, 'arg0')))
}

function ofTag({ tag }: Identified, contents: ContainerContents): ObservedChange[] {
  if (!tag) return []
  const { value, currency, ...others } = sentConversion(tag, contents)
  return [
    { conversion: { value: value ?? null, currency: currency ?? null } },
    { conversion: { orderId: others.orderId ?? null } },
    { conversion: { newCustomer: others.newCustomer ?? null } },
    ...ofUserData(tag),
    { paused: tag.paused ?? false },
  ]
}

/** What other people's variable sends along is for no tracking to ask for. */
function ofUserData(tag: NonNullable<Identified['tag']>): ObservedChange[] {
  return parameterOf(tag, 'enableEnhancedConversion') === 'true' ? [] : [{ conversion: { enhanced: 'off' } }]
}

function ofAction(action: ConversionAction | undefined): ObservedChange[] {
  if (!action) return []
  const { category, countingType } = actionFields(action, false)
  return [{ conversion: { category } }, { conversion: { counting: countingType } }]
}
