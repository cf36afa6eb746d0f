import type { tagmanager_v2 } from '@googleapis/tagmanager'
import type { Contents, Entity } from '../state/contents.ts'
import { KIND_NAMES, KINDS, type Kind } from '../state/entity.ts'
import type { Container, State, Version, Workspace } from '../state/state.ts'
import { BUILT_INS } from './built-ins.ts'

export function containerPath({ accountId, containerId }: Container): string {
  return `accounts/${accountId}/containers/${containerId}`
}

function identity({ accountId, containerId }: Container) {
  return { accountId, containerId }
}

export function containerJson(container: Container): tagmanager_v2.Schema$Container {
  return {
    path: containerPath(container),
    ...identity(container),
    name: container.name,
    publicId: container.publicId,
    usageContext: ['web'],
    fingerprint: container.fingerprint,
    tagManagerUrl: `https://tagmanager.google.com/#/container/${containerPath(container)}/workspaces?apiLink=container`,
    tagIds: [container.publicId],
  }
}

export function workspaceJson(container: Container, workspace: Workspace): tagmanager_v2.Schema$Workspace {
  const { workspaceId, name, description, fingerprint } = workspace
  return {
    path: `${containerPath(container)}/workspaces/${workspaceId}`,
    ...identity(container),
    workspaceId,
    name,
    ...(description && { description }),
    fingerprint,
  }
}

/** An entity; inside a version it has neither path nor workspace. */
export function entityJson(container: Container, kind: Kind, entity: Entity, workspaceId?: string) {
  const { id, collection } = KIND_NAMES[kind]
  const path = `${containerPath(container)}/workspaces/${workspaceId}/${collection}/${entity.id}`
  return {
    ...(workspaceId && { path, workspaceId }),
    ...identity(container),
    [id]: entity.id,
    ...entity.body,
    fingerprint: entity.fingerprint,
  }
}

export function builtInJson(
  container: Container,
  type: string,
  workspaceId?: string,
): tagmanager_v2.Schema$BuiltInVariable {
  const path = `${containerPath(container)}/workspaces/${workspaceId}/built_in_variables`
  return {
    ...(workspaceId && { path, workspaceId }),
    ...identity(container),
    type,
    name: BUILT_INS[type] ?? type,
  }
}

export function versionJson(container: Container, version: Version): tagmanager_v2.Schema$ContainerVersion {
  const { versionId, name, description, fingerprint, deleted, contents } = version
  return {
    path: `${containerPath(container)}/versions/${versionId}`,
    ...identity(container),
    containerVersionId: versionId,
    ...(name && { name }),
    ...(description && { description }),
    ...(deleted && { deleted }),
    container: containerJson(container),
    ...contentsJson(container, contents),
    fingerprint,
    tagManagerUrl: `https://tagmanager.google.com/#/versions/${containerPath(container)}/versions/${versionId}`,
  }
}

/** Lists without an entry are left out, as Google does. */
function contentsJson(container: Container, contents: Contents) {
  const lists = KINDS.map((kind) => [
    kind,
    [...contents[kind].values()].map((entity) => entityJson(container, kind, entity)),
  ])
  const builtIns = [...contents.builtIns].map((type) => builtInJson(container, type))
  return {
    ...Object.fromEntries(lists.filter(([, entities]) => entities?.length)),
    ...(builtIns.length > 0 && { builtInVariable: builtIns }),
    ...contents.others,
  }
}

export function headerJson(
  container: Container,
  version: Pick<Version, 'versionId' | 'name' | 'deleted' | 'contents'>,
): tagmanager_v2.Schema$ContainerVersionHeader {
  const { versionId, name, deleted, contents } = version
  return {
    path: `${containerPath(container)}/version_headers/${versionId}`,
    ...identity(container),
    containerVersionId: versionId,
    ...(name && { name }),
    ...(deleted && { deleted }),
    numTags: String(contents.tag.size),
    numTriggers: String(contents.trigger.size),
    numVariables: String(contents.variable.size),
  }
}

/** One page of a list; `key` is left out when there is nothing, `nextPageToken` on the last page. */
export function pageJson(state: State, key: string, items: unknown[], pageToken: string | null) {
  const start = Number(pageToken ?? 0)
  const page = items.slice(start, start + state.pageSize)
  const next = start + state.pageSize
  return {
    ...(page.length > 0 && { [key]: page }),
    ...(next < items.length && { nextPageToken: String(next) }),
  }
}
