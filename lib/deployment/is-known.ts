import { BUILT_IN_NAMES } from './built-ins.ts'
import type { ContainerContents } from './container-contents.ts'
import { standsFor } from './stands-for.ts'

/** Whether a variable of this name has a value: one of the container, an enabled built-in one, or one of Tag Manager. */
export function isKnown(name: string, { variable, builtInVariable }: ContainerContents): boolean {
  if (name.startsWith('_')) return true
  const own = variable.find((each) => each.name === name)
  if (own) return standsFor(own, name)
  const type = BUILT_IN_NAMES[name]
  return type !== undefined && builtInVariable.some((each) => each.type === type)
}
