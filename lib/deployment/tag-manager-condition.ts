import type { tagmanager_v2 } from '@googleapis/tagmanager'
import type { ConditionVariable, TriggerCondition } from '../tracking-types/condition.ts'

type Condition = tagmanager_v2.Schema$Condition
type Parameter = tagmanager_v2.Schema$Parameter

/** Our own variable for the part of the address behind `#`, of which Tag Manager has no built-in one. */
export const URL_FRAGMENT = {
  name: 'OCT - URL Fragment',
  notes: 'oneclicktag:url-fragment',
  type: 'u',
  parameter: [{ type: 'template', key: 'component', value: 'FRAGMENT' }],
} as const

/** Whether a variable reads the fragment, whoever has made it. */
export function readsFragment({ type, parameter }: tagmanager_v2.Schema$Variable): boolean {
  return (
    type === URL_FRAGMENT.type &&
    (parameter ?? []).some(({ key, value }) => key === 'component' && value === 'FRAGMENT')
  )
}

/** Under which name a condition refers to a variable. Those of built-in ones are the same in every container. */
export const VARIABLE_NAMES: Readonly<Record<ConditionVariable, string>> = {
  clickElement: 'Click Element',
  formElement: 'Form Element',
  pageUrl: 'Page URL',
  urlFragment: URL_FRAGMENT.name,
  _event: '_event',
}

/** The types of variables that read the same as a built-in one does, where people have called one by its name. */
const STAND_INS: Readonly<Record<string, string>> = {
  [VARIABLE_NAMES.clickElement]: 'aev',
  [VARIABLE_NAMES.formElement]: 'aev',
  [VARIABLE_NAMES.pageUrl]: 'u',
}

/** Whether a variable of the container can be what a condition of that name looks at. */
export function standsFor(variable: tagmanager_v2.Schema$Variable, name: string): boolean {
  if (name === URL_FRAGMENT.name) return readsFragment(variable)
  return (STAND_INS[name] ?? variable.type) === variable.type
}

/** A condition as Tag Manager has it. */
export function tagManagerCondition({ type, variable, value, ignoreCase }: TriggerCondition): Condition {
  return {
    type,
    parameter: [
      { type: 'template', key: 'arg0', value: `{{${VARIABLE_NAMES[variable]}}}` },
      { type: 'template', key: 'arg1', value },
      ...(ignoreCase ? [{ type: 'boolean', key: 'ignore_case', value: 'true' }] : []),
    ],
  }
}

/** A condition as text that is the same for the same meaning, whatever the order of its parameters. */
export function conditionKey({ type, parameter }: Condition): string {
  const meant = (parameter ?? []).filter(({ value }) => value !== 'false' && value !== undefined)
  const pairs = meant.map(({ key, value }: Parameter) => [key ?? '', value ?? ''])
  return JSON.stringify([type, ...pairs.toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1))])
}

/** The condition that {@link conditionKey} tells of. */
export function conditionOf(key: string): Condition {
  const [type, ...pairs] = parseKey(key)
  const isFlag = (name: string) => name === 'ignore_case' || name === 'negate'
  return {
    type: String(type),
    parameter: pairs.map(([name = '', value = '']) => ({
      type: isFlag(name) ? 'boolean' : 'template',
      key: name,
      value,
    })),
  }
}

/** Only what {@link conditionKey} has written is read here. */
function parseKey(key: string): [string, ...string[][]] {
  return JSON.parse(key)
}

/** The names of the variables that a text of Tag Manager refers to: `{{Page URL}}`. */
export function variablesIn(text: string): string[] {
  return [...text.matchAll(/\{\{([^{}]+)\}\}/g)].map(([, name = '']) => name)
}
