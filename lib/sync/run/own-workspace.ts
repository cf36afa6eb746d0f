import type { TagManager } from '../../google/tag-manager.ts'
import { WORKSPACE_NAME } from '../plan/google-names.ts'

export type OwnWorkspace = {
  path: string
  /** An interrupted run has left it, with whatever was drafted in there. */
  isLeft: boolean
}

/** Our workspace in a container: the one that an interrupted run has left, or a new one. */
export async function ownWorkspace(gtm: TagManager, containerPath: string): Promise<OwnWorkspace> {
  const left = (await gtm.listWorkspaces(containerPath)).find(({ name }) => name === WORKSPACE_NAME)
  if (left) return { path: left.path, isLeft: true }
  const { path } = await gtm.createWorkspace(containerPath, {
    name: WORKSPACE_NAME,
    description: 'Made and emptied by OneClickTag. Please do not work in here.',
  })
  return { path, isLeft: false }
}
