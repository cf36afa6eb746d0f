import type { Variable } from '../google/tag-manager-schemas.ts'
import { variablesIn } from '../tracking-types/variables-in.ts'
import { BUILT_IN_NAMES } from './built-ins.ts'
import type { ContainerContents } from './container-contents.ts'
import { isNamedLikeOwn } from './own-variable.ts'
import { standsFor } from './stands-for.ts'

/** Whether a variable of this name has a value: one of the container, an enabled built-in one, or one of Tag Manager. */
export function isKnown(name: string, contents: ContainerContents): boolean {
  const { variable, builtInVariable } = contents
  if (name.startsWith('_')) return true
  const own = variable.find((each) => each.name === name)
  if (own) return standsFor(own, name) && readByOwn(own).every((read) => isKnown(read, contents))
  const type = BUILT_IN_NAMES[name]
  return type !== undefined && builtInVariable.some((each) => each.type === type)
}

/** What a variable of ours reads by others; how other people make theirs out of others is not judged. */
function readByOwn({ name, parameter }: Variable): string[] {
  return isNamedLikeOwn(name) ? variablesIn(JSON.stringify(parameter ?? [])) : []
}
