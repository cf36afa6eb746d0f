import type { Tag, Trigger } from '../google/tag-manager-schemas.ts'
import type { AppliedObject } from './applied.ts'
import type { FieldChange, Fields, FieldValue } from './fields.ts'
import { mark } from './mark.ts'
import { parameterOf } from './tag-fields.ts'
import { readBy, triggerFields } from './trigger-fields.ts'

/** The parameters that our tags are made with. */
const OWN_PARAMETERS: ReadonlySet<string> = new Set([
  'conversionId',
  'conversionLabel',
  'conversionValue',
  'currencyCode',
  'enableConversionLinker',
  'conversionCookiePrefix',
])

/** What people arrange to their liking, and no run writes after creation. */
type Arranged = {
  /** What decides how often, or for what, something counts. */
  settings: FieldChange[]
  /** What decides nothing. */
  looks: FieldChange[]
}

/** What other people have set of our tag that no tracking asks for, against how it was made. */
export function arrangedTag(
  tag: Tag,
  trackingId: string,
  wants: Fields,
  applied: AppliedObject | undefined,
): Arranged {
  return {
    settings: [
      ...changed('tagFiringOption', 'oncePerEvent', tag.tagFiringOption ?? 'oncePerEvent'),
      ...changed('priority', undefined, tag.priority?.value ?? undefined),
      ...changed('enableConversionLinker', 'true', parameterOf(tag, 'enableConversionLinker') ?? 'true'),
      ...added(
        (tag.parameter ?? [])
          .flatMap(({ key }) => key ?? [])
          .filter((key) => !OWN_PARAMETERS.has(key) && wants[`parameter:${key}`] === undefined),
      ),
    ],
    looks: arrangedLooks(tag, trackingId, wants, applied),
  }
}

/** The same of a trigger: conditions that people have added to those that it `wants` count less. */
export function arrangedTrigger(
  trigger: Trigger,
  trackingId: string,
  wants: Fields,
  applied: AppliedObject | undefined,
): Arranged {
  const conditions = Object.keys(triggerFields(trigger)).filter(
    (field) => readBy(field) !== undefined && !(field in wants || field in (applied?.fields ?? {})),
  )
  return { settings: added(conditions), looks: arrangedLooks(trigger, trackingId, wants, applied) }
}

function arrangedLooks(
  { name: observed, parentFolderId, notes }: Tag | Trigger,
  trackingId: string,
  wants: Fields,
  applied: AppliedObject | undefined,
): FieldChange[] {
  const isMarked = notes?.includes(mark(trackingId)) ?? false
  // What was just made is where it was put.
  const folder = applied ? applied.folderId : (parentFolderId ?? undefined)
  return [
    ...(observed === wants['name'] ? [] : changed('name', applied?.fields['name'] ?? observed, observed)),
    ...changed('folder', folder, parentFolderId ?? undefined),
    // What people have written there is theirs alone: only that our mark is gone is told.
    ...(isMarked ? [] : [{ field: 'notes', before: mark(trackingId), after: undefined }]),
  ]
}

/** Only that it is there: what it holds is theirs. */
function added(fields: readonly string[]): FieldChange[] {
  return fields.map((field) => ({ field, before: undefined, after: true }))
}

function changed(
  field: string,
  before: FieldValue | undefined,
  after: FieldValue | undefined,
): FieldChange[] {
  return before === after ? [] : [{ field, before, after }]
}
