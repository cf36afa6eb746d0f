import type { ContainerContents } from '../../deployment/container-contents.ts'
import { firesAlong } from '../../deployment/fires-along.ts'
import { labelOf } from '../../deployment/identify.ts'
import { markedTracking } from '../../deployment/mark.ts'
import type { FoundIssue } from '../../findings/found-issue.ts'
import { issueOf } from '../../findings/issue-of.ts'
import { declaredTriggers } from '../../tracking-types/tracking-types.ts'
import type { ConversionLabel, PlannedTracking } from './planned-tracking.ts'

type Known = {
  contents: ContainerContents
  /** All trackings of the customer: a mark of any other is of one that was let go of. */
  trackings: readonly PlannedTracking[]
  conversions: ReadonlyMap<string, ConversionLabel>
  now: Date
}

/** Ads conversion tags of other people that fire at the very event of a tracking: it would count twice. */
export function findSameEvents(
  wanted: readonly PlannedTracking[],
  { contents, trackings, conversions, now }: Known,
): FoundIssue[] {
  const ours = new Set([...conversions.values()].map(({ label }) => label))
  const known = new Set(trackings.map(({ trackingId }) => trackingId))
  const foreign = contents.tag.filter(
    (tag) =>
      tag.type === 'awct' &&
      !known.has(markedTracking(tag.notes) ?? '') &&
      !ours.has(labelOf(tag, contents)?.label ?? ''),
  )
  return wanted.flatMap((tracking) => {
    const awaited = { ...tracking, triggers: declaredTriggers(tracking) }
    return foreign
      .filter((tag) => firesAlong(tag, awaited, contents, now))
      .map(({ tagId, name }) =>
        issueOf('duplicate.same_event', tracking.trackingId, `tag:${tagId}`, { tagId, name }),
      )
  })
}
