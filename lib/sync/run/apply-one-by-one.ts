import type { TagManager } from '../../google/tag-manager.ts'
import type { Tag, Trigger } from '../../google/tag-manager-schemas.ts'
import type { Change } from '../plan/plan-tracking-objects.ts'

/**
 * Makes changes in a workspace with a request each: what is referred to before what refers to it, and removed after it.
 * @throws GoogleError with the object that Google does not take
 */
export async function applyOneByOne(
  gtm: TagManager,
  workspace: string,
  changes: readonly Change[],
): Promise<void> {
  const added = changes.filter(({ changeStatus }) => changeStatus === 'added')
  const updated = changes.filter(({ changeStatus }) => changeStatus === 'updated')
  const deleted = changes.filter(({ changeStatus }) => changeStatus === 'deleted')

  const builtIns = added.flatMap(({ builtInVariable }) => builtInVariable?.type ?? [])
  if (builtIns.length > 0) await gtm.enableBuiltInVariables(workspace, builtIns)
  for (const { variable } of added) {
    if (!variable) continue
    const { variableId: _, ...body } = variable
    await gtm.createVariable(workspace, body)
  }

  const finalIds = new Map<string, string>()
  for (const { trigger } of added) {
    if (!trigger) continue
    const { triggerId, ...body } = trigger
    const created = await gtm.createTrigger(workspace, body)
    if (triggerId) finalIds.set(triggerId, created.triggerId)
  }
  const finalOf = (ids: string[] | null | undefined) => (ids ?? []).map((id) => finalIds.get(id) ?? id)
  const withFinalIds = <Body extends NonNullable<Change['tag']>>(body: Body): Body => ({
    ...body,
    firingTriggerId: finalOf(body.firingTriggerId),
    ...(body.blockingTriggerId && { blockingTriggerId: finalOf(body.blockingTriggerId) }),
  })
  for (const { tag } of added) {
    if (!tag) continue
    const { tagId: _, ...body } = tag
    await gtm.createTag(workspace, withFinalIds(body))
  }
  for (const { trigger } of updated) if (trigger) await gtm.updateTrigger(workspace, knownTrigger(trigger))
  for (const { tag } of updated) if (tag) await gtm.updateTag(workspace, knownTag(withFinalIds(tag)))
  for (const { tag } of deleted) if (tag) await gtm.deleteTag(workspace, knownTag(tag).tagId)
  for (const { trigger } of deleted)
    if (trigger) await gtm.deleteTrigger(workspace, knownTrigger(trigger).triggerId)
  for (const { variable } of deleted) {
    if (variable?.variableId) await gtm.deleteVariable(workspace, variable.variableId)
  }
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
