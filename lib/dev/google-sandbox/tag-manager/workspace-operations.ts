import { HttpResponse } from 'msw'
import { z } from 'zod'
import { reject } from '../errors/reject.ts'
import type { Core } from '../requests/core.ts'
import type { Operation } from '../requests/operation.ts'
import { KIND_NAMES, KINDS } from '../state/entity.ts'
import { type Container, nextFingerprint, type Workspace } from '../state/state.ts'
import { addWorkspace, DEFAULT_WORKSPACE } from './add-workspace.ts'
import { DELETE_WORKSPACE, EDIT, notFound, onContainer, onWorkspace, READ } from './container-access.ts'
import { jsonOf, readBody, readEntity } from './request-body.ts'
import { requireFingerprint } from './require-fingerprint.ts'
import { builtInJson, entityJson, pageJson, workspaceJson } from './response-json.ts'
import { differences, mergeWithLatest, synchronize } from './workspace-differences.ts'

/** Free containers have three workspaces, the default one included. */
const MAX_WORKSPACES = 3

const Settings = z.strictObject({ name: z.string().min(1), description: z.string().optional() })

/** The life of workspaces, apart from what they hold. */
export function workspaceOperations(core: Core): Operation[] {
  const { state } = core
  return [
    onContainer(core, {
      name: 'list_workspaces',
      method: 'get',
      path: '/workspaces',
      demand: READ,
      run({ container, url }) {
        const items = [...container.workspaces.values()].map((one) => workspaceJson(container, one))
        return HttpResponse.json(pageJson(state, 'workspace', items, url.searchParams.get('pageToken')))
      },
    }),
    onContainer(core, {
      name: 'create_workspace',
      method: 'post',
      path: '/workspaces',
      demand: EDIT,
      run({ container, text }) {
        const { name, description } = readBody(Settings, text)
        if (container.workspaces.size >= MAX_WORKSPACES)
          reject('The workspace limit of this container is reached.')
        checkName(container, name)
        return HttpResponse.json(workspaceJson(container, addWorkspace(state, container, name, description)))
      },
    }),
    onWorkspace(core, {
      name: 'get_workspace',
      method: 'get',
      path: '',
      demand: READ,
      run: ({ container, workspace }) => HttpResponse.json(workspaceJson(container, workspace)),
    }),
    onWorkspace(core, {
      name: 'update_workspace',
      method: 'put',
      path: '',
      demand: EDIT,
      run({ container, workspace, text, url }) {
        const { name, description = '' } = readBody(Settings, text)
        const fingerprint = url.searchParams.get('fingerprint')
        requireFingerprint(fingerprint, workspace.fingerprint)
        checkName(container, name, workspace)
        Object.assign(workspace, { name, description, fingerprint: nextFingerprint(state) })
        return HttpResponse.json(workspaceJson(container, workspace))
      },
    }),
    onWorkspace(core, {
      name: 'delete_workspace',
      method: 'delete',
      path: '',
      demand: DELETE_WORKSPACE,
      run({ container, workspace }) {
        container.workspaces.delete(workspace.workspaceId)
        if (workspace.name === DEFAULT_WORKSPACE) addWorkspace(state, container, DEFAULT_WORKSPACE)
        return new HttpResponse(null, { status: 204 })
      },
    }),
    onWorkspace(core, {
      name: 'workspace_status',
      method: 'get',
      path: '/status',
      demand: READ,
      run({ container, workspace }) {
        const changes = changesJson(container, workspace)
        const conflicts = conflictsJson(container, workspace, [
          ...workspace.conflicts,
          ...mergeWithLatest(container, workspace).conflicts,
        ])
        return HttpResponse.json({
          ...(changes.length > 0 && { workspaceChange: changes }),
          ...(conflicts.length > 0 && { mergeConflict: conflicts }),
        })
      },
    }),
    onWorkspace(core, {
      name: 'sync_workspace',
      method: 'post',
      path: '\\:sync',
      demand: EDIT,
      run({ container, workspace }) {
        synchronize(container, workspace)
        const conflicts = conflictsJson(container, workspace, [...workspace.conflicts])
        return HttpResponse.json(
          conflicts.length > 0
            ? { mergeConflict: conflicts, syncStatus: { mergeConflict: true } }
            : { syncStatus: {} },
        )
      },
    }),
    onWorkspace(core, {
      name: 'resolve_conflict',
      method: 'post',
      path: '\\:resolve_conflict',
      demand: EDIT,
      run({ workspace, text, url }) {
        resolveConflict(workspace, jsonOf(text), url.searchParams.get('fingerprint'), nextFingerprint(state))
        return new HttpResponse(null, { status: 204 })
      },
    }),
  ]
}

function checkName(container: Container, name: string, self?: Workspace): void {
  const duplicate = [...container.workspaces.values()].some((other) => other !== self && other.name === name)
  if (duplicate) reject('Found entity with duplicate name.')
}

function changesJson(container: Container, workspace: Workspace) {
  return differences(workspace).map((difference) => ({
    changeStatus: difference.status,
    ...(difference.kind === 'builtInVariable'
      ? { builtInVariable: builtInJson(container, difference.type, workspace.workspaceId) }
      : {
          [difference.kind]: entityJson(container, difference.kind, difference.entity, workspace.workspaceId),
        }),
  }))
}

function conflictsJson(container: Container, workspace: Workspace, keys: string[]) {
  const side = (contents: Workspace['contents'], key: string) => {
    const [kind] = KINDS.filter((name) => key.startsWith(`${name}/`))
    const entity = kind && contents[kind].get(key.slice(kind.length + 1))
    return kind && entity ? { [kind]: entityJson(container, kind, entity, workspace.workspaceId) } : {}
  }
  return [...new Set(keys)].map((key) => ({
    entityInWorkspace: side(workspace.contents, key),
    entityInBaseVersion: side(workspace.base, key),
  }))
}

/** Takes the entity of the body as the outcome of a conflict. */
function resolveConflict(
  workspace: Workspace,
  json: unknown,
  fingerprint: string | null,
  next: string,
): void {
  const entities = z.record(z.string(), z.unknown()).catch({}).parse(json)
  const kind = KINDS.find((name) => name in entities)
  if (!kind) reject('An entity is needed.')
  const { id = '', body } = readEntity(kind, entities[kind])
  const ours = workspace.contents[kind].get(id)
  if (!workspace.conflicts.has(`${kind}/${id}`)) notFound(`No conflict at ${KIND_NAMES[kind].id} ${id}.`)
  if (ours) requireFingerprint(fingerprint, ours.fingerprint)
  workspace.conflicts.delete(`${kind}/${id}`)
  workspace.contents[kind].set(id, { id, fingerprint: next, body })
}
