import type { tagmanager_v2 } from '@googleapis/tagmanager'
import type { Tag, Trigger } from '../google/tag-manager-schemas.ts'
import { selectorParts } from '../matching/click-selector.ts'
import type { TargetFields, TriggerDeclaration } from '../tracking-types/tracking-type.ts'
import { argument, holdsFor, isAlwaysTrue } from './condition-holds.ts'
import type { ContainerContents } from './container-contents.ts'
import { EVENT_NAMES } from './exceptions.ts'
import { conditionKey, tagManagerCondition } from './tag-manager-condition.ts'
import { tagObstacles } from './tag-obstacles.ts'
import { triggerFields } from './trigger-fields.ts'
import { triggersOf } from './triggers-of.ts'

type Condition = tagmanager_v2.Schema$Condition

/** What a tracking waits for. */
export type Awaited = Pick<TargetFields, 'eventName' | 'urlPattern'> & {
  triggers: readonly TriggerDeclaration[]
}

/**
 * Whether a tag of other people certainly fires whenever a tracking counts, by any of its triggers: same moment, and no
 * condition that what the tracking waits for does not meet. What cannot be told is not claimed.
 */
export function firesAlong(tag: Tag, awaited: Awaited, contents: ContainerContents, now: Date): boolean {
  if ((tag.blockingTriggerId ?? []).length > 0 || tagObstacles(tag, contents, now).length > 0) return false
  return triggersOf(tag.firingTriggerId, contents).some((trigger) =>
    awaited.triggers.some((own) => isMet(trigger, own, awaited)),
  )
}

function isMet(trigger: Trigger, own: TriggerDeclaration, awaited: Awaited): boolean {
  if (!isSameMoment(trigger, own, awaited)) return false
  const met = new Set(own.conditions.map((condition) => conditionKey(tagManagerCondition(condition))))
  const selectors = own.conditions.flatMap(({ type, value }) =>
    type === 'cssSelector' ? selectorParts(value) : [],
  )
  const url = exampleUrl(awaited)
  return (trigger.filter ?? []).every(
    (condition) =>
      met.has(conditionKey(condition)) ||
      isAlwaysTrue(condition) ||
      isSelected(condition, selectors) ||
      (url !== undefined && holdsAt(condition, url)),
  )
}

/** Types of triggers that wait for the same thing as ours; every page that is viewed also gets ready and loaded. */
const SAME_MOMENT: Readonly<Record<TriggerDeclaration['type'], readonly string[]>> = {
  click: ['click', 'linkClick'],
  linkClick: ['linkClick'],
  formSubmission: ['formSubmission'],
  pageview: ['pageview', 'domReady', 'windowLoaded', 'init', 'consentInit'],
  historyChange: ['historyChange'],
  elementVisibility: ['elementVisibility'],
  scrollDepth: ['scrollDepth'],
  youTubeVideo: ['youTubeVideo'],
  timer: ['timer'],
  customEvent: [],
}

function isSameMoment(trigger: Trigger, own: TriggerDeclaration, { eventName }: Awaited): boolean {
  const { type = '', customEventFilter = [] } = trigger
  if (type !== 'customEvent') {
    return SAME_MOMENT[own.type].includes(type) && (type !== own.type || isSetAlike(trigger, own))
  }
  const names = own.type === 'customEvent' ? [eventName ?? ''] : (EVENT_NAMES[own.type] ?? [])
  return names.some((name) => customEventFilter.every((condition) => holdsFor(condition, name)))
}

/** Whether a listener waits for the same as ours by its parameters; how long it waits for tags decides nothing. */
function isSetAlike(trigger: Trigger, { options, parameters }: TriggerDeclaration): boolean {
  const observed = triggerFields(trigger)
  return (
    LISTENS_WITH.every((option) => (options[option] ?? observed[option]) === observed[option]) &&
    Object.entries(parameters).every(([key, value]) => observed[`parameter:${key}`] === value)
  )
}

const LISTENS_WITH = ['eventName', 'interval', 'limit'] as const

/** By id, by class or by selector, the element that ours waits for. */
function isSelected(condition: Condition, selectors: readonly string[]): boolean {
  if (argument(condition, 'negate') === 'true') return false
  const [variable, value] = [argument(condition, 'arg0'), argument(condition, 'arg1')]
  const isElement = /^\{\{(Click|Form) Element\}\}$/.test(variable) && condition.type === 'cssSelector'
  if (isElement) return selectorParts(value).some((part) => selectors.includes(part))
  const isId = /^\{\{(Click|Form) ID\}\}$/.test(variable) && condition.type === 'equals'
  if (isId) return selectors.includes(`#${value}`)
  return /^\{\{(Click|Form) Classes\}\}$/.test(variable) && selectors.includes(`.${value}`)
}

/** Stands for every host, where a pattern names none. */
const ANY_HOST = 'any.invalid'

/** An address that a pattern matches: itself, where stars stand for nothing. */
function exampleUrl({ urlPattern }: Awaited): URL | undefined {
  const address = urlPattern?.replaceAll('*', '') ?? ''
  if (address === '') return undefined
  const withHost = address.startsWith('/') || address.startsWith('#') ? `${ANY_HOST}${address}` : address
  const text = /^https?:/i.test(withHost) ? withHost : `https://${withHost}`
  return URL.canParse(text) ? new URL(text) : undefined
}

function holdsAt(condition: Condition, { href, hash, host, hostname, pathname }: URL): boolean {
  const isAnyHost = host === ANY_HOST
  switch (argument(condition, 'arg0')) {
    case '{{Page Path}}':
      return holdsFor(condition, pathname)
    case '{{Page URL}}':
      return holdsFor(condition, hash ? href.slice(0, -hash.length) : href)
    case '{{Page Hostname}}':
      return !isAnyHost && holdsFor(condition, hostname)
    default:
      return false
  }
}
