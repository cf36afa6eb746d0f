import type { OwnVariableKey } from '../../deployment/own-variable.ts'
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

/** Variables of ours that trackings read. */
export function ownVariablesOf(trackings: readonly PlannedTracking[]): OwnVariableKey[] {
  return [...variablesRead(trackings)].filter((each) => each !== '_event' && !isBuiltIn(each))
}

/** Whether a tracking reads a variable. */
export function readsVariable(tracking: PlannedTracking, variable: ConditionVariable): boolean {
  return variablesRead([tracking]).has(variable)
}

/** By the conditions of triggers, and by the tag for what it sends. */
function variablesRead(trackings: readonly PlannedTracking[]): ReadonlySet<ConditionVariable> {
  const conditions = trackings
    .flatMap(allTriggers)
    .flatMap(({ event, conditions, startsOn }) => [...event, ...conditions, ...startsOn])
  return new Set([...conditions.flatMap(variablesOf), ...trackings.flatMap(sentVariables)])
}
