import type { Tag, Trigger } from '../google/tag-manager-schemas.ts'
import { argument, holdsFor, isAlwaysTrue } from './condition-holds.ts'
import type { ContainerContents } from './container-contents.ts'
import { conditionKey, standsFor, variablesIn } from './tag-manager-condition.ts'
import type { DeploymentReason } from './verdict.ts'

/** Triggers that every container has without listing them, with the event that each waits for. */
export const BUILT_IN_TRIGGERS: Readonly<Record<string, string>> = {
  '2147479553': 'pageview',
  '2147479572': 'consentInit',
  '2147479573': 'init',
}

/** Under which names Tag Manager's built-in variables are referred to, by the type that enables them. */
const BUILT_IN_NAMES: Readonly<Record<string, string>> = {
  'Click Classes': 'clickClasses',
  'Click Element': 'clickElement',
  'Click ID': 'clickId',
  'Click Target': 'clickTarget',
  'Click Text': 'clickText',
  'Click URL': 'clickUrl',
  'Container ID': 'containerId',
  'Container Version': 'containerVersion',
  'Debug Mode': 'debugMode',
  'Environment Name': 'environmentName',
  'Error Line': 'errorLine',
  'Error Message': 'errorMessage',
  'Error URL': 'errorUrl',
  Event: 'event',
  'Form Classes': 'formClasses',
  'Form Element': 'formElement',
  'Form ID': 'formId',
  'Form Target': 'formTarget',
  'Form Text': 'formText',
  'Form URL': 'formUrl',
  'HTML ID': 'htmlId',
  'History Source': 'historySource',
  'New History Fragment': 'newHistoryFragment',
  'New History State': 'newHistoryState',
  'New History URL': 'newHistoryUrl',
  'Old History Fragment': 'oldHistoryFragment',
  'Old History State': 'oldHistoryState',
  'Old History URL': 'oldHistoryUrl',
  'Page Hostname': 'pageHostname',
  'Page Path': 'pagePath',
  'Page URL': 'pageUrl',
  'Percent Visible': 'elementVisibilityRatio',
  'On-Screen Duration': 'elementVisibilityTime',
  'Random Number': 'randomNumber',
  Referrer: 'referrer',
  'Scroll Depth Threshold': 'scrollDepthThreshold',
  'Scroll Depth Units': 'scrollDepthUnits',
  'Scroll Direction': 'scrollDepthDirection',
  'Video Current Time': 'videoCurrentTime',
  'Video Duration': 'videoDuration',
  'Video Percent': 'videoPercent',
  'Video Provider': 'videoProvider',
  'Video Status': 'videoStatus',
  'Video Title': 'videoTitle',
  'Video URL': 'videoUrl',
  'Video Visible': 'videoVisible',
}

/** What keeps a tag from firing at all, in the container that it is in. */
export function tagObstacles(tag: Tag, contents: ContainerContents, now: Date): DeploymentReason[] {
  const firing = (tag.firingTriggerId ?? []).filter((id) => exists(id, contents))
  return [...obstaclesOfTag(tag, contents, now, firing), ...triggerObstacles(tag, firing, contents)]
}

/** The same of a tag that has to fire on each of `triggerIds`, as far as it does. */
export function obstaclesOnEach(
  tag: Tag,
  triggerIds: readonly string[],
  contents: ContainerContents,
  now: Date,
): DeploymentReason[] {
  const firing = (tag.firingTriggerId ?? []).filter((id) => exists(id, contents))
  const own = firing.filter((id) => triggerIds.includes(id))
  return [
    ...obstaclesOfTag(tag, contents, now, firing),
    ...withoutRepeats(own.flatMap((id) => triggerObstacles(tag, [id], contents))),
  ]
}

function obstaclesOfTag(
  tag: Tag,
  contents: ContainerContents,
  now: Date,
  firing: readonly string[],
): DeploymentReason[] {
  return [
    ...(tag.paused ? [{ code: 'paused' } as const] : []),
    ...scheduleObstacles(tag, now),
    ...(firing.length === 0 ? [{ code: 'no_firing_trigger' } as const] : []),
    ...setupObstacles(tag, contents),
  ]
}

