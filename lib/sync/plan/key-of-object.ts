import type { Change } from './plan-tracking-objects.ts'

/** Names the object of a change by kind and id; what is added has no id yet that others could have. */
export function keyOfObject({ tag, trigger, variable, folder, builtInVariable }: Change): string {
  if (tag) return `tag ${tag.tagId}`
  if (trigger) return `trigger ${trigger.triggerId}`
  if (variable) return `variable ${variable.variableId}`
  return folder ? `folder ${folder.folderId}` : `builtInVariable ${builtInVariable?.type}`
}
