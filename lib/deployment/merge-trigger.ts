import type { FieldChange, Fields } from './fields.ts'
import { type Merge, type MergeInput, mergeFields } from './merge-fields.ts'
import { readBy } from './trigger-fields.ts'

/**
 * Merges a trigger field by field. A condition of ours that people have replaced by another one on the same variable
 * goes with what it replaces: both together would hold for hardly any visitor. What they have added besides stays.
 */
export function mergeTrigger(input: MergeInput): Merge {
  const merge = mergeFields(input)
  const { edited, repaired } = replacedConditions(input)
  return {
    ...merge,
    changes: [...merge.changes, ...edited, ...repaired],
    overwritten: [...merge.overwritten, ...edited],
    repaired: [...merge.repaired, ...repaired],
  }
}

/** What stands in place of a condition that was edited since, or that a repair brings back. */
type Replaced = { edited: FieldChange[]; repaired: FieldChange[] }

function replacedConditions({ wanted, applied, observed, mode }: MergeInput): Replaced {
  const replaced: Replaced = { edited: [], repaired: [] }
  if (!applied) return replaced
  const isEdited = variablesOf(wanted, applied)
  const isMissing = variablesOf(wanted, observed)
  const isLost = variablesOf(applied, observed)
  for (const field of Object.keys(observed)) {
    const variable = readBy(field)
    const isTheirs = !(field in applied || field in wanted)
    if (!isTheirs || variable === undefined || !isMissing.has(variable) || !isLost.has(variable)) continue
    const change = { field, before: true, after: undefined }
    if (isEdited.has(variable)) replaced.edited.push(change)
    else if (mode === 'repair') replaced.repaired.push(change)
  }
  return replaced
}

/** The variables of the conditions that `fields` has and `others` have not. */
function variablesOf(fields: Fields, others: Fields): ReadonlySet<string> {
  return new Set(Object.keys(fields).flatMap((field) => (field in others ? [] : (readBy(field) ?? []))))
}
