import type { Tag } from '../google/tag-manager-schemas.ts'
import type { ContainerContents } from './container-contents.ts'
import { dataLayerKey } from './data-layer-key.ts'
import type { Fields, FieldValue } from './fields.ts'
import { dataLayerReference } from './sent-values.ts'
import { tagFields } from './tag-fields.ts'

/**
 * A tag's fields, to be compared with what is wanted or was applied: a variable of the client's that reads the same value
 * of the data layer as ours is as good as ours.
 */
export function comparedTagFields(
  tag: Tag,
  contents: ContainerContents,
  ...others: (Fields | undefined)[]
): Fields {
  const compared = ([field, value]: [string, FieldValue]) => {
    const key = dataLayerKey(String(value), contents)
    const own = key === undefined ? undefined : dataLayerReference(key)
    return [field, own !== undefined && others.some((each) => each?.[field] === own) ? own : value]
  }
  return Object.fromEntries(Object.entries(tagFields(tag, contents)).map(compared))
}
