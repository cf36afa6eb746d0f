import type { ContainerContents } from '../../deployment/container-contents.ts'
import type { TagManager } from '../../google/tag-manager.ts'
import type { Change } from '../plan/plan-tracking-objects.ts'

/**
 * Takes removals in a workspace back, a request each: Google makes no object again under the id that it has had.
 * @returns what the workspace holds then, and whether all of them could be taken back
 */
export async function revertRemovals(
  gtm: TagManager,
  workspace: string,
  contents: ContainerContents,
  removals: readonly Change[],
): Promise<{ contents: ContainerContents; isComplete: boolean }> {
  const back = []
  for (const removal of removals) back.push(await revert(gtm, workspace, removal))
  return {
    contents: {
      ...contents,
      tag: [...contents.tag, ...back.flatMap(({ tag }) => tag ?? [])],
      trigger: [...contents.trigger, ...back.flatMap(({ trigger }) => trigger ?? [])],
      variable: [...contents.variable, ...back.flatMap(({ variable }) => variable ?? [])],
    },
    isComplete: back.every((reverted) => Object.keys(reverted).length > 0),
  }
}

function revert(gtm: TagManager, workspace: string, { tag, trigger, variable }: Change) {
  if (tag) return gtm.revert(workspace, 'tag', tag.tagId ?? '')
  if (trigger) return gtm.revert(workspace, 'trigger', trigger.triggerId ?? '')
  return gtm.revert(workspace, 'variable', variable?.variableId ?? '')
}
