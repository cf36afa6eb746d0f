import type { Tag, Trigger, Variable } from '../google/tag-manager-schemas.ts'
import { variablesIn } from '../tracking-types/variables-in.ts'

/** Fields in which people write freely: braces in them read nothing. */
const FREE_TEXT: ReadonlySet<string> = new Set(['name', 'notes'])

/** The names of the variables that these objects read, and of those that these variables read in turn. */
export function variablesRead(
  readers: readonly (Tag | Trigger)[],
  variables: readonly Variable[],
): ReadonlySet<string> {
  const byName = new Map(variables.map((variable) => [variable.name, variable]))
  const read = new Set<string>()
  const open: object[] = [...readers]
  for (let reader = open.pop(); reader; reader = open.pop()) {
    for (const name of namesIn(reader)) {
      if (read.has(name)) continue
      read.add(name)
      const variable = byName.get(name)
      if (variable) open.push(variable)
    }
  }
  return read
}

/** The names of variables that an object refers to. */
export function namesIn(object: object): string[] {
  return Object.entries(object).flatMap(([key, value]): string[] => {
    if (typeof value === 'string') return FREE_TEXT.has(key) ? [] : variablesIn(value)
    return typeof value === 'object' && value !== null ? namesIn(value) : []
  })
}
