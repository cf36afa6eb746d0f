import type { tagmanager_v2 } from '@googleapis/tagmanager'
import { isMarkedLinker, LINKER_MARK } from '../../deployment/mark.ts'
import { variablesIn } from '../../tracking-types/variables-in.ts'
import type { Change, ObjectsContext } from './plan-tracking-objects.ts'
import type { PlannedTracking } from './planned-tracking.ts'
import { builtInsOf, ownVariablesOf } from './variables-of.ts'

/** Tag Manager's own trigger "All Pages", present in every container. */
const ALL_PAGES = '2147479553'

/** The Conversion Linker, of which a container needs one that fires, whoever made it. */
export const CONVERSION_LINKER = {
  name: 'OCT - Conversion Linker',
  notes: LINKER_MARK,
  type: 'gclidw',
  tagFiringOption: 'oncePerEvent',
  firingTriggerId: [ALL_PAGES],
} satisfies tagmanager_v2.Schema$Tag

/** Something that several trackings need. */
type Shared = { change: Change; trackingIds: readonly string[] }

/** What serves several trackings: built-in variables, variables of our own, the linker. */
export function planSharedObjects(
  makers: readonly PlannedTracking[],
  {
    contents,
    place,
    newId,
    linkerFires,
    read,
  }: Pick<ObjectsContext, 'contents' | 'place' | 'newId'> & {
    linkerFires: boolean
    /** The variables that anything reads once the trackings have what they want: a client's own may do for one of ours. */
    read: ReadonlySet<string>
  },
): Shared[] {
  const { tag, variable, builtInVariable } = contents
  const needs = makers.map((maker) => ({
    trackingId: maker.trackingId,
    names: new Set<string>([...builtInsOf([maker]), ...ownVariablesOf([maker]).map(({ name }) => name)]),
  }))
  const needing = (needed: string) =>
    needs.filter(({ names }) => names.has(needed)).map(({ trackingId }) => trackingId)
  const enabled = new Set(builtInVariable.map(({ type }) => type))
  const missing = builtInsOf(makers).filter((name) => !enabled.has(name))
  const there = new Set(variable.map(({ name }) => name))
  const lacking = ownVariablesOf(makers).filter(({ name }) => !there.has(name))
  const readBy = new Set(variablesIn(JSON.stringify(lacking.filter(({ name }) => read.has(name)))))
  const own = lacking.filter(({ name }) => read.has(name) || readBy.has(name))
  const ownLinker = tag.some(isMarkedLinker)
  return [
    ...missing.map((type): Shared => {
      const change = { changeStatus: 'added', builtInVariable: { type } }
      return { change, trackingIds: needing(type) }
    }),
    ...own.map((needed): Shared => {
      const variable = { ...needed, ...place, variableId: newId() }
      return { change: { changeStatus: 'added', variable }, trackingIds: needing(needed.name) }
    }),
    // One of ours that does not fire was stopped by a person, who is told so and not overruled.
    ...(makers.length > 0 && !linkerFires && !ownLinker
      ? [
          {
            change: { changeStatus: 'added', tag: { ...CONVERSION_LINKER, ...place, tagId: newId() } },
            trackingIds: makers.map(({ trackingId }) => trackingId),
          },
        ]
      : []),
  ]
}
