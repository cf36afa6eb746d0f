import type { AppliedGoogleAds } from '../../deployment/applied.ts'
import type { ContainerContents } from '../../deployment/container-contents.ts'
import { identify } from '../../deployment/identify.ts'
import { wantedAction } from './plan-action-changes.ts'
import {
  type ConversionLabel,
  foundTriggerIds,
  knownOf,
  type PlannedTracking,
  wantedTag,
  wantedTriggers,
} from './planned-tracking.ts'

/**
 * What has been applied of a tracking once its plan is in `contents`: what it wants of each object that is there. What
 * is missing, and was not to be made again, keeps what was applied before.
 */
export function appliedGoogleAds(
  tracking: PlannedTracking,
  conversion: ConversionLabel,
  contents: ContainerContents,
): AppliedGoogleAds {
  const { tag, triggers } = identify(contents, knownOf(tracking, conversion))
  const wanted = [...wantedTriggers(tracking)]
  const ids = foundTriggerIds(
    triggers,
    wanted.map(([role]) => role),
  )
  const appliedTag = tag && { id: tag.tagId, fields: wantedTag(tracking, conversion, ids) }
  return {
    conversion,
    action: wantedAction(tracking),
    ...((appliedTag ?? tracking.applied?.tag) && { tag: appliedTag ?? tracking.applied?.tag }),
    triggers: Object.fromEntries(
      wanted.flatMap(([role, fields]) => {
        const id = triggers.get(role)?.triggerId
        const before = tracking.applied?.triggers[role]
        const applied = id === undefined ? before : { id, fields }
        return applied ? [[role, applied]] : []
      }),
    ),
  }
}
