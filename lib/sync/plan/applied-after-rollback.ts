import type { AppliedGoogleAds, AppliedObject } from '../../deployment/applied.ts'
import type { ContainerContents } from '../../deployment/container-contents.ts'
import type { Fields } from '../../deployment/fields.ts'
import { identify } from '../../deployment/identify.ts'
import { tagFields } from '../../deployment/tag-fields.ts'
import { triggerFields } from '../../deployment/trigger-fields.ts'
import type { Tag } from '../../google/tag-manager-schemas.ts'
import { type ConversionLabel, decidesPause, knownOf, type PlannedTracking } from './planned-tracking.ts'

/** What was live before a rollback, and what is since. */
export type RolledBack = { replaced: ContainerContents; live: ContainerContents }

/**
 * What counts as applied of a tracking after a rollback: what the rollback has set is what was written last, so that the
 * next sync writes what is wanted again; what other people had changed before stays theirs. Google Ads is as it was.
 */
export function appliedAfterRollback(
  tracking: PlannedTracking,
  conversion: ConversionLabel,
  { replaced, live }: RolledBack,
): AppliedGoogleAds {
  const known = knownOf(tracking, conversion)
  const [was, is] = [identify(replaced, known), identify(live, known)]
  // What people have paused stays theirs.
  const fieldsOf = (found: Tag): Fields => {
    const { paused, ...fields } = tagFields(found)
    return paused !== undefined && decidesPause(tracking) ? { ...fields, paused } : fields
  }
  const { action = {}, tag, triggers = {}, namePattern } = tracking.applied ?? {}
  const appliedTag = setBy(
    tag,
    was.tag && { id: was.tag.tagId, fields: fieldsOf(was.tag) },
    is.tag && { id: is.tag.tagId, fields: fieldsOf(is.tag) },
  )
  const roles = new Set([...Object.keys(triggers), ...is.triggers.keys()])
  return {
    conversion,
    action,
    ...(appliedTag && { tag: appliedTag }),
    ...(namePattern !== undefined && { namePattern }),
    triggers: Object.fromEntries(
      [...roles].flatMap((role) => {
        const [before, now] = [was.triggers.get(role), is.triggers.get(role)]
        const applied = setBy(
          triggers[role],
          before && { id: before.triggerId, fields: triggerFields(before) },
          now && { id: now.triggerId, fields: triggerFields(now) },
        )
        return applied ? [[role, applied]] : []
      }),
    ),
  }
}

type Observed = { id: string; fields: Fields }

/** An object as it was applied, with what the rollback has set of it; `undefined` where the rollback has removed it. */
function setBy(
  applied: AppliedObject | undefined,
  was: Observed | undefined,
  is: Observed | undefined,
): AppliedObject | undefined {
  if (!is) return was ? undefined : applied
  if (!was || !applied) return { id: is.id, fields: { ...is.fields } }
  const set = Object.entries(is.fields).filter(([field, value]) => was.fields[field] !== value)
  const kept = Object.entries(applied.fields).filter(
    ([field]) => was.fields[field] === is.fields[field] || is.fields[field] !== undefined,
  )
  return { ...applied, id: is.id, fields: Object.fromEntries([...kept, ...set]) }
}
