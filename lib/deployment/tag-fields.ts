import type { tagmanager_v2 } from '@googleapis/tagmanager'
import { constantText } from './constant-text.ts'
import type { ContainerContents } from './container-contents.ts'
import type { FieldChange, Fields } from './fields.ts'

type Tag = tagmanager_v2.Schema$Tag
type Parameter = tagmanager_v2.Schema$Parameter

/** The parameters of a conversion tag that a tracking decides. */
const DECIDED = [
  'conversionId',
  'conversionLabel',
  'conversionValue',
  'currencyCode',
  'orderId',
  'enableEnhancedConversion',
  'cssProvidedEnhancedConversionValue',
] as const
/** Those that say whether the customer is new; without the first the others have no effect. */
const NEW_CUSTOMER = [
  'enableNewCustomerReporting',
  'newCustomerReportingDataSource',
  'awNewCustomer',
] as const
/** Those that are switches; one that is off is as good as not there. */
const SWITCHES: ReadonlySet<string> = new Set(['enableEnhancedConversion', NEW_CUSTOMER[0]])
const PARAMETER = 'parameter:'
const FIRES_ON = 'firesOn:'
const BLOCKED_BY = 'blockedBy:'

/** The triggers of a tracking's tag, by id: those on which it fires, and the exceptions that keep it from firing. */
export type TriggerIds = { firing: readonly string[]; blocking: readonly string[] }

export type WantedTag = {
  name: string
  conversionId: string
  label: string
  /** What it sends besides, by parameter. */
  sent: Readonly<Record<string, string>>
  triggerIds: TriggerIds
  /** Whether its agency has paused it; what other people pause is theirs, so that nobody asks for `false`. */
  paused: boolean
}

/** What a tracking wants of its conversion tag. */
export function wantedTagFields({ name, conversionId, label, sent, triggerIds, paused }: WantedTag): Fields {
  return {
    type: 'awct',
    name,
    ...(paused && { paused }),
    [`${PARAMETER}conversionId`]: conversionId,
    [`${PARAMETER}conversionLabel`]: label,
    ...Object.fromEntries(Object.entries(sent).map(([key, text]) => [PARAMETER + key, text])),
    ...members(FIRES_ON, triggerIds.firing),
    ...members(BLOCKED_BY, triggerIds.blocking),
  }
}

/**
 * A tag of Tag Manager as flat fields: only what a tracking can want of it, its triggers one by one.
 * @param constants where constants are looked up that stand for a text; without them a reference stays one
 */
export function tagFields(tag: Tag, constants: Pick<ContainerContents, 'variable'> = NO_CONSTANTS): Fields {
  const hasNewCustomer = parameterOf(tag, NEW_CUSTOMER[0]) === 'true'
  const keys = hasNewCustomer ? [...DECIDED, ...NEW_CUSTOMER] : DECIDED
  const decided = keys.flatMap((key) => pair(tag.parameter, key))
  return {
    type: tag.type ?? '',
    name: tag.name ?? '',
    ...(tag.paused && { paused: true }),
    ...Object.fromEntries(decided.map(([field, text]) => [field, constantText(text, constants)])),
    ...members(FIRES_ON, tag.firingTriggerId),
    ...members(BLOCKED_BY, tag.blockingTriggerId),
  }
}

const NO_CONSTANTS = { variable: [] }

function members(set: string, ids: readonly string[] | null | undefined): Fields {
  return Object.fromEntries((ids ?? []).map((id) => [set + id, true]))
}

function pair(parameters: readonly Parameter[] | undefined, key: string): [string, string][] {
  const value = parameters?.find((parameter) => parameter.key === key)?.value
  if (value === undefined || value === null || (SWITCHES.has(key) && value === 'false')) return []
  return [[PARAMETER + key, value]]
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
    const type = SWITCHES.has(key) ? 'boolean' : 'template'
    const parameter = { type, key, value: String(after) }
    return { ...tag, parameter: after === undefined ? others : [...others, parameter] }
  }
  if (field.startsWith(FIRES_ON)) {
    return { ...tag, firingTriggerId: changedIds(tag.firingTriggerId, field.slice(FIRES_ON.length), after) }
  }
  if (field.startsWith(BLOCKED_BY)) {
    return {
      ...tag,
      blockingTriggerId: changedIds(tag.blockingTriggerId, field.slice(BLOCKED_BY.length), after),
    }
  }
  return { ...tag, [field]: after }
}

function changedIds(ids: readonly string[] | null | undefined, id: string, after: unknown): string[] {
  const others = (ids ?? []).filter((each) => each !== id)
  return after === undefined ? others : [...others, id]
}

/** The value of a parameter of a tag, a variable or a condition. */
export function parameterOf(object: Pick<Tag, 'parameter'>, key: string): string | undefined {
  return object.parameter?.find((parameter) => parameter.key === key)?.value ?? undefined
}
