import type { ContainerContents } from '../../deployment/container-contents.ts'
import type { TagManager } from '../../google/tag-manager.ts'
import type { Change } from '../../google/tag-manager-schemas.ts'
import { SyncBlockedError } from './sync-blocked-error.ts'

/**
 * Brings the workspace that an interrupted run has left up to the latest version, and reads through it.
 * @param reading whether folders are of interest, which takes one more call
 * @throws SyncBlockedError `workspace_changed` where it clashes with that version
 */
export async function readWorkspace(
  gtm: TagManager,
  workspace: string,
  { folders }: { folders: boolean },
): Promise<{ drafted: readonly Change[]; contents: ContainerContents }> {
  const { failed } = await gtm.syncWorkspace(workspace)
  if (failed) throw new SyncBlockedError('workspace_changed')
  const { changes } = await gtm.workspaceStatus(workspace)
  const contents = {
    tag: await gtm.listTags(workspace),
    trigger: await gtm.listTriggers(workspace),
    variable: await gtm.listVariables(workspace),
    builtInVariable: await gtm.listBuiltInVariables(workspace),
    ...(folders && { folder: await gtm.listFolders(workspace) }),
  }
  return { drafted: changes, contents }
}
