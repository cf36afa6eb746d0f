import type { ContainerContents } from '../../deployment/container-contents.ts'
import { identify } from '../../deployment/identify.ts'
import { markedTracking } from '../../deployment/mark.ts'
import type { Change } from './plan-tracking-objects.ts'
import { allTriggers, type ConversionLabel, knownOf, type PlannedTracking } from './planned-tracking.ts'

type Wanted = {
  trackings: readonly PlannedTracking[]
  conversions: ReadonlyMap<string, ConversionLabel>
}

/**
 * What has to be removed from a workspace that a failed run left behind, and that holds nobody else's drafts: what is
 * neither in the version it is based on nor wanted now. Its tracking may have been deleted since, or edited back, and a new
 * version must not ship it.
 */
export function planLeftovers(
  { trackings, conversions }: Wanted,
  workspace: ContainerContents,
  base: Pick<ContainerContents, 'tag' | 'trigger'>,
): Change[] {
  const known = new Set(trackings.map(({ trackingId }) => trackingId))
  for (const { notes } of [...base.tag, ...base.trigger]) known.add(markedTracking(notes) ?? '')
  const kept = new Set([
    ...base.trigger.map(({ triggerId }) => triggerId),
    ...trackings.flatMap((each) => wantedTriggerIds(each, workspace, conversions.get(each.trackingId))),
  ])
  const isLeftTag = ({ type, notes }: { type: string; notes?: string | null }) => {
    const trackingId = markedTracking(notes)
    // One of another type was made of ours by people.
    return type === 'awct' && trackingId !== undefined && !known.has(trackingId)
  }
  return [
    ...workspace.tag.filter(isLeftTag).map((tag): Change => ({ changeStatus: 'deleted', tag })),
    ...workspace.trigger
      .filter(({ triggerId, notes }) => markedTracking(notes) !== undefined && !kept.has(triggerId))
      .map((trigger): Change => ({ changeStatus: 'deleted', trigger })),
  ]
}

/** Those that a tracking has in the workspace of the roles that it wants. */
function wantedTriggerIds(
  tracking: PlannedTracking,
  workspace: ContainerContents,
  conversion: ConversionLabel | undefined,
): string[] {
  const { triggers } = identify(workspace, knownOf(tracking, conversion))
  return allTriggers(tracking).flatMap(({ role }) => triggers.get(role)?.triggerId ?? [])
}
