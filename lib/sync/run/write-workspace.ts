import { GoogleError } from '../../google/google-error.ts'
import type { TagManager } from '../../google/tag-manager.ts'
import type { Tag, Trigger } from '../../google/tag-manager-schemas.ts'
import { markedTracking } from '../plan/google-names.ts'
import type { Change } from '../plan/plan-container.ts'
import type { Rejections } from '../queue/failure.ts'
import { rejectionOf } from './failure-of.ts'
import { rejectsOneObject } from './verdict-on.ts'

/**
 * Writes the changes to our workspace: in one request or, where Google rejects them as a bulk, one by one. What
 * Google rejects then is left out along with the rest of its tracking. A trigger that was made before its tag was
 * rejected does nothing by itself, and the next sync finds it by its mark.
 * @returns the trackings left out
 */
export async function writeWorkspace(
  gtm: TagManager,
  workspace: string,
  changes: Change[],
  attempts: number,
): Promise<Rejections> {
  try {
    await gtm.bulkUpdate(workspace, changes)
    return {}
  } catch (error) {
    if (!rejectsBulk(error, attempts)) throw error
  }
  const rejected: Rejections = {}
  for (const [trackingId, own] of Map.groupBy(changes, trackingOf)) {
    try {
      await applyOneByOne(gtm, workspace, own)
    } catch (error) {
      if (trackingId === undefined || !rejectsOneObject(error, attempts)) throw error
      rejected[trackingId] = rejectionOf(error, nameOf(own))
    }
  }
  return rejected
}

/** A plain rejection changed nothing. One by one, the same error comes back with the object that it is about. */
function rejectsBulk(error: unknown, attempts: number): boolean {
  const isMissing = error instanceof GoogleError && error.status === 404
  return isMissing || rejectsOneObject(error, attempts)
}

/** The tracking that a change is for; `undefined` for what serves all of them, which a plan has first. */
function trackingOf({ tag, trigger }: Change): string | undefined {
  return markedTracking((tag ?? trigger)?.notes)
}

/** Trigger and tag of a tracking have one name. */
function nameOf(changes: readonly Change[]): string {
  return changes.map(({ tag, trigger }) => (tag ?? trigger)?.name).find(Boolean) ?? ''
}

async function applyOneByOne(gtm: TagManager, workspace: string, changes: Change[]): Promise<void> {
  const added = changes.filter(({ changeStatus }) => changeStatus === 'added')
  const updated = changes.filter(({ changeStatus }) => changeStatus === 'updated')
  const deleted = changes.filter(({ changeStatus }) => changeStatus === 'deleted')

  const builtIns = added.flatMap(({ builtInVariable }) => builtInVariable?.type ?? [])
  if (builtIns.length > 0) await gtm.enableBuiltInVariables(workspace, builtIns)

  const finalIds = new Map<string, string>()
  for (const { trigger } of added) {
    if (!trigger) continue
    const { triggerId, ...body } = trigger
    const created = await gtm.createTrigger(workspace, body)
    if (triggerId) finalIds.set(triggerId, created.triggerId)
  }
  const withFinalIds = (ids: string[] | null | undefined) => (ids ?? []).map((id) => finalIds.get(id) ?? id)
  for (const { tag } of added) {
    if (!tag) continue
    const { tagId: _, ...body } = tag
    await gtm.createTag(workspace, { ...body, firingTriggerId: withFinalIds(body.firingTriggerId) })
  }
  for (const { trigger } of updated) if (trigger) await gtm.updateTrigger(workspace, knownTrigger(trigger))
  for (const { tag } of updated) {
    if (!tag) continue
    await gtm.updateTag(workspace, knownTag({ ...tag, firingTriggerId: withFinalIds(tag.firingTriggerId) }))
  }
  for (const { tag } of deleted) if (tag) await gtm.deleteTag(workspace, knownTag(tag).tagId)
  for (const { trigger } of deleted)
    if (trigger) await gtm.deleteTrigger(workspace, knownTrigger(trigger).triggerId)
}

/** What is updated or deleted was read from Google before, and so has its id, name and type. */
function knownTag(tag: NonNullable<Change['tag']>): Tag {
  const { tagId, name, type } = tag
  if (!tagId || !name || !type) throw new Error('a tag to change has no identity')
  return { ...tag, tagId, name, type }
}

function knownTrigger(trigger: NonNullable<Change['trigger']>): Trigger {
  const { triggerId, name, type } = trigger
  if (!triggerId || !name || !type) throw new Error('a trigger to change has no identity')
  return { ...trigger, triggerId, name, type }
}
