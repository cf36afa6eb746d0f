import type { FieldChange, Fields } from './fields.ts'

/** All fields of an object that is not there yet, as changes. */
export function addedFields(wanted: Fields): FieldChange[] {
  return Object.entries(wanted).map(([field, after]) => ({ field, before: undefined, after }))
}
