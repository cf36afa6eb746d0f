import type { Tag, Trigger } from '../google/tag-manager-schemas.ts'
import { BUILT_IN_TRIGGERS } from './built-ins.ts'
import { argument, holdsFor, isAlwaysTrue } from './condition-holds.ts'
import type { ContainerContents } from './container-contents.ts'
import { conditionKey } from './tag-manager-condition.ts'
import { triggersOf } from './triggers-of.ts'
import type { DeploymentReason } from './verdict.ts'

/** Exceptions that keep a trigger from firing whenever it would. */
export function blockedBy(id: string, tag: Tag, contents: ContainerContents): DeploymentReason[] {
  const fires = contents.trigger.find(({ triggerId }) => triggerId === id)
  return exceptionsOf(tag, contents)
    .filter((exception) => exception.triggerId === id || alwaysAlong(exception, fires, BUILT_IN_TRIGGERS[id]))
    .map(({ name }) => ({ code: 'blocked', trigger: name }))
}

/** The exceptions of a tag. */
export function exceptionsOf(tag: Tag, contents: ContainerContents): Trigger[] {
  return triggersOf(tag.blockingTriggerId, contents)
}

/** Whether an exception holds at every event at which the trigger fires: same event, and no condition that it lacks. */
function alwaysAlong(exception: Trigger, fires: Trigger | undefined, builtIn: string | undefined): boolean {
  const own = new Set([...(fires?.filter ?? []), ...(fires?.customEventFilter ?? [])].map(conditionKey))
  const ownNames = (fires?.customEventFilter ?? []).flatMap((condition) =>
    isPlainEquals(condition) ? [argument(condition, 'arg1')] : [],
  )
  const more = (exception.filter ?? []).filter(
    (condition) => !own.has(conditionKey(condition)) && !isAlwaysTrue(condition),
  )
  return more.length === 0 && sameEvent(exception, fires?.type ?? builtIn, own, ownNames)
}

/** The events of Tag Manager's own triggers, by which a custom event may be an exception to them. */
export const EVENT_NAMES: Readonly<Record<string, readonly string[]>> = {
  pageview: ['gtm.js'],
  domReady: ['gtm.dom'],
  windowLoaded: ['gtm.load'],
  historyChange: ['gtm.historyChange', 'gtm.historyChange-v2'],
  click: ['gtm.click'],
  linkClick: ['gtm.linkClick'],
  formSubmission: ['gtm.formSubmit'],
  elementVisibility: ['gtm.elementVisibility'],
  scrollDepth: ['gtm.scrollDepth'],
  youTubeVideo: ['gtm.video'],
  timer: ['gtm.timer'],
}

/** Listeners whose event is for the one trigger that has asked for it. */
const OF_ONE_TRIGGER: ReadonlySet<string> = new Set([
  'elementVisibility',
  'scrollDepth',
  'youTubeVideo',
  'timer',
])

function sameEvent(
  exception: Trigger,
  type: string | undefined,
  own: ReadonlySet<string>,
  ownNames: readonly string[],
): boolean {
  if (exception.type !== 'customEvent') return exception.type === type && !OF_ONE_TRIGGER.has(exception.type)
  const filters = exception.customEventFilter ?? []
  if (filters.every((filter) => isAlwaysTrue(filter) || own.has(conditionKey(filter)))) return true
  const names = EVENT_NAMES[type ?? ''] ?? ownNames
  return names.length > 0 && filters.every((filter) => names.every((name) => holdsFor(filter, name)))
}

type Condition = NonNullable<Trigger['filter']>[number]

function isPlainEquals(condition: Condition): boolean {
  const flags = ['negate', 'ignore_case'].map((flag) => argument(condition, flag))
  return condition.type === 'equals' && !flags.includes('true')
}
