import type { tagmanager_v2 } from '@googleapis/tagmanager'
import type { EnhancedConversions } from '../model/enhanced-conversions.ts'
import type { BuiltInVariable, ConditionVariable } from '../tracking-types/condition.ts'
import { referenceTo } from '../tracking-types/reference-to.ts'
import { parameterOf } from './tag-fields.ts'
import { templateParameter } from './template-parameter.ts'
import {
  sendsLikeOwn,
  USER_DATA_NAME,
  USER_DATA_TYPE,
  userDataName,
  userDataNames,
  userDataParameters,
} from './user-data-variable.ts'

type Variable = tagmanager_v2.Schema$Variable

/** A variable that we bring along, because Tag Manager has no built-in one. All trackings of a container share it. */
export type OwnVariable = Required<Pick<Variable, 'name' | 'notes' | 'type' | 'parameter'>> & { name: string }

/** What a condition reads by a variable of ours. */
export type OwnVariableKey = Exclude<ConditionVariable, BuiltInVariable | '_event'>

const DATA_LAYER = 'dataLayer:' as const
const DATA_LAYER_NAME = 'OCT - Data Layer - '
/** What stands in the notes of each. */
const NOTES = {
  urlFragment: 'oneclicktag:url-fragment',
  linkHost: 'oneclicktag:link-host',
  dataLayer: 'oneclicktag:data-layer',
  userData: 'oneclicktag:user-data',
} as const

/** The variable of ours by which a condition reads something. */
export function ownVariable(key: OwnVariableKey): OwnVariable {
  switch (key) {
    case 'urlFragment':
      return made('OCT - URL Fragment', NOTES.urlFragment, 'u', [templateParameter('component', 'FRAGMENT')])
    case 'linkHost':
      return made('OCT - Link Host', NOTES.linkHost, 'aev', [
        templateParameter('varType', 'URL'),
        templateParameter('component', 'HOST'),
      ])
    default: {
      const name = key.slice(DATA_LAYER.length)
      return made(`${DATA_LAYER_NAME}${name}`, NOTES.dataLayer, 'v', [
        { type: 'integer', key: 'dataLayerVersion', value: '2' },
        { type: 'boolean', key: 'setDefaultValue', value: 'false' },
        templateParameter('name', name),
      ])
    }
  }
}

/** The variable of ours that a tag sends along for enhanced conversions; `undefined` where it sends nothing. */
export function userDataVariable(enhanced: EnhancedConversions): OwnVariable | undefined {
  const parameter = userDataParameters(enhanced, (name) =>
    referenceTo(ownVariable(`${DATA_LAYER}${name}`).name),
  )
  return parameter && made(userDataName(parameter), NOTES.userData, USER_DATA_TYPE, parameter)
}

/** The same with the variables that it reads, which come first. */
export function userDataVariables(enhanced: EnhancedConversions): OwnVariable[] {
  const variable = userDataVariable(enhanced)
  const read = userDataNames(enhanced).map((name) => ownVariable(`${DATA_LAYER}${name}`))
  return variable ? [...read, variable] : []
}

function made(
  name: string,
  notes: string,
  type: string,
  parameter: tagmanager_v2.Schema$Parameter[],
): OwnVariable {
  return { name, notes, type, parameter }
}

/** What is read by the variable of ours that has a name; `undefined` where none has. */
export function ownVariableKey(name: string): OwnVariableKey | undefined {
  if (name.startsWith(DATA_LAYER_NAME)) return `${DATA_LAYER}${name.slice(DATA_LAYER_NAME.length)}`
  return (['urlFragment', 'linkHost'] as const).find((key) => ownVariable(key).name === name)
}

function ownVariableNamed(name: string): OwnVariable | undefined {
  const key = ownVariableKey(name)
  return key && ownVariable(key)
}

/** Whether a variable has the name of one of ours. */
export function isNamedLikeOwn(name: string): boolean {
  return name.startsWith(USER_DATA_NAME) || ownVariableNamed(name) !== undefined
}

/** Whether a variable has the name of one of ours and reads the same, whoever has made it. */
export function readsLikeOwn(variable: Variable): boolean {
  if (variable.name?.startsWith(USER_DATA_NAME)) return sendsLikeOwn(variable)
  const own = ownVariableNamed(variable.name ?? '')
  return own !== undefined && readsTheSame(variable, own)
}

/** Whether a variable is one that we have made: it has our notes, whatever it is called by now. */
export function isOwnVariable({ notes }: Variable): boolean {
  return Object.values(NOTES).some((own) => own === notes)
}

/** What decides what a variable reads. */
const READING = ['component', 'varType', 'name', 'dataLayerVersion'] as const

function readsTheSame(variable: Variable, own: OwnVariable): boolean {
  const value = (of: Variable, key: string) => parameterOf({ parameter: of.parameter ?? [] }, key)
  return variable.type === own.type && READING.every((key) => value(variable, key) === value(own, key))
}
