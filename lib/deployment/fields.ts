import { z } from 'zod'

/** A scalar of an object at Google; `true` stands for a member of a set, such as one condition of a trigger. */
export const FieldValue = z.union([z.string(), z.number(), z.boolean()])
export type FieldValue = z.infer<typeof FieldValue>

/**
 * An object at Google as flat fields, so that three states of it can be compared one by one. A field that is absent is
 * not there. Members of sets are fields of their own (`filter:…`), so what other people add to a set stays theirs.
 */
export type Fields = Readonly<Record<string, FieldValue>>

/** One field, before and after; `undefined` where it is not there. */
export type FieldChange = { field: string; before: FieldValue | undefined; after: FieldValue | undefined }

/** The fields that differ, from what was there to what is, by name. */
export function differingFields(before: Fields, after: Fields): FieldChange[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((field) => before[field] !== after[field])
    .toSorted()
    .map((field) => ({ field, before: before[field], after: after[field] }))
}
