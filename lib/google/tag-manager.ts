import type { tagmanager_v2 } from '@googleapis/tagmanager'
import { z } from 'zod'
import { GoogleError } from './google-error.ts'
import { type TagManagerOptions, tagManagerCall } from './tag-manager-call.ts'
import {
  Account,
  BuiltInVariable,
  Change,
  Compilation,
  Container,
  ContainerVersion,
  Folder,
  LatestHeader,
  LiveVersion,
  Preview,
  SyncedWorkspace,
  Tag,
  Trigger,
  Variable,
  Workspace,
  WorkspaceStatus,
} from './tag-manager-schemas.ts'

export type { TakeQuota } from './tag-manager-call.ts'

/** What became of `create_version`. Google deletes the workspace only where a version was made. */
export type CreatedVersion =
  | { version: ContainerVersion }
  /** `details` are Google's messages, one for each error. */
  | { compilerError: true; details: string[] }
  | { empty: true }

export type TagManager = ReturnType<typeof tagManager>

const BulkUpdated = z.object({ changes: z.array(Change).default([]) })
const Reverted = z.object({
  tag: Tag.exactOptional(),
  trigger: Trigger.exactOptional(),
  variable: Variable.exactOptional(),
})
type Reverted = z.infer<typeof Reverted>
const EnabledBuiltIns = z.object({ builtInVariable: z.array(BuiltInVariable).default([]) })

/**
 * Tag Manager API v2 (https://developers.google.com/tag-platform/tag-manager/api/v2). Paths are Google's
 * (`accounts/1/containers/2/workspaces/3`). Every method makes one request, a list one per page, and every request
 * waits for quota first. Creates are not idempotent; updates replace the whole object.
 * @throws GoogleError from every method
 */
