import type { AppliedGoogleAds, AppliedObject } from '../../deployment/applied.ts'
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
import { namePatternIn } from './with-free-names.ts'

/**
 * What has been applied of a tracking once its plan is in `contents`: what it wants of each object that is there. What
 * is missing, and was not to be made again, keeps what was applied before.
 */
export function appliedGoogleAds(
  tracking: PlannedTracking,
  conversion: ConversionLabel,
  contents: ContainerContents,
): AppliedGoogleAds {
  const identified = identify(contents, knownOf(tracking, conversion))
  const { tag, triggers } = identified
  const namePattern = namePatternIn(tracking, identified)
  const named = { ...tracking, namePattern }
  const wanted = [...wantedTriggers(named)]
  const ids = foundTriggerIds(
    triggers,
    wanted.map(([role]) => role),
  )
  const appliedTag = tag && {
    id: tag.tagId,
    fields: wantedTag(named, conversion, ids),
    ...madeIn(tag.parentFolderId, tag.tagId, tracking.applied?.tag),
  }
  return {
    conversion,
    action: wantedAction(tracking),
    namePattern,
    ...((appliedTag ?? tracking.applied?.tag) && { tag: appliedTag ?? tracking.applied?.tag }),
    triggers: Object.fromEntries(
      wanted.flatMap(([role, fields]) => {
        const trigger = triggers.get(role)
        const before = tracking.applied?.triggers[role]
        const id = trigger?.triggerId
        const applied =
          id === undefined ? before : { id, fields, ...madeIn(trigger?.parentFolderId, id, before) }
        return applied ? [[role, applied]] : []
      }),
    ),
  }
}

/** The folder that an object was made in: where it is found for the first time. People may move it later. */
function madeIn(
  folderId: string | null | undefined,
  id: string,
  before: AppliedObject | undefined,
): Pick<AppliedObject, 'folderId'> {
  const made = before?.id === id ? before.folderId : folderId
  return made ? { folderId: made } : {}
}
