import type { FieldValue } from '../../deployment/fields.ts'

const FIELDS_SHOWN = 3

/** Which fields of an object differ, for a sentence: the first by name, the rest counted. */
export function listOfFields(
  before: Readonly<Record<string, FieldValue>>,
  after: Readonly<Record<string, FieldValue>>,
): string {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)].map(plainName))]
  const more = names.length - FIELDS_SHOWN
  return names.slice(0, FIELDS_SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '')
}

/** Of a member of a set, which set it is. */
function plainName(field: string): string {
  return field.split(':', 1)[0] ?? field
}
