import type { tagmanager_v2 } from '@googleapis/tagmanager'
import type { TriggerDeclaration } from '../tracking-types/tracking-type.ts'
import type { FieldChange, Fields } from './fields.ts'
import { conditionKey, conditionOf, tagManagerCondition } from './tag-manager-condition.ts'

type Trigger = tagmanager_v2.Schema$Trigger

const FLAGS = ['waitForTags', 'checkValidation'] as const
const FILTER = 'filter:'

/** What a tracking wants of one of its triggers. */
export function wantedTriggerFields(
  { type, event, conditions, flags }: TriggerDeclaration,
  name: string,
): Fields {
  return triggerFields({
    type,
    name,
    filter: conditions.map(tagManagerCondition),
    ...(event.length > 0 && { customEventFilter: event.map(tagManagerCondition) }),
    ...Object.fromEntries(Object.entries(flags).map(([key, value]) => [key, { type: 'boolean', value }])),
  })
}

/** A trigger of Tag Manager as flat fields: only what a tracking can want of it, and the conditions one by one. */
export function triggerFields(trigger: Trigger): Fields {
  const event = (trigger.customEventFilter ?? []).map(conditionKey).toSorted().join('\n')
  return {
    type: trigger.type ?? '',
    name: trigger.name ?? '',
    ...(event && { event }),
    ...Object.fromEntries(
      (trigger.filter ?? []).map((condition) => [FILTER + conditionKey(condition), true]),
    ),
    ...Object.fromEntries(
      FLAGS.flatMap((flag) => (trigger[flag]?.value ? [[flag, trigger[flag].value]] : [])),
    ),
  }
}

/** The variable that a condition looks at, of a field that stands for one. */
export function readBy(field: string): string | undefined {
  if (!field.startsWith(FILTER)) return undefined
  const { parameter } = conditionOf(field.slice(FILTER.length))
  return parameter?.find(({ key }) => key === 'arg0')?.value ?? undefined
}

/** A trigger with changed fields; everything else of it stays as it was. */
export function changedTrigger(trigger: Trigger, changes: readonly FieldChange[]): Trigger {
  let changed = trigger
  for (const change of changes) changed = withField(changed, change)
  return changed
}

function withField(trigger: Trigger, { field, after }: FieldChange): Trigger {
  if (field.startsWith(FILTER)) {
    return { ...trigger, filter: changedFilter(trigger, field.slice(FILTER.length), after) }
  }
  if (field === 'event') {
    const customEventFilter = after === undefined ? [] : String(after).split('\n').map(conditionOf)
    return { ...trigger, customEventFilter }
  }
  if (FLAGS.some((flag) => flag === field)) {
    return { ...trigger, [field]: { type: 'boolean', value: String(after ?? false) } }
  }
  return { ...trigger, [field]: after }
}

function changedFilter({ filter }: Trigger, key: string, after: unknown) {
  const others = (filter ?? []).filter((condition) => conditionKey(condition) !== key)
  return after === undefined ? others : [...others, conditionOf(key)]
}
