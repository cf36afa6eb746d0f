import { z } from 'zod'
import { TRACKING_TYPE_NAMES, type TrackingType } from '../model/tracking-type.ts'
import type { TargetField } from '../tracking-types/tracking-type.ts'
import { declarationOf, type TRACKING_TYPES } from '../tracking-types/tracking-types.ts'

/** A schema for each field by which a tracking says what it waits for. */
export type TargetSchemas = Readonly<Record<TargetField, z.ZodType>>

type UseOf<
  Type extends TrackingType,
  Field extends TargetField,
> = (typeof TRACKING_TYPES)[Type]['fields'][Field]

type FieldSchema<Schema extends z.ZodType, Use> = Use extends 'required'
  ? Schema
  : Use extends 'optional'
    ? z.ZodExactOptional<Schema>
    : z.ZodExactOptional<z.ZodNever>

type Shape<Type extends TrackingType, Common, Targets extends TargetSchemas> = Common & {
  type: z.ZodLiteral<Type>
} & { [Field in TargetField]: FieldSchema<Targets[Field], UseOf<Type, Field>> }

type ObjectFor<Common, Targets extends TargetSchemas> = {
  [Type in TrackingType]: z.ZodObject<Shape<Type, Common, Targets>, z.core.$strict>
}[TrackingType]

/**
 * A strict object for each type, so that every type names the fields that it needs and rejects the others, as they are
 * declared in `lib/tracking-types`.
 * @param common what trackings of every type have
 * @param targets what is accepted in the fields that a type has a use for
 * @param prefix before the names of these objects in the API's document; without one they have none
 */
export function trackingObject<Common extends z.core.$ZodLooseShape, Targets extends TargetSchemas>(
  common: Common,
  targets: Targets,
  prefix?: string,
) {
  const [first, ...others] = TRACKING_TYPE_NAMES.map((type) => objectFor(type, common, targets, prefix))
  if (!first) throw new Error('There is no type of tracking.')
  return z.discriminatedUnion('type', [first, ...others])
}

/** The one place where the declaration, a value, is taken for the type that says the same. */
function objectFor<Common extends z.core.$ZodLooseShape, Targets extends TargetSchemas>(
  type: TrackingType,
  common: Common,
  targets: Targets,
  prefix: string | undefined,
): ObjectFor<Common, Targets> {
  const { fields, needsOneOf = [], onlyOneOf = [] } = declarationOf(type)
  const shape = Object.entries(targets).map(([name, schema]) => {
    // Only names of fields are in `targets`, which `Object.entries` forgets.
    const use = fields[name as TargetField]
    if (use === 'required') return [name, schema]
    return [name, use === 'optional' ? schema.exactOptional() : unused(type, name)]
  })
  const object = z.strictObject({ ...common, type: z.literal(type), ...Object.fromEntries(shape) })
  const [first, ...others] = needsOneOf
  const checked = first
    ? object.refine((given) => needsOneOf.some((field) => field in given), {
        path: [first],
        error: `is required for a ${type}, or ${others.join(' or ')} in place of it`,
        // Named along with whatever else is wrong.
        when: ({ value }) => typeof value === 'object' && value !== null,
      })
    : object
  const [other, instead] = onlyOneOf
  const single = instead
    ? checked.refine((given) => onlyOneOf.filter((field) => field in given).length <= 1, {
        path: [instead],
        error: `cannot stand along with ${other} in a ${type}; leave one of them out`,
        when: ({ value }) => typeof value === 'object' && value !== null,
      })
    : checked
  const named =
    prefix === undefined ? single : single.meta({ id: prefix + idOf(type), description: describe(type) })
  return named as unknown as ObjectFor<Common, Targets>
}

/** A field that this type of tracking has no use for. */
function unused(type: TrackingType, field: string) {
  return z.never(`means nothing for a ${type}; leave ${field} out`).exactOptional()
}

/** `BUTTON_CLICK` is `ButtonClick`. */
function idOf(type: TrackingType): string {
  return type
    .split('_')
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join('')
}

function describe(type: TrackingType): string {
  const { summary, needsOneOf, onlyOneOf, defaults, cannotSee } = declarationOf(type)
  return [
    `${summary}.`,
    ...(needsOneOf ? [`Needs ${onlyOneOf ? 'either ' : ''}${needsOneOf.join(' or ')}.`] : []),
    ...(defaults ? [`Without more: ${Object.entries(defaults).map(defaultText).join(', ')}.`] : []),
    ...cannotSee.map(({ summary: blind, nextStep }) => `Not seen: ${blind}. ${nextStep}`),
  ].join('\n\n')
}

function defaultText([field, value]: [string, unknown]): string {
  return `\`${field}\` ${Array.isArray(value) ? value.join(', ') : String(value)}`
}
