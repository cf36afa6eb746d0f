import type { ContainerContents } from '../../deployment/container-contents.ts'
import { type Identified, identify } from '../../deployment/identify.ts'
import { containerName, withId } from './google-names.ts'
import { type ConversionLabel, knownOf, type PlannedTracking, wantedTriggers } from './planned-tracking.ts'

/** Trackings under names that nothing else in the container has: the tail of the id is added where one is taken. */
export function withFreeNames(
  trackings: readonly PlannedTracking[],
  contents: ContainerContents,
  conversions: ReadonlyMap<string, ConversionLabel>,
): PlannedTracking[] {
  const holders = Map.groupBy([...contents.tag, ...contents.trigger], ({ name }) => name)
  const given = new Set<string>()
  return trackings.map((tracking) => {
    const own = identify(contents, knownOf(tracking, conversions.get(tracking.trackingId)))
    const mine = new Set<object | undefined>([own.tag, ...own.triggers.values()])
    const isTaken = (name: string) =>
      given.has(name) || (holders.get(name)?.some((holder) => !mine.has(holder)) ?? false)
    const named = { ...tracking, namePattern: namePatternIn(tracking, own, isTaken) }
    for (const name of namesOf(named)) given.add(name)
    return named
  })
}

/** The pattern by which a tracking's objects are named in a container, or will be. */
export function namePatternIn(
  tracking: PlannedTracking,
  { tag, triggers }: Identified,
  isTaken: (name: string) => boolean = () => false,
): string {
  const { namePattern, trackingId, applied } = tracking
  const apart = { ...tracking, namePattern: withId(namePattern, trackingId) }
  // What was written under a name, and was renamed by somebody since, is not renamed again.
  const known = [tag?.name, triggers.get('main')?.name, applied?.tag?.fields['name']]
  if (known.includes(containerName(apart))) return apart.namePattern
  if (known.includes(containerName(tracking))) return namePattern
  return namesOf(tracking).some(isTaken) ? apart.namePattern : namePattern
}

function namesOf(tracking: PlannedTracking): string[] {
  return [
    containerName(tracking),
    ...[...wantedTriggers(tracking).values()].flatMap(({ name }) => (typeof name === 'string' ? name : [])),
  ]
}
