import type { tagmanager_v2 } from '@googleapis/tagmanager'
import type { TriggerDeclaration } from '../tracking-types/tracking-type.ts'
import type { FieldChange, Fields } from './fields.ts'
import { conditionKey, conditionOf, tagManagerCondition } from './tag-manager-condition.ts'

type Trigger = tagmanager_v2.Schema$Trigger
type ParameterType = 'boolean' | 'template'

/** Options that Tag Manager keeps beside the list of parameters, with the type of each. */
const OPTIONS = {
  waitForTags: 'boolean',
  waitForTagsTimeout: 'template',
  checkValidation: 'boolean',
  eventName: 'template',
  interval: 'template',
  limit: 'template',
} as const satisfies Readonly<Record<string, ParameterType>>

/** Entries of the list of parameters that our triggers have, with the type of each. */
const PARAMETERS: Readonly<Record<string, ParameterType>> = {
  selectorType: 'template',
  elementSelector: 'template',
  firingFrequency: 'template',
  onScreenRatio: 'template',
  useOnScreenDuration: 'boolean',
  useDomChangeListener: 'boolean',
  verticalThresholdOn: 'boolean',
  verticalThresholdUnits: 'template',
  verticalThresholdsPercent: 'template',
  horizontalThresholdOn: 'boolean',
  triggerStartOption: 'template',
  captureStart: 'boolean',
  captureComplete: 'boolean',
  capturePause: 'boolean',
  captureProgress: 'boolean',
  radioButtonGroup1: 'template',
  progressThresholdsPercent: 'template',
  fixMissingApi: 'boolean',
}

const FILTER = 'filter:'
const PARAMETER = 'parameter:'

/** What a tracking wants of one of its triggers. */
export function wantedTriggerFields(
  { type, event, conditions, options, parameters }: TriggerDeclaration,
  name: string,
): Fields {
  return {
    ...triggerFields({
      type,
      name,
      filter: conditions.map(tagManagerCondition),
      ...(event.length > 0 && { customEventFilter: event.map(tagManagerCondition) }),
    }),
    ...options,
    ...Object.fromEntries(Object.entries(parameters).map(([key, value]) => [PARAMETER + key, value])),
  }
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
    ...optionFields(trigger),
    ...Object.fromEntries(
      (trigger.parameter ?? []).flatMap(({ key, value }) =>
        key && key in PARAMETERS && value ? [[PARAMETER + key, value]] : [],
      ),
    ),
  }
}

/** A flag that is not set is off, and where nothing waits it is of no interest how long. */
function optionFields(trigger: Trigger): Fields {
  const { waitForTagsTimeout, ...set }: Fields = {
    ...(WAIT.has(trigger.type ?? '') && { waitForTags: 'false', checkValidation: 'false' }),
    ...Object.fromEntries(
      OPTION_NAMES.flatMap((name) => (trigger[name]?.value ? [[name, trigger[name].value]] : [])),
    ),
  }
  return set['waitForTags'] === 'true' && waitForTagsTimeout ? { ...set, waitForTagsTimeout } : set
}

/** The types that can wait for tags. */
const WAIT: ReadonlySet<string> = new Set(['linkClick', 'formSubmission'])

/** Only the keys of a closed object, which `Object.keys` forgets. */
const OPTION_NAMES = Object.keys(OPTIONS) as (keyof typeof OPTIONS)[]

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
  if (field.startsWith(PARAMETER)) {
    return { ...trigger, parameter: changedParameters(trigger, field.slice(PARAMETER.length), after) }
  }
  if (field === 'event') {
    const customEventFilter = after === undefined ? [] : String(after).split('\n').map(conditionOf)
    return { ...trigger, customEventFilter }
  }
  const option = OPTION_NAMES.find((name) => name === field)
  if (option) return withOption(trigger, option, after)
  return { ...trigger, [field]: after }
}

/** A flag that is not wanted is off; any other option that is not wanted is not there. */
function withOption(trigger: Trigger, option: keyof typeof OPTIONS, after: FieldChange['after']): Trigger {
  const type = OPTIONS[option]
  if (after !== undefined || type === 'boolean') {
    return { ...trigger, [option]: { type, value: String(after ?? false) } }
  }
  const { [option]: _, ...rest } = trigger
  return rest
}

function changedFilter({ filter }: Trigger, key: string, after: unknown) {
  const others = (filter ?? []).filter((condition) => conditionKey(condition) !== key)
  return after === undefined ? others : [...others, conditionOf(key)]
}

/** In its place, where it is there: people read these lists. */
function changedParameters({ parameter = [] }: Trigger, key: string, after: FieldChange['after']) {
  if (after === undefined) return parameter.filter((each) => each.key !== key)
  const changed = { type: PARAMETERS[key] ?? 'template', key, value: String(after) }
  return parameter.some((each) => each.key === key)
    ? parameter.map((each) => (each.key === key ? changed : each))
    : [...parameter, changed]
}
