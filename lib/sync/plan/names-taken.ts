import type { ContainerContents } from '../../deployment/container-contents.ts'
import { readsLikeOwn } from '../../deployment/own-variable.ts'
import { BUILT_IN_VARIABLES } from '../../tracking-types/condition.ts'
import type { PlannedTracking } from './planned-tracking.ts'
import { builtInsOf, ownVariablesOf } from './variables-of.ts'

/** A variable of the client's with the name of a built-in one, or of ours, keeps that one from being there. */
export function namesTaken(
  trackings: readonly PlannedTracking[],
  { variable, builtInVariable }: ContainerContents,
): ReadonlyMap<string, string> {
  const enabled = new Set(builtInVariable.map(({ type }) => type))
  const names = new Set(variable.filter((each) => !readsLikeOwn(each)).map(({ name }) => name))
  return new Map(
    trackings.flatMap((tracking) => {
      const missing = builtInsOf([tracking]).filter((type) => !enabled.has(type))
      const needed = [
        ...missing.map((type): string => BUILT_IN_VARIABLES[type]),
        ...ownVariablesOf([tracking]).map(({ name }) => name),
      ]
      const taken = needed.find((name) => names.has(name))
      return taken === undefined ? [] : [[tracking.trackingId, taken] as const]
    }),
  )
}
