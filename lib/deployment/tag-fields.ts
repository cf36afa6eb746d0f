import type { tagmanager_v2 } from '@googleapis/tagmanager'
import type { FieldChange, Fields } from './fields.ts'

type Tag = tagmanager_v2.Schema$Tag
type Parameter = tagmanager_v2.Schema$Parameter

/** The parameters of a conversion tag that a tracking decides. */
const DECIDED = ['conversionId', 'conversionLabel', 'conversionValue', 'currencyCode'] as const
const PARAMETER = 'parameter:'
const FIRES_ON = 'firesOn:'

export type WantedTag = {
  name: string
  conversionId: string
  label: string
  value: { amount: number; currency: string } | undefined
  triggerIds: readonly string[]
  /** Whether its agency has paused it; what other people pause is theirs, so that nobody asks for `false`. */
  paused: boolean
}

/** What a tracking wants of its conversion tag. */
export function wantedTagFields({ name, conversionId, label, value, triggerIds, paused }: WantedTag): Fields {
  return {
    type: 'awct',
    name,
    ...(paused && { paused }),
    [`${PARAMETER}conversionId`]: conversionId,
    [`${PARAMETER}conversionLabel`]: label,
    ...(value && {
      [`${PARAMETER}conversionValue`]: String(value.amount),
      [`${PARAMETER}currencyCode`]: value.currency,
    }),
    ...Object.fromEntries(triggerIds.map((id) => [FIRES_ON + id, true])),
  }
}

/** A tag of Tag Manager as flat fields: only what a tracking can want of it, its firing triggers one by one. */
export function tagFields(tag: Tag): Fields {
  return {
    type: tag.type ?? '',
    name: tag.name ?? '',
    ...(tag.paused && { paused: true }),
    ...Object.fromEntries(DECIDED.flatMap((key) => pair(tag.parameter, key))),
    ...Object.fromEntries((tag.firingTriggerId ?? []).map((id) => [FIRES_ON + id, true])),
  }
}

function pair(parameters: readonly Parameter[] | undefined, key: string): [string, string][] {
  const value = parameters?.find((parameter) => parameter.key === key)?.value
  return value === undefined || value === null ? [] : [[PARAMETER + key, value]]
}

/** A tag with changed fields; everything else of it stays as it was. */
export function changedTag(tag: Tag, changes: readonly FieldChange[]): Tag {
  let changed = tag
  for (const change of changes) changed = withField(changed, change)
  return changed
}

function withField(tag: Tag, { field, after }: FieldChange): Tag {
  if (field.startsWith(PARAMETER)) {
    const key = field.slice(PARAMETER.length)
    const others = (tag.parameter ?? []).filter((parameter) => parameter.key !== key)
    const parameter = { type: 'template', key, value: String(after) }
    return { ...tag, parameter: after === undefined ? others : [...others, parameter] }
  }
  if (field.startsWith(FIRES_ON)) {
    const id = field.slice(FIRES_ON.length)
    const others = (tag.firingTriggerId ?? []).filter((each) => each !== id)
    return { ...tag, firingTriggerId: after === undefined ? others : [...others, id] }
  }
  return { ...tag, [field]: after }
}

/** The value of a parameter of a tag, a variable or a condition. */
export function parameterOf(object: Pick<Tag, 'parameter'>, key: string): string | undefined {
  return object.parameter?.find((parameter) => parameter.key === key)?.value ?? undefined
}
