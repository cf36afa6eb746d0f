import { HttpResponse } from 'msw'
import { z } from 'zod'
import { reject } from '../errors/reject.ts'
import type { Core } from '../requests/core.ts'
import type { Operation } from '../requests/operation.ts'
import type { Container, Version, Workspace } from '../state/state.ts'
import { addVersion, addWorkspace, DEFAULT_WORKSPACE } from './add-workspace.ts'
import { compileErrors } from './compile-errors.ts'
import {
  type InContainer,
  notFound,
  onContainer,
  onWorkspace,
  PREVIEW,
  PUBLISH,
  READ,
  SET_LATEST,
  VERSION,
} from './container-access.ts'
import { readBody } from './request-body.ts'
import { requireFingerprint } from './require-fingerprint.ts'
import { containerPath, headerJson, pageJson, versionJson } from './response-json.ts'
import { differences, synchronize } from './workspace-differences.ts'

const VersionSettings = z.strictObject({ name: z.string().optional(), notes: z.string().optional() })

/** From a workspace to a version to the live site. */
export function versionOperations(core: Core): Operation[] {
  return [quickPreview(core), createVersion(core), ...readingVersions(core), ...changingVersions(core)]
}

function quickPreview(core: Core): Operation {
  return onWorkspace(core, {
    name: 'quick_preview',
    method: 'post',
    path: '\\:quick_preview',
    demand: PREVIEW,
    run({ container, workspace }) {
      const failed = failedBuild(container, workspace)
      if (failed) return HttpResponse.json(failed)
      const preview: Version = {
        versionId: '0',
        name: 'QUICK_PREVIEW',
        description: '',
        fingerprint: '0',
        deleted: false,
        contents: workspace.contents,
      }
      return HttpResponse.json({ containerVersion: versionJson(container, preview) })
    },
  })
}

/** Makes a version and deletes the workspace; only for the default workspace a new one takes its place. */
function createVersion(core: Core): Operation {
  return onWorkspace(core, {
    name: 'create_version',
    method: 'post',
    path: '\\:create_version',
    demand: VERSION,
    run({ container, workspace, text }) {
      const { name = '', notes = '' } = readBody(VersionSettings, text)
      const failed = failedBuild(container, workspace)
      if (failed) return HttpResponse.json(failed)
      if (differences(workspace).length === 0) return HttpResponse.json({})
      const contents = container.alterNextVersion?.(workspace.contents) ?? workspace.contents
      container.alterNextVersion = undefined
      const version = addVersion(core.state, container, { name, description: notes, contents })
      container.workspaces.delete(workspace.workspaceId)
      const body = { containerVersion: versionJson(container, version) }
      if (workspace.name !== DEFAULT_WORKSPACE) return HttpResponse.json(body)
      const { workspaceId } = addWorkspace(core.state, container, DEFAULT_WORKSPACE)
      return HttpResponse.json({
        ...body,
        newWorkspacePath: `${containerPath(container)}/workspaces/${workspaceId}`,
      })
    },
  })
}

/** The responses of 200 that are no success: a merge conflict or contents that do not compile. */
function failedBuild(container: Container, workspace: Workspace) {
  synchronize(container, workspace)
  if (workspace.conflicts.size > 0) return { syncStatus: { mergeConflict: true } }
  return compileErrors(workspace.contents).length > 0 ? { compilerError: true } : undefined
}

function readingVersions(core: Core): Operation[] {
  return [
    onContainer(core, {
      name: 'live_version',
      method: 'get',
      path: '/versions\\:live',
      demand: READ,
      run({ container }) {
        const live = container.versions.get(container.liveVersionId ?? '')
        return HttpResponse.json(versionJson(container, live ?? notFound(container.fresh.liveMessage)))
      },
    }),
    onContainer(core, {
      name: 'get_version',
      method: 'get',
      path: '/versions/:version',
      demand: READ,
      run: (incoming) => HttpResponse.json(versionJson(incoming.container, versionOf(incoming))),
    }),
    onContainer(core, {
      name: 'latest_version_header',
      method: 'get',
      path: '/version_headers\\:latest',
      demand: READ,
      run({ container }) {
        const latest = container.versions.get(container.latestVersionId ?? '')
        return HttpResponse.json(latest ? headerJson(container, latest) : freshHeader(container))
      },
    }),
    onContainer(core, {
      name: 'list_version_headers',
      method: 'get',
      path: '/version_headers',
      demand: READ,
      run({ container, url }) {
        const deletedToo = url.searchParams.get('includeDeleted') === 'true'
        const versions = [...container.versions.values()].filter(({ deleted }) => deletedToo || !deleted)
        const items = versions.map((version) => headerJson(container, version))
        const token = url.searchParams.get('pageToken')
        return HttpResponse.json(pageJson(core.state, 'containerVersionHeader', items, token))
      },
    }),
  ]
}

/** The latest header of a container without a version. */
function freshHeader(container: Container) {
  const { latest, latestMessage } = container.fresh
  switch (latest) {
    case 'not_found':
      return notFound(latestMessage)
    case 'header_zero':
      return headerJson(container, { versionId: '0', name: '', deleted: false, contents: container.blank })
    case 'empty':
      return {}
    default:
      return latest satisfies never
  }
}

function changingVersions(core: Core): Operation[] {
  return [
    onContainer(core, {
      name: 'publish_version',
      method: 'post',
      path: '/versions/:version\\:publish',
      demand: PUBLISH,
      run(incoming) {
        const version = versionOf(incoming)
        const fingerprint = incoming.url.searchParams.get('fingerprint')
        if (version.deleted) reject('A deleted container version cannot be published.')
        requireFingerprint(fingerprint, version.fingerprint)
        incoming.container.liveVersionId = version.versionId
        return HttpResponse.json({ containerVersion: versionJson(incoming.container, version) })
      },
    }),
    onContainer(core, {
      name: 'set_latest_version',
      method: 'post',
      path: '/versions/:version\\:set_latest',
      demand: SET_LATEST,
      run(incoming) {
        const version = versionOf(incoming)
        incoming.container.latestVersionId = version.versionId
        return HttpResponse.json(versionJson(incoming.container, version))
      },
    }),
    onContainer(core, {
      name: 'undelete_version',
      method: 'post',
      path: '/versions/:version\\:undelete',
      demand: VERSION,
      run(incoming) {
        const version = versionOf(incoming)
        version.deleted = false
        return HttpResponse.json(versionJson(incoming.container, version))
      },
    }),
    onContainer(core, {
      name: 'delete_version',
      method: 'delete',
      path: '/versions/:version',
      demand: VERSION,
      run(incoming) {
        const { container } = incoming
        const version = versionOf(incoming)
        if ([container.liveVersionId, container.latestVersionId].includes(version.versionId)) {
          reject('The live or latest container version cannot be deleted.')
        }
        version.deleted = true
        return new HttpResponse(null, { status: 204 })
      },
    }),
  ]
}

function versionOf({ container, params }: InContainer): Version {
  return container.versions.get(params['version'] ?? '') ?? notFound('Container version not found.')
}
