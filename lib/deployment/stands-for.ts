import type { tagmanager_v2 } from '@googleapis/tagmanager'
import { BUILT_IN_VARIABLES } from '../tracking-types/condition.ts'
import { isNamedLikeOwn, readsLikeOwn } from './own-variable.ts'

/** The types of variables that read the same as a built-in one does, where people have called one by its name. */
const STAND_INS: Readonly<Record<string, string>> = {
  [BUILT_IN_VARIABLES.clickElement]: 'aev',
  [BUILT_IN_VARIABLES.clickUrl]: 'aev',
  [BUILT_IN_VARIABLES.formElement]: 'aev',
  [BUILT_IN_VARIABLES.pageUrl]: 'u',
  [BUILT_IN_VARIABLES.pageHostname]: 'u',
  [BUILT_IN_VARIABLES.pagePath]: 'u',
}

/** Whether a variable of the container can be what a condition of that name looks at. */
export function standsFor(variable: tagmanager_v2.Schema$Variable, name: string): boolean {
  if (isNamedLikeOwn(name)) return readsLikeOwn(variable)
  return (STAND_INS[name] ?? variable.type) === variable.type
}
