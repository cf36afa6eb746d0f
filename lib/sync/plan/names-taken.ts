import type { ContainerContents } from '../../deployment/container-contents.ts'
import { readsFragment, URL_FRAGMENT, VARIABLE_NAMES } from '../../deployment/tag-manager-condition.ts'
import type { PlannedTracking } from './planned-tracking.ts'
import { builtInsOf, readsVariable } from './variables-of.ts'

/** A variable of the client's with the name of a built-in one, or of ours, keeps that one from being there. */
export function namesTaken(
  trackings: readonly PlannedTracking[],
  { variable, builtInVariable }: ContainerContents,
): ReadonlyMap<string, string> {
  const enabled = new Set(builtInVariable.map(({ type }) => type))
  const names = new Set(
    variable
      .filter((each) => each.name !== URL_FRAGMENT.name || !readsFragment(each))
      .map(({ name }) => name),
  )
  return new Map(
    trackings.flatMap((tracking) => {
      const missing = builtInsOf([tracking]).filter((type) => !enabled.has(type))
      const needed = readsVariable(tracking, 'urlFragment') ? [...missing, 'urlFragment' as const] : missing
      const taken = needed.map((type) => VARIABLE_NAMES[type]).find((name) => names.has(name))
      return taken === undefined ? [] : [[tracking.trackingId, taken] as const]
    }),
  )
}
