import type { tagmanager_v2 } from '@googleapis/tagmanager'
import { z } from 'zod'

type Has<Wide, Key extends keyof Wide> = Wide & { [K in Key]-?: NonNullable<Wide[K]> }

/**
 * A schema that checks `keys` to be strings and keeps everything else, which an update must send back. For the rest
 * Google's discovery document is trusted: every field of it is optional, so reading one stays safe.
 */
function entity<Wide extends object>() {
  return <Key extends keyof Wide & string>(...keys: Key[]) =>
    z.custom<Has<Wide, Key>>(
      (value) => isRecord(value) && keys.every((key) => typeof value[key] === 'string'),
    )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export const Account = entity<tagmanager_v2.Schema$Account>()('path', 'accountId', 'name')
export const Container = entity<tagmanager_v2.Schema$Container>()('path', 'containerId', 'name', 'publicId')
export const Workspace = entity<tagmanager_v2.Schema$Workspace>()('path', 'workspaceId', 'name')
export const Tag = entity<tagmanager_v2.Schema$Tag>()('tagId', 'name', 'type')
export const Trigger = entity<tagmanager_v2.Schema$Trigger>()('triggerId', 'name', 'type')
export const Variable = entity<tagmanager_v2.Schema$Variable>()('variableId', 'name', 'type')
export const Folder = entity<tagmanager_v2.Schema$Folder>()('folderId', 'name')
export const BuiltInVariable = entity<tagmanager_v2.Schema$BuiltInVariable>()('type', 'name')
export const Change = entity<tagmanager_v2.Schema$Entity>()()
const MergeConflict = entity<tagmanager_v2.Schema$MergeConflict>()()
export const VersionHeader = entity<tagmanager_v2.Schema$ContainerVersionHeader>()(
  'path',
  'containerVersionId',
)

export type Account = z.infer<typeof Account>
export type Container = z.infer<typeof Container>
export type Workspace = z.infer<typeof Workspace>
export type Tag = z.infer<typeof Tag>
export type Trigger = z.infer<typeof Trigger>
export type Variable = z.infer<typeof Variable>
export type Folder = z.infer<typeof Folder>
export type BuiltInVariable = z.infer<typeof BuiltInVariable>
/** One object together with what happens or happened to it (`changeStatus`: added, updated, deleted). */
export type Change = z.infer<typeof Change>
export type VersionHeader = z.infer<typeof VersionHeader>

export const ContainerVersion = z.object({
  path: z.string(),
  containerVersionId: z.string(),
  fingerprint: z.string(),
  name: z.string().default(''),
  deleted: z.boolean().optional(),
  tag: z.array(Tag).default([]),
  trigger: z.array(Trigger).default([]),
  variable: z.array(Variable).default([]),
  folder: z.array(Folder).default([]),
  builtInVariable: z.array(BuiltInVariable).default([]),
})
export type ContainerVersion = z.infer<typeof ContainerVersion>

/** A container without a version: Google says so by a 404 of any words, a version of id 0, or nothing at all. */
const NoVersion = z.looseObject({ containerVersionId: z.literal('0').optional() }).transform(() => undefined)
export const LiveVersion = z.union([NoVersion, ContainerVersion])
export const LatestHeader = z.union([NoVersion, VersionHeader])

const syncStatus = z
  .object({ mergeConflict: z.boolean().default(false), syncError: z.boolean().default(false) })
  .default({ mergeConflict: false, syncError: false })
const compilerErrors = z
  .array(z.object({ errorMessage: z.string().default('') }))
  .default([])
  .transform((errors) => errors.map(({ errorMessage }) => errorMessage))

/** `quick_preview`, `create_version` and `publish` respond alike: a compiler error comes with HTTP 200. */
export const Compilation = z.object({
  compilerError: z.boolean().default(false),
  compilerErrors,
  containerVersion: ContainerVersion.optional(),
  syncStatus,
})

/** Only whether it compiles: the preview's version is a draft without an id of its own. */
export const Preview = Compilation.omit({ containerVersion: true })

export const WorkspaceStatus = z.object({
  workspaceChange: z.array(Change).default([]),
  mergeConflict: z.array(MergeConflict).default([]),
})

export const SyncedWorkspace = z.object({ mergeConflict: z.array(MergeConflict).default([]), syncStatus })
