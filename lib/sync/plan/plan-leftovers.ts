import type { ContainerContents } from '../../deployment/container-contents.ts'
import { markedTracking } from '../../deployment/mark.ts'
import type { Change } from './plan-tracking-objects.ts'
import type { PlannedTracking } from './planned-tracking.ts'

/**
 * What has to be removed from a workspace that a failed run left behind: drafts for trackings that are neither in the
 * version it is based on nor wanted now. Their tracking may have been deleted since, and a new version must not ship them.
 */
export function planLeftovers(
  trackings: readonly PlannedTracking[],
  workspace: ContainerContents,
  base: Pick<ContainerContents, 'tag' | 'trigger'>,
): Change[] {
  const kept = new Set(trackings.map(({ trackingId }) => trackingId))
  for (const { notes } of [...base.tag, ...base.trigger]) kept.add(markedTracking(notes) ?? '')
  const isLeft = ({ notes }: { notes?: string | null }) => {
    const trackingId = markedTracking(notes)
    return trackingId !== undefined && !kept.has(trackingId)
  }
  return [
    // One of another type was made of ours by people.
    ...workspace.tag
      .filter((tag) => tag.type === 'awct' && isLeft(tag))
      .map((tag): Change => ({ changeStatus: 'deleted', tag })),
    ...workspace.trigger.filter(isLeft).map((trigger): Change => ({ changeStatus: 'deleted', trigger })),
  ]
}
