import type { UrlCondition } from '../matching/url-condition.ts'
import { variablesIn } from './variables-in.ts'

/** Built-in variables of Tag Manager that our conditions look at, by the type that enables each. */
export const BUILT_IN_VARIABLES = {
  clickElement: 'Click Element',
  clickUrl: 'Click URL',
  formElement: 'Form Element',
  pageUrl: 'Page URL',
  pageHostname: 'Page Hostname',
  pagePath: 'Page Path',
  videoUrl: 'Video URL',
} as const
export type BuiltInVariable = keyof typeof BUILT_IN_VARIABLES

/** A value of the data layer, under which variables of ours read it. */
export type DataLayerVariable = `dataLayer:${string}`

/** What a condition of ours looks at: a built-in variable of Tag Manager, or one that we bring along. */
export type ConditionVariable = BuiltInVariable | 'urlFragment' | 'linkHost' | '_event' | DataLayerVariable

/** One condition of a trigger, in our own terms; {@link UrlCondition} is one of them. */
export type TriggerCondition = {
  variable: ConditionVariable
  type: UrlCondition['type'] | 'startsWith' | 'cssSelector'
  /** May refer to a built-in variable, as in `{{Page Hostname}}`: no text of callers has braces. */
  value: string
  ignoreCase: boolean
  /** Whether it holds where it otherwise would not. */
  not?: boolean
}

/** What a condition reads: what it looks at, and what it is compared with. */
export function variablesOf({ variable, value }: TriggerCondition): ConditionVariable[] {
  const names = variablesIn(value)
  return [variable, ...BUILT_INS.filter((each) => names.includes(BUILT_IN_VARIABLES[each]))]
}

/** Only the keys of a closed object, which `Object.keys` forgets. */
export const BUILT_INS = Object.keys(BUILT_IN_VARIABLES) as BuiltInVariable[]

/** Whether a variable is one of Tag Manager's own that has to be enabled. */
export function isBuiltIn(variable: ConditionVariable): variable is BuiltInVariable {
  return variable in BUILT_IN_VARIABLES
}
