import { type Contents, copyOf } from '../state/contents.ts'
import { type Container, nextFingerprint, type State, type Version, type Workspace } from '../state/state.ts'
import { latestContents } from './workspace-differences.ts'

export const DEFAULT_WORKSPACE = 'Default Workspace'

/** A new workspace branches from the latest version, published or not. */
export function addWorkspace(state: State, container: Container, name: string, description = ''): Workspace {
  container.lastIds.workspace += 1
  const contents = latestContents(container)
  const workspace: Workspace = {
    workspaceId: String(container.lastIds.workspace),
    name,
    description,
    fingerprint: nextFingerprint(state),
    base: copyOf(contents),
    baseVersionId: container.latestVersionId,
    contents: copyOf(contents),
    conflicts: new Set(),
  }
  container.workspaces.set(workspace.workspaceId, workspace)
  return workspace
}

/** Makes a version of the contents; it is the latest from now on, and not published. */
export function addVersion(
  state: State,
  container: Container,
  version: { name: string; description?: string; contents: Contents },
): Version {
  container.lastIds.version += 1
  const made: Version = {
    versionId: String(container.lastIds.version),
    name: version.name,
    description: version.description ?? '',
    fingerprint: nextFingerprint(state),
    deleted: false,
    contents: copyOf(version.contents),
  }
  container.versions.set(made.versionId, made)
  container.latestVersionId = made.versionId
  return made
}
