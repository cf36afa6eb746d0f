import type { PlanMode } from '../model/plan-mode.ts'
import type { FieldChange, Fields } from './fields.ts'

export type MergeInput = {
  wanted: Fields
  /** What we wrote last; `undefined` where that is not known. */
  applied: Fields | undefined
  observed: Fields
  mode: PlanMode
}

/** What people arrange to their liking: written where it was asked for, and otherwise theirs. */
const ARRANGED: ReadonlySet<string> = new Set([
  'name',
  'primaryForGoal',
  'clickThroughLookbackWindowDays',
  'viewThroughLookbackWindowDays',
])

export type Merge = {
  /** What is to be written. */
  changes: FieldChange[]
  /** Of what is written: what somebody else had set meanwhile. */
  overwritten: FieldChange[]
  /** What somebody else has changed and nobody asks to be written: from what is wanted to what is there. */
  drifted: FieldChange[]
  /** What they have arranged to their liking, likewise. */
  arranged: FieldChange[]
  /** Of what is written: what a repair sets back. */
  repaired: FieldChange[]
}

/**
 * A three-way merge, field by field. A field whose wanted value has changed since it was applied is written. One that
 * somebody else has changed is left, and said; fields that are nobody's but theirs are not looked at.
 */
export function mergeFields({ wanted, applied, observed, mode }: MergeInput): Merge {
  const merge: Merge = { changes: [], overwritten: [], drifted: [], arranged: [], repaired: [] }
  for (const field of new Set([...Object.keys(wanted), ...Object.keys(applied ?? {})])) {
    const [want, base, there] = [wanted[field], applied?.[field], observed[field]]
    if (want === there) continue
    const change = { field, before: there, after: want }
    const asked = applied === undefined || want !== base
    if (!asked && ARRANGED.has(field)) {
      merge.arranged.push({ field, before: want, after: there })
      continue
    }
    if (asked || mode === 'repair') merge.changes.push(change)
    if (!asked && mode === 'repair') merge.repaired.push(change)
    else if (!asked) merge.drifted.push({ field, before: want, after: there })
    if (asked && applied !== undefined && there !== base) merge.overwritten.push(change)
  }
  return merge
}
