import type { ContainerContents } from '../../deployment/container-contents.ts'
import { isOwnVariable } from '../../deployment/own-variable.ts'
import { variablesIn } from '../../tracking-types/variables-in.ts'
import type { Change } from './plan-tracking-objects.ts'
import type { PlannedTracking } from './planned-tracking.ts'
import { ownVariablesOf } from './variables-of.ts'

type Unused = { trackings: readonly PlannedTracking[]; contents: ContainerContents }

/**
 * Removes variables of ours that no tracking wants, and nothing reads once these changes are made: those first that read
 * others.
 */
export function planUnusedVariables({ trackings, contents }: Unused, changes: readonly Change[]): Change[] {
  if (changes.length === 0) return []
  const [own, others] = [
    contents.variable.filter(isOwnVariable),
    contents.variable.filter((each) => !isOwnVariable(each)),
  ]
  const wanted = ownVariablesOf(trackings.filter(({ deleted }) => !deleted)).map(({ name }) => name)
  const names = new Set([...wanted, ...readAfter({ ...contents, variable: others }, changes)])
  const kept = own.filter(({ name }) => names.has(name))
  for (const name of variablesIn(JSON.stringify(kept))) names.add(name)
  const isReader = (variable: object) => variablesIn(JSON.stringify(variable)).length > 0
  return own
    .filter(({ name }) => !names.has(name))
    .toSorted((a, b) => Number(isReader(b)) - Number(isReader(a)))
    .map((variable) => ({ changeStatus: 'deleted', variable }))
}

/** The names of the variables that anything reads after these changes. */
export function readAfter(
  { tag, trigger, variable }: ContainerContents,
  changes: readonly Change[],
): ReadonlySet<string> {
  const changed = new Set(changes.flatMap((change) => keyOf(change) ?? []))
  const kept = [
    ...tag.filter((each) => !changed.has(`tag ${each.tagId}`)),
    ...trigger.filter((each) => !changed.has(`trigger ${each.triggerId}`)),
  ]
  const made = changes.filter(({ changeStatus }) => changeStatus !== 'deleted')
  return new Set(variablesIn(JSON.stringify([kept, made, variable])))
}

function keyOf({ tag, trigger }: Change): string | undefined {
  if (tag) return `tag ${tag.tagId}`
  return trigger && `trigger ${trigger.triggerId}`
}
