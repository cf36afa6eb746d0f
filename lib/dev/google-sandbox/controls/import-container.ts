import { z } from 'zod'
import { emptyContents } from '../state/contents.ts'
import { KIND_NAMES, KINDS, parseEntity } from '../state/entity.ts'
import { type Container, nextFingerprint, type State, type Version } from '../state/state.ts'
import { addContainer, type ContainerOptions } from './add-container.ts'

const list = z.array(z.unknown()).default([])

/** As much of an export as has to be read; the rest is kept as it is. */
const ExportFile = z.looseObject({
  exportFormatVersion: z.literal(2),
  containerVersion: z.looseObject({
    containerVersionId: z.string().default('0'),
    name: z.string().optional(),
    description: z.string().optional(),
    container: z.looseObject({ publicId: z.string(), name: z.string() }),
    tag: list,
    trigger: list,
    variable: list,
    folder: list,
    customTemplate: list,
    zone: list,
    builtInVariable: z.array(z.looseObject({ type: z.string() })).default([]),
  }),
})

export type ImportOptions = Pick<ContainerOptions, 'access' | 'accountName'> & {
  /** Another public id than the file's, to import it more than once. */
  publicId?: string
  /** `false` leaves the version unpublished. */
  publish?: boolean
}

/**
 * A container from a file of Tag Manager's own export (Admin, Export Container). Its objects keep their ids,
 * fingerprints and every field, and none is checked: what Google exported, Google accepted.
 * @throws Error when it is no such file
 */
export function importContainer(state: State, file: unknown, options: ImportOptions = {}): Container {
  const parsed = ExportFile.safeParse(file)
  if (!parsed.success) throw new Error(`This is no container export: ${z.prettifyError(parsed.error)}`)
  const {
    path,
    accountId,
    containerId,
    fingerprint,
    tagManagerUrl,
    containerVersionId,
    name,
    description,
    container: { publicId, name: containerName },
    builtInVariable,
    ...rest
  } = parsed.data.containerVersion
  const { publish = true, ...containerOptions } = options
  const contents = emptyContents(builtInVariable.map(({ type }) => apiEnum(type)))
  const container = addContainer(state, { publicId, name: containerName, ...containerOptions })
  const isKind = (key: string) => KINDS.some((kind) => kind === key)
  contents.others = Object.fromEntries(
    Object.entries(rest).flatMap(([key, value]) => (isKind(key) ? [] : [[key, withApiEnums(value)]])),
  )
  for (const kind of KINDS) {
    for (const exported of rest[kind]) {
      const entity = parseEntity(kind, withApiEnums(exported), 'kept')
      if ('error' in entity) throw new Error(`The export holds what is no ${kind}: ${entity.error}`)
      const { id, fingerprint: kept = nextFingerprint(state), body } = entity
      if (id === undefined) throw new Error(`The export holds a ${kind} without ${KIND_NAMES[kind].id}.`)
      contents[kind].set(id, { id, fingerprint: kept, body })
      container.lastIds[kind] = Math.max(container.lastIds[kind], Number(id))
    }
  }
  const version: Version = {
    // An export of a workspace has no version yet.
    versionId: containerVersionId === '0' ? '1' : containerVersionId,
    name: name ?? '',
    description: description ?? '',
    fingerprint: nextFingerprint(state),
    deleted: false,
    contents,
  }
  container.versions.set(version.versionId, version)
  container.lastIds.version = Number(version.versionId)
  container.latestVersionId = version.versionId
  if (publish) container.liveVersionId = version.versionId
  return container
}

/** Fields whose values an export writes in capitals, and the API in camel case. */
const ENUM_FIELDS = new Set(['type', 'tagFiringOption', 'consentStatus', 'caseConversionType'])

/** Types of tags and variables (`awct`, `cvt_1_2`) are no enums, and stay. */
const EXPORTED_ENUM = /^[A-Z][A-Z\d]*(_[A-Z\d]+)*$/

function withApiEnums(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withApiEnums)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [
      key,
      ENUM_FIELDS.has(key) && typeof field === 'string' && EXPORTED_ENUM.test(field)
        ? apiEnum(field)
        : withApiEnums(field),
    ]),
  )
}

function apiEnum(name: string): string {
  return name.toLowerCase().replace(/_([a-z\d])/g, (_, letter: string) => letter.toUpperCase())
}
