import type { ContainerContents } from '../../deployment/container-contents.ts'
import { identify } from '../../deployment/identify.ts'
import { LINKER_MARK, markedTracking } from '../../deployment/mark.ts'
import { URL_FRAGMENT } from '../../deployment/tag-manager-condition.ts'
import type { Conversions } from './conversion.ts'
import type { Change } from './plan-tracking-objects.ts'
import { knownOf, type PlannedTracking } from './planned-tracking.ts'

/**
 * The names of what people have drafted in our workspace: changes that no run of ours makes.
 * @param drafted what Google says was changed in the workspace
 * @param contents what it holds
 */
export function foreignDrafts(
  drafted: readonly Change[],
  contents: ContainerContents,
  trackings: readonly PlannedTracking[],
  conversions: Conversions,
): string[] {
  const known = new Set(trackings.map(({ trackingId }) => trackingId))
  const identified = trackings.map((each) => identify(contents, knownOf(each, conversions[each.trackingId])))
  const tags = new Set(identified.flatMap(({ tag }) => tag?.tagId ?? []))
  const triggers = new Set(
    identified.flatMap((each) => [...each.triggers.values()].map(({ triggerId }) => triggerId)),
  )
  /** Of a tracking that is not there any more: what an interrupted run has left of it. */
  const isLeft = (notes: string | null | undefined) => {
    const trackingId = markedTracking(notes)
    return trackingId !== undefined && !known.has(trackingId)
  }
  const isOurs = ({ tag, trigger, variable, builtInVariable, changeStatus }: Change): boolean => {
    if (builtInVariable) return true
    if (variable) return variable.name === URL_FRAGMENT.name && variable.type === URL_FRAGMENT.type
    const [object, own] = tag
      ? [tag, tags.has(tag.tagId ?? '')]
      : [trigger, triggers.has(trigger?.triggerId ?? '')]
    if (!object) return false
    const removed = changeStatus === 'deleted' && markedTracking(object.notes) !== undefined
    const left = (!tag || tag.type === 'awct') && isLeft(object.notes)
    return own || removed || left || (tag?.type === 'gclidw' && (tag.notes ?? '').includes(LINKER_MARK))
  }
  return drafted.filter((change) => !isOurs(change)).map(nameOf)
}

function nameOf({
  tag,
  trigger,
  variable,
  folder,
  client,
  zone,
  customTemplate,
  transformation,
  gtagConfig,
}: Change) {
  const object = tag ?? trigger ?? variable ?? folder ?? client ?? zone ?? customTemplate ?? transformation
  return object?.name ?? gtagConfig?.gtagConfigId ?? 'an object without a name'
}
