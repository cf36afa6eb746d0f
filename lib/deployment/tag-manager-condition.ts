import type { tagmanager_v2 } from '@googleapis/tagmanager'
import {
  BUILT_IN_VARIABLES,
  BUILT_INS,
  type ConditionVariable,
  isBuiltIn,
  type TriggerCondition,
} from '../tracking-types/condition.ts'
import { referenceTo } from '../tracking-types/reference-to.ts'
import { variablesIn } from '../tracking-types/variables-in.ts'
import { ownVariable, ownVariableKey } from './own-variable.ts'
import { templateParameter } from './template-parameter.ts'

type Condition = tagmanager_v2.Schema$Condition
type Parameter = tagmanager_v2.Schema$Parameter

/** Under which name a condition refers to a variable. Those of built-in ones are the same in every container. */
export function variableName(variable: ConditionVariable): string {
  if (isBuiltIn(variable)) return BUILT_IN_VARIABLES[variable]
  return variable === '_event' ? variable : ownVariable(variable).name
}

/** A condition as Tag Manager has it. */
export function tagManagerCondition(condition: TriggerCondition): Condition {
  const { type, variable, value, ignoreCase, not } = condition
  return {
    type,
    parameter: [
      templateParameter('arg0', referenceTo(variableName(variable))),
      templateParameter('arg1', value),
      ...(ignoreCase ? [{ type: 'boolean', key: 'ignore_case', value: 'true' }] : []),
      ...(not ? [{ type: 'boolean', key: 'negate', value: 'true' }] : []),
    ],
  }
}

/** A condition of Tag Manager in our terms; `undefined` of one that no tracking can want. */
export function ownCondition(condition: Condition): TriggerCondition | undefined {
  const type = TYPES.find((each) => each === condition.type)
  const value = (key: string) => condition.parameter?.find((each) => each.key === key)?.value ?? ''
  const [name] = variablesIn(value('arg0'))
  const builtIn = BUILT_INS.find((each) => BUILT_IN_VARIABLES[each] === name)
  const variable = builtIn ?? (name === undefined ? undefined : ownVariableKey(name))
  if (!type || variable === undefined) return undefined
  return {
    variable,
    type,
    value: value('arg1'),
    ignoreCase: value('ignore_case') === 'true',
    ...(value('negate') === 'true' && { not: true }),
  }
}

const TYPES = ['equals', 'contains', 'startsWith', 'matchRegex', 'cssSelector'] as const

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
