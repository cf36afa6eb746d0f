import type { FieldChange, Fields } from './fields.ts'
import { type Merge, type MergeInput, mergeFields } from './merge-fields.ts'
import { readBy } from './trigger-fields.ts'

/**
 * Merges a trigger field by field. A condition of ours that people have replaced by another one on the same variable
 * goes with what it replaces: both together would hold for hardly any visitor. What they have added besides stays.
 */
export function mergeTrigger(input: MergeInput): Merge {
  const merge = mergeFields(input)
  const replaced = replacedConditions(input)
  return {
    ...merge,
    changes: [...merge.changes, ...replaced],
    overwritten: [...merge.overwritten, ...replaced],
  }
}

function replacedConditions({ wanted, applied, observed, mode }: MergeInput): FieldChange[] {
  if (!applied) return []
  const isEdited = variablesOf(wanted, applied)
  const isMissing = variablesOf(wanted, observed)
  const isLost = variablesOf(applied, observed)
  return Object.keys(observed).flatMap((field) => {
    const variable = readBy(field)
    const isTheirs = !(field in applied || field in wanted)
    if (!isTheirs || variable === undefined || !isMissing.has(variable) || !isLost.has(variable)) return []
    return isEdited.has(variable) || mode === 'repair' ? [{ field, before: true, after: undefined }] : []
  })
}

/** The variables of the conditions that `fields` has and `others` have not. */
function variablesOf(fields: Fields, others: Fields): ReadonlySet<string> {
  return new Set(Object.keys(fields).flatMap((field) => (field in others ? [] : (readBy(field) ?? []))))
}