export function tagManager(options: TagManagerOptions) {
  const { get, post, put, remove, list } = tagManagerCall(options)
  return {
    listAccounts: () => list('accounts.list', 'accounts', 'account', Account),
    listContainers: (account: string) =>
      list('containers.list', `${account}/containers`, 'container', Container),
    /** Finds a container by its public id (`GTM-…`) in one request. */
    lookupContainer: (publicId: string) =>
      get('containers.lookup', 'accounts/containers:lookup', Container, [['tagId', publicId]]),

    /**
     * What visitors get now; `undefined` if the container was never published. A container that is gone gives the same
     * 404, whose words are not documented: {@link listWorkspaces} tells them apart.
     */
    liveVersion: (container: string) =>
      orNone(get('versions.live', `${container}/versions:live`, LiveVersion)),
    /** The newest version, published or not: the one that a new workspace starts from. `undefined` as above. */
    latestVersionHeader: (container: string) =>
      orNone(get('version_headers.latest', `${container}/version_headers:latest`, LatestHeader)),
    getVersion: (version: string) => get('versions.get', version, ContainerVersion),
    /** The same; `undefined` where Google has it no more. */
    findVersion: (version: string) => orNone(get('versions.get', version, ContainerVersion)),

    listWorkspaces: (container: string) =>
      list('workspaces.list', `${container}/workspaces`, 'workspace', Workspace),
    createWorkspace: (container: string, body: { name: string; description: string }) =>
      post('workspaces.create', `${container}/workspaces`, Workspace, { body }),
    /** What was changed in the workspace against the version it started from. */
    async workspaceStatus(workspace: string) {
      const status = await get('workspaces.status', `${workspace}/status`, WorkspaceStatus.prefault({}))
      return { changes: status.workspaceChange, conflicts: status.mergeConflict }
    },
    /** Brings the workspace up to the latest version; while conflicts remain, no version can be made of it. */
    async syncWorkspace(workspace: string) {
      const synced = await post('workspaces.sync', `${workspace}:sync`, SyncedWorkspace.prefault({}))
      const failed = synced.syncStatus.syncError || synced.syncStatus.mergeConflict
      return { conflicts: synced.mergeConflict, failed }
    },

    listTags: (workspace: string) => list('tags.list', `${workspace}/tags`, 'tag', Tag),
    listTriggers: (workspace: string) => list('triggers.list', `${workspace}/triggers`, 'trigger', Trigger),
    listVariables: (workspace: string) =>
      list('variables.list', `${workspace}/variables`, 'variable', Variable),
    listFolders: (workspace: string) => list('folders.list', `${workspace}/folders`, 'folder', Folder),
    listBuiltInVariables: (workspace: string) =>
      list('built_in_variables.list', `${workspace}/built_in_variables`, 'builtInVariable', BuiltInVariable),

    /**
     * Applies all changes or none. Objects to add carry ids `new_1`, `new_2`, … by which the others may refer to
     * them. Returns what was added and updated, with final ids; what was deleted is left out.
     */
    async bulkUpdate(workspace: string, changes: tagmanager_v2.Schema$Entity[]): Promise<Change[]> {
      const body = { changes } satisfies tagmanager_v2.Schema$ProposedChange
      const updated = await post('bulk_update', `${workspace}/bulk_update`, BulkUpdated.prefault({}), {
        body,
      })
      return updated.changes
    },
    /** Enables built-in variables by type (`clickElement`, `pageUrl`, …). */
    async enableBuiltInVariables(workspace: string, types: string[]): Promise<BuiltInVariable[]> {
      const path = `${workspace}/built_in_variables`
      const query = types.map((type): [string, string] => ['type', type])
      const enabled = await post('built_in_variables.create', path, EnabledBuiltIns.prefault({}), { query })
      return enabled.builtInVariable
    },

    createFolder: (workspace: string, body: tagmanager_v2.Schema$Folder) =>
      post('folders.create', `${workspace}/folders`, Folder, { body }),
    createTrigger: (workspace: string, body: tagmanager_v2.Schema$Trigger) =>
      post('triggers.create', `${workspace}/triggers`, Trigger, { body }),
    createVariable: (workspace: string, body: tagmanager_v2.Schema$Variable) =>
      post('variables.create', `${workspace}/variables`, Variable, { body }),
    createTag: (workspace: string, body: tagmanager_v2.Schema$Tag) =>
      post('tags.create', `${workspace}/tags`, Tag, { body }),
    /** Replaces the whole trigger, if it is still the one that its `fingerprint` names. */
    updateTrigger: (workspace: string, body: Trigger) =>
      put('triggers.update', `${workspace}/triggers/${body.triggerId}`, Trigger, {
        body,
        query: unchanged(body),
      }),
    /** Replaces the whole tag, if it is still the one that its `fingerprint` names. */
    updateTag: (workspace: string, body: Tag) =>
      put('tags.update', `${workspace}/tags/${body.tagId}`, Tag, { body, query: unchanged(body) }),
    /** Google rejects it while a tag fires on the trigger: delete the tag first. */
    deleteTrigger: (workspace: string, id: string) =>
      remove('triggers.delete', `${workspace}/triggers/${id}`),
    deleteVariable: (workspace: string, id: string) =>
      remove('variables.delete', `${workspace}/variables/${id}`),
    deleteTag: (workspace: string, id: string) => remove('tags.delete', `${workspace}/tags/${id}`),
    /**
     * Takes back what was done to an object in the workspace, and returns it as the latest version has it: nothing where it
     * has none. Of one that was deleted in the workspace Google does not say whether it can; a 404 counts as nothing.
     */
    async revert(workspace: string, kind: 'tag' | 'trigger' | 'variable', id: string): Promise<Reverted> {
      const path = `${workspace}/${kind}s/${id}:revert`
      return (await orNone(post(`${kind}s.revert`, path, Reverted.prefault({})))) ?? {}
    },

    /** Compiles the workspace without making a version. `details` are Google's messages, one for each error. */
    async quickPreview(workspace: string) {
      const operation = 'quick_preview'
      const path = `${workspace}:quick_preview`
      const preview = await post(operation, path, Preview.prefault({}), { write: false })
      rejectConflict(operation, preview.syncStatus)
      return { compilerError: preview.compilerError, details: preview.compilerErrors }
    },
    /** Makes a version of the workspace, which Google then deletes. */
    async createVersion(workspace: string, body: { name: string; notes: string }): Promise<CreatedVersion> {
      const operation = 'create_version'
      const made = await post(operation, `${workspace}:create_version`, Compilation.prefault({}), { body })
      if (made.compilerError) return { compilerError: true, details: made.compilerErrors }
      if (made.containerVersion) return { version: made.containerVersion }
      rejectConflict(operation, made.syncStatus)
      return { empty: true }
    },
    /** Makes a version the latest one, from which new workspaces start; what is live stays live. */
    setLatest: (version: string) => post('versions.set_latest', `${version}:set_latest`, ContainerVersion),
    /**
     * Makes a version live, if it is still the one that `fingerprint` names.
     * @throws GoogleError `compile_error` where Google responds 200 but has published nothing
     */
    async publishVersion(version: string, fingerprint: string): Promise<ContainerVersion> {
      const operation = 'publish'
      const query = unchanged({ fingerprint })
      const published = await post(operation, `${version}:publish`, Compilation.prefault({}), { query })
      if (published.containerVersion && !published.compilerError) return published.containerVersion
      const googleMessage = published.compilerErrors.join('\n') || undefined
      throw new GoogleError('compile_error', { service: 'tagmanager', operation, status: 200, googleMessage })
    },
  }
}

function unchanged({ fingerprint }: { fingerprint?: string | null }): [string, string][] {
  return fingerprint ? [['fingerprint', fingerprint]] : []
}

function rejectConflict(operation: string, sync: { mergeConflict: boolean; syncError: boolean }): void {
  if (!sync.mergeConflict && !sync.syncError) return
  throw new GoogleError('workspace_conflict', { service: 'tagmanager', operation, status: 200 })
}

async function orNone<T>(version: Promise<T>): Promise<T | undefined> {
  try {
    return await version
  } catch (error) {
    if (error instanceof GoogleError && error.status === 404) return undefined
    throw error
  }
}