function exists(id: string, { trigger }: ContainerContents): boolean {
  return Object.hasOwn(BUILT_IN_TRIGGERS, id) || trigger.some(({ triggerId }) => triggerId === id)
}

function scheduleObstacles({ scheduleStartMs, scheduleEndMs }: Tag, now: Date): DeploymentReason[] {
  const [start, end] = [Number(scheduleStartMs ?? 0), Number(scheduleEndMs ?? 0)]
  if (start > now.getTime()) return [{ code: 'schedule_not_started', at: new Date(start).toISOString() }]
  return end > 0 && end <= now.getTime() ? [{ code: 'schedule_ended', at: new Date(end).toISOString() }] : []
}

/** A tag fires if one of its triggers can and no exception keeps that one from it. */
function triggerObstacles(
  tag: Tag,
  firing: readonly string[],
  contents: ContainerContents,
): DeploymentReason[] {
  if (firing.length === 0) return []
  const each = firing.map((id) => [...missingVariables(id, contents), ...blockedBy(id, tag, contents)])
  return each.some((obstacles) => obstacles.length === 0) ? [] : withoutRepeats(each.flat())
}

function missingVariables(id: string, contents: ContainerContents): DeploymentReason[] {
  const trigger = contents.trigger.find(({ triggerId }) => triggerId === id)
  const conditions = [...(trigger?.filter ?? []), ...(trigger?.customEventFilter ?? [])]
  const names = conditions.flatMap(({ parameter }) =>
    (parameter ?? []).flatMap(({ value }) => variablesIn(value ?? '')),
  )
  return names
    .filter((name) => !isKnown(name, contents))
    .map((variable) => ({ code: 'variable_missing', variable }))
}

/** Whether a variable of this name has a value: one of the container, an enabled built-in one, or one of Tag Manager. */
export function isKnown(name: string, { variable, builtInVariable }: ContainerContents): boolean {
  if (name.startsWith('_')) return true
  const own = variable.find((each) => each.name === name)
  if (own) return standsFor(own, name)
  const type = BUILT_IN_NAMES[name]
  return type !== undefined && builtInVariable.some((each) => each.type === type)
}

/** Exceptions that keep a trigger from firing whenever it would. */
function blockedBy(id: string, tag: Tag, contents: ContainerContents): DeploymentReason[] {
  const fires = contents.trigger.find(({ triggerId }) => triggerId === id)
  return exceptionsOf(tag, contents)
    .filter((exception) => exception.triggerId === id || alwaysAlong(exception, fires, BUILT_IN_TRIGGERS[id]))
    .map(({ name }) => ({ code: 'blocked', trigger: name }))
}

/** The exceptions of a tag, the built-in ones under the name that Tag Manager shows. */
export function exceptionsOf(tag: Tag, { trigger }: ContainerContents): Trigger[] {
  return (tag.blockingTriggerId ?? []).flatMap((id): Trigger[] => {
    const type = BUILT_IN_TRIGGERS[id]
    if (type !== undefined) return [{ triggerId: id, name: type === 'pageview' ? 'All Pages' : type, type }]
    return trigger.filter(({ triggerId }) => triggerId === id)
  })
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
}

function sameEvent(
  exception: Trigger,
  type: string | undefined,
  own: ReadonlySet<string>,
  ownNames: readonly string[],
): boolean {
  if (exception.type !== 'customEvent') return exception.type === type
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

/** A tag that is to fire only after its setup tag has, does not where that one is paused. */
function setupObstacles({ setupTag }: Tag, { tag }: ContainerContents): DeploymentReason[] {
  return (setupTag ?? []).flatMap(({ tagName, stopOnSetupFailure }) => {
    const setup = tag.find(({ name }) => name === tagName)
    return setup?.paused && stopOnSetupFailure ? [{ code: 'setup_tag_paused' as const, tag: setup.name }] : []
  })
}

function withoutRepeats(reasons: readonly DeploymentReason[]): DeploymentReason[] {
  return [...new Map(reasons.map((reason) => [JSON.stringify(reason), reason])).values()]
}
