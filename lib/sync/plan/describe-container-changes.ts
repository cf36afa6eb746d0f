import type { ContainerContents } from '../../deployment/container-contents.ts'
import type { Fields, FieldValue } from '../../deployment/fields.ts'
import { parameterOf, tagFields } from '../../deployment/tag-fields.ts'
import { conditionOf } from '../../deployment/tag-manager-condition.ts'
import { triggerFields } from '../../deployment/trigger-fields.ts'
import { triggersOf } from '../../deployment/triggers-of.ts'
import { USER_DATA_TYPE } from '../../deployment/user-data-variable.ts'
import { BUILT_IN_VARIABLES } from '../../tracking-types/condition.ts'
import { listOfFields } from './list-of-fields.ts'
import type { ContainerPlan } from './plan-container-changes.ts'
import type { Change } from './plan-tracking-objects.ts'
import type { PlannedChange } from './planned-change.ts'
import { isUnknown } from './unknown-label.ts'

/** The changes in a container as people see them, next to what it holds. */
export function describeContainerChanges(
  { changes, owners }: Pick<ContainerPlan, 'changes' | 'owners'>,
  contents: ContainerContents,
): PlannedChange[] {
  const triggerNames = namesOf(changes, contents)
  return changes.map((change): PlannedChange => {
    const { kind, name, after } = objectOf(change, triggerNames)
    const action = actionOf(change)
    const there = action === 'create' ? {} : fieldsThere(change, contents, triggerNames)
    const before = action === 'update' ? differing(there, after) : there
    const changed = action === 'update' ? differing(after, there) : after
    return {
      service: 'tagManager',
      kind,
      action,
      trackingIds: [...(owners.get(change) ?? [])],
      name: action === 'update' ? String(there['name'] ?? name) : name,
      before: action === 'create' ? null : before,
      after: action === 'delete' ? null : changed,
      summary: sentence(action, `${KINDS[kind]} “${name}”`, before, changed),
    }
  })
}

const KINDS = {
  tag: 'tag',
  trigger: 'trigger',
  variable: 'variable',
  folder: 'folder',
  builtInVariable: 'built-in variable',
} as const

type Described = { kind: keyof typeof KINDS; name: string; after: Fields }

function actionOf({ changeStatus }: Change): PlannedChange['action'] {
  switch (changeStatus) {
    case 'added':
      return 'create'
    case 'updated':
      return 'update'
    case 'deleted':
      return 'delete'
    default:
      throw new Error('a change of a container adds, updates or deletes')
  }
}

function objectOf({ tag, trigger, variable, folder, builtInVariable }: Change, names: Names): Described {
  if (tag) return { kind: 'tag', name: tag.name ?? '', after: shownTag(tag, names) }
  if (trigger) return { kind: 'trigger', name: trigger.name ?? '', after: shownTrigger(trigger) }
  if (variable) return { kind: 'variable', name: variable.name ?? '', after: shownVariable(variable) }
  if (folder)
    return { kind: 'folder', name: folder.name ?? '', after: { name: folder.name ?? '', ...notes(folder) } }
  const type = builtInVariable?.type ?? ''
  return { kind: 'builtInVariable', name: builtInName(type), after: { type } }
}

/** As it is now. What is deleted was read there, and is in the change as it is. */
function fieldsThere({ tag, trigger, variable }: Change, contents: ContainerContents, names: Names): Fields {
  const [tagId, triggerId, variableId] = [tag?.tagId, trigger?.triggerId, variable?.variableId]
  const [ofTag, ofTrigger] = [
    contents.tag.find((each) => each.tagId === tagId),
    contents.trigger.find((each) => each.triggerId === triggerId),
  ]
  if (tag) return ofTag ? shownTag(ofTag, names) : {}
  if (trigger) return ofTrigger ? shownTrigger(ofTrigger) : {}
  const ofVariable = contents.variable.find((each) => each.variableId === variableId)
  return ofVariable ? shownVariable(ofVariable) : {}
}

type Names = ReadonlyMap<string, string>

/** Names of triggers by id, of those that are there and of those that are made. */
function namesOf(changes: readonly Change[], { trigger }: ContainerContents): Names {
  const made = changes.flatMap((change) => change.trigger ?? [])
  return new Map([...trigger, ...made].map(({ triggerId, name }) => [triggerId ?? '', name ?? '']))
}

/** What Google gives with a new conversion action, in place of the value. */
const NOT_KNOWN_YET = '(not known before Google Ads has created the conversion action)'

function shownTag(tag: NonNullable<Change['tag']>, names: Names): Fields {
  const fields = Object.entries(tagFields(tag)).map(([field, value]): [string, FieldValue] => {
    const [set, member = ''] = split(field)
    if (set === 'parameter') return [member, isUnknown(value) ? NOT_KNOWN_YET : value]
    if (set === 'firesOn' || set === 'blockedBy') return [`${set}:${triggerName(member, names)}`, value]
    return [field, value]
  })
  return { ...Object.fromEntries(fields), ...notes(tag) }
}

function triggerName(id: string, names: Names): string {
  return names.get(id) ?? triggersOf([id], { trigger: [] })[0]?.name ?? id
}

function shownTrigger(trigger: NonNullable<Change['trigger']>): Fields {
  const fields = Object.entries(triggerFields(trigger)).map(([field, value]): [string, FieldValue] => {
    const [set, member = ''] = split(field)
    if (set === 'filter') return [`condition:${conditionText(member)}`, value]
    if (set === 'parameter') return [member, value]
    return field === 'event'
      ? [field, String(value).split('\n').map(conditionText).join(' and ')]
      : [field, value]
  })
  return { ...Object.fromEntries(fields), ...notes(trigger) }
}

/** `{{Page URL}} matchRegex ^https` */
function conditionText(key: string): string {
  const condition = conditionOf(key)
  const flags = ['negate', 'ignore_case'].filter((flag) => parameterOf(condition, flag) === 'true')
  const [left, right] = ['arg0', 'arg1'].map((argument) => parameterOf(condition, argument) ?? '')
  return [left, condition.type, right, ...flags.map((flag) => `(${flag})`)].join(' ')
}

/** One of user-provided data with what it sends along. */
function shownVariable({ type, name, parameter, notes: text }: NonNullable<Change['variable']>): Fields {
  const sent = type === USER_DATA_TYPE ? (parameter ?? []) : []
  return {
    type: type ?? '',
    name: name ?? '',
    ...Object.fromEntries(sent.flatMap(({ key, value }) => (key && value ? [[key, value]] : []))),
    ...notes({ notes: text }),
  }
}

function notes({ notes: text }: { notes?: string | null | undefined }): Fields {
  return text ? { notes: text } : {}
}

function builtInName(type: string): string {
  return Object.entries(BUILT_IN_VARIABLES).find(([each]) => each === type)?.[1] ?? type
}

function split(field: string): [set: string, member?: string] {
  const at = field.indexOf(':')
  return at === -1 ? [field] : [field.slice(0, at), field.slice(at + 1)]
}

/** The fields of one that the other does not have, or not so. */
function differing(one: Fields, other: Fields): Fields {
  return Object.fromEntries(Object.entries(one).filter(([field, value]) => other[field] !== value))
}

function sentence(action: PlannedChange['action'], what: string, before: Fields, after: Fields): string {
  switch (action) {
    case 'create':
      return `Adds the ${what}.`
    case 'update':
      return `Changes ${listOfFields(before, after)} of the ${what}.`
    case 'delete':
      return `Removes the ${what}.`
    default:
      return action satisfies never
  }
}
