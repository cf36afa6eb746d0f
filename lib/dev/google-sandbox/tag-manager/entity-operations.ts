import { HttpResponse } from 'msw'
import { reject } from '../errors/reject.ts'
import type { Core } from '../requests/core.ts'
import type { Operation } from '../requests/operation.ts'
import type { Entity } from '../state/contents.ts'
import { KIND_NAMES, KINDS, type Kind } from '../state/entity.ts'
import { nextFingerprint } from '../state/state.ts'
import { EDIT, type InWorkspace, notFound, onWorkspace, READ } from './container-access.ts'
import { jsonOf, readChanges, readEntity } from './request-body.ts'
import { requireFingerprint } from './require-fingerprint.ts'
import { builtInJson, entityJson, pageJson } from './response-json.ts'
import { applyChanges, type Change } from './workspace-changes.ts'

/** Everything that changes what a workspace holds. */
export function entityOperations(core: Core): Operation[] {
  return [
    ...KINDS.flatMap((kind) => kindOperations(core, kind)),
    ...builtInOperations(core),
    bulkUpdate(core),
  ]
}

/** Applies the changes and returns the entity of each. */
function change(core: Core, { container, workspace }: InWorkspace, changes: Change[]) {
  const { contents, entities } = applyChanges(core, container, workspace.contents, changes)
  workspace.contents = contents
  workspace.fingerprint = nextFingerprint(core.state)
  return entities
}

function kindOperations(core: Core, kind: Kind): Operation[] {
  const { collection, list } = KIND_NAMES[kind]
  const one = `/${collection}/:entity`
  const idOf = ({ params }: InWorkspace) => params['entity'] ?? ''
  const find = (incoming: InWorkspace) => incoming.workspace.contents[kind].get(idOf(incoming)) ?? notFound()
  const json = ({ container, workspace }: InWorkspace, entity: Entity) =>
    entityJson(container, kind, entity, workspace.workspaceId)
  const changeOne = (incoming: InWorkspace, requested: Change) => {
    const [entity] = change(core, incoming, [requested])
    return entity ? HttpResponse.json(json(incoming, entity)) : new HttpResponse(null, { status: 204 })
  }

  return [
    onWorkspace(core, {
      name: `list_${collection}`,
      method: 'get',
      path: `/${collection}`,
      demand: READ,
      run(incoming) {
        const items = [...incoming.workspace.contents[kind].values()].map((entity) => json(incoming, entity))
        return HttpResponse.json(
          pageJson(core.state, list, items, incoming.url.searchParams.get('pageToken')),
        )
      },
    }),
    onWorkspace(core, {
      name: `create_${kind}`,
      method: 'post',
      path: `/${collection}`,
      demand: EDIT,
      run(incoming) {
        const { body } = readEntity(kind, jsonOf(incoming.text))
        return changeOne(incoming, { status: 'added', kind, id: undefined, body })
      },
    }),
    onWorkspace(core, {
      name: `get_${kind}`,
      method: 'get',
      path: one,
      demand: READ,
      run: (incoming) => HttpResponse.json(json(incoming, find(incoming))),
    }),
    onWorkspace(core, {
      name: `update_${kind}`,
      method: 'put',
      path: one,
      demand: EDIT,
      run(incoming) {
        const { body } = readEntity(kind, jsonOf(incoming.text))
        const fingerprint = incoming.url.searchParams.get('fingerprint') ?? undefined
        return changeOne(incoming, { status: 'updated', kind, id: idOf(incoming), fingerprint, body })
      },
    }),
    onWorkspace(core, {
      name: `delete_${kind}`,
      method: 'delete',
      path: one,
      demand: EDIT,
      run: (incoming) => changeOne(incoming, { status: 'deleted', kind, id: idOf(incoming) }),
    }),
    onWorkspace(core, {
      name: `revert_${kind}`,
      method: 'post',
      path: `${one}\\:revert`,
      demand: EDIT,
      run(incoming) {
        const { base, contents } = incoming.workspace
        const fingerprint = incoming.url.searchParams.get('fingerprint')
        const ours = contents[kind].get(idOf(incoming))
        if (ours) requireFingerprint(fingerprint, ours.fingerprint)
        const old = base[kind].get(idOf(incoming))
        if (!ours && !old) notFound()
        if (old) contents[kind].set(old.id, structuredClone(old))
        else contents[kind].delete(idOf(incoming))
        return HttpResponse.json(old ? { [kind]: json(incoming, old) } : {})
      },
    }),
  ]
}

function builtInOperations(core: Core): Operation[] {
  const path = '/built_in_variables'
  const typesOf = ({ url }: InWorkspace) => {
    const types = url.searchParams.getAll('type')
    return types.length > 0 ? types : reject('type: The value must not be empty.')
  }
  const listed = ({ container, workspace }: InWorkspace, types: Iterable<string>) =>
    [...types].map((type) => builtInJson(container, type, workspace.workspaceId))

  return [
    onWorkspace(core, {
      name: 'list_built_in_variables',
      method: 'get',
      path,
      demand: READ,
      run(incoming) {
        const items = listed(incoming, incoming.workspace.contents.builtIns)
        const token = incoming.url.searchParams.get('pageToken')
        return HttpResponse.json(pageJson(core.state, 'builtInVariable', items, token))
      },
    }),
    onWorkspace(core, {
      name: 'create_built_in_variables',
      method: 'post',
      path,
      demand: EDIT,
      run(incoming) {
        const types = typesOf(incoming)
        change(
          core,
          incoming,
          types.map((type) => ({ status: 'added', kind: 'builtInVariable', type })),
        )
        return HttpResponse.json({ builtInVariable: listed(incoming, types) })
      },
    }),
    onWorkspace(core, {
      name: 'delete_built_in_variables',
      method: 'delete',
      path,
      demand: EDIT,
      run(incoming) {
        const types = typesOf(incoming)
        change(
          core,
          incoming,
          types.map((type) => ({ status: 'deleted', kind: 'builtInVariable', type })),
        )
        return new HttpResponse(null, { status: 204 })
      },
    }),
  ]
}

/** All changes or none; the response lists what was added and updated, not what was deleted. */
function bulkUpdate(core: Core): Operation {
  return onWorkspace(core, {
    name: 'bulk_update',
    method: 'post',
    path: '/bulk_update',
    demand: EDIT,
    run(incoming) {
      const { container, workspace, text } = incoming
      const changes = readChanges(text)
      const entities = change(core, incoming, changes)
      const listed = changes.flatMap((it, index): object[] => {
        const entity = entities[index]
        if (it.status === 'deleted') return []
        if (it.kind === 'builtInVariable') {
          const builtInVariable = builtInJson(container, it.type, workspace.workspaceId)
          return [{ changeStatus: it.status, builtInVariable }]
        }
        const json = entity && entityJson(container, it.kind, entity, workspace.workspaceId)
        return [{ changeStatus: it.status, [it.kind]: json }]
      })
      return HttpResponse.json(listed.length > 0 ? { changes: listed } : {})
    },
  })
}
