import type { ConditionVariable } from '../../tracking-types/condition.ts'
import { declaredTriggers } from '../../tracking-types/tracking-types.ts'
import type { PlannedTracking } from './planned-tracking.ts'

/** Built-in variables of Tag Manager that the conditions of trackings look at. */
export function builtInsOf(trackings: readonly PlannedTracking[]): ConditionVariable[] {
  const used = trackings.flatMap(declaredTriggers).flatMap(({ conditions }) => conditions)
  const names = new Set(used.map(({ variable }) => variable))
  return [...names].filter((name) => name !== '_event' && name !== 'urlFragment')
}

/** Whether the conditions of a tracking look at a variable. */
export function readsVariable(tracking: PlannedTracking, variable: ConditionVariable): boolean {
  return declaredTriggers(tracking).some(({ conditions }) =>
    conditions.some((each) => each.variable === variable),
  )
}
