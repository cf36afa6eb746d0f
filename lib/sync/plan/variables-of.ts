import type { OwnVariableKey } from '../../deployment/own-variable.ts'
import {
  type BuiltInVariable,
  type ConditionVariable,
  isBuiltIn,
  variablesOf,
} from '../../tracking-types/condition.ts'
import { allTriggers, type PlannedTracking } from './planned-tracking.ts'

/** Built-in variables of Tag Manager that the triggers of trackings read. */
export function builtInsOf(trackings: readonly PlannedTracking[]): BuiltInVariable[] {
  return [...variablesRead(trackings)].filter(isBuiltIn)
}

/** Variables of ours that the triggers of trackings read. */
export function ownVariablesOf(trackings: readonly PlannedTracking[]): OwnVariableKey[] {
  return [...variablesRead(trackings)].filter((each) => each !== '_event' && !isBuiltIn(each))
}

/** Whether the triggers of a tracking read a variable. */
export function readsVariable(tracking: PlannedTracking, variable: ConditionVariable): boolean {
  return variablesRead([tracking]).has(variable)
}

function variablesRead(trackings: readonly PlannedTracking[]): ReadonlySet<ConditionVariable> {
  const conditions = trackings
    .flatMap(allTriggers)
    .flatMap(({ event, conditions, startsOn }) => [...event, ...conditions, ...startsOn])
  return new Set(conditions.flatMap(variablesOf))
}
