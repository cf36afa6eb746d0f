import { type OwnVariable, ownVariable, userDataVariables } from '../../deployment/own-variable.ts'
import { sentVariables } from '../../deployment/sent-values.ts'
import {
  type BuiltInVariable,
  type ConditionVariable,
  isBuiltIn,
  variablesOf,
} from '../../tracking-types/condition.ts'
import { allTriggers, type PlannedTracking } from './planned-tracking.ts'

/** Built-in variables of Tag Manager that trackings read. */
export function builtInsOf(trackings: readonly PlannedTracking[]): BuiltInVariable[] {
  return [...variablesRead(trackings)].filter(isBuiltIn)
}

/** Variables of ours that trackings need, each before those that read it: their triggers read them, or their tags. */
export function ownVariablesOf(trackings: readonly PlannedTracking[]): OwnVariable[] {
  const keys = [...variablesRead(trackings)].filter((each) => each !== '_event' && !isBuiltIn(each))
  const needed = [
    ...keys.map(ownVariable),
    ...trackings.flatMap(({ conversionEnhanced }) => userDataVariables(conversionEnhanced)),
  ]
  return [...new Map(needed.map((variable) => [variable.name, variable])).values()]
}

/** By the conditions of triggers, and by the tag for what it sends. */
function variablesRead(trackings: readonly PlannedTracking[]): ReadonlySet<ConditionVariable> {
  const conditions = trackings
    .flatMap(allTriggers)
    .flatMap(({ event, conditions, startsOn }) => [...event, ...conditions, ...startsOn])
  return new Set([...conditions.flatMap(variablesOf), ...trackings.flatMap(sentVariables)])
}
