import { hash } from 'node:crypto'
import { z } from 'zod'
import type { HISTORY_OBJECTS } from '../model/history-change.ts'
import type { ContainerContents } from './container-contents.ts'
import { type Fields, FieldValue } from './fields.ts'
import { IDENTITY_KEYS } from './identity-keys.ts'

const OwnObject = z.object({
  trackingId: z.string(),
  name: z.string(),
  fields: z.record(z.string(), FieldValue).readonly(),
})

/**
 * What is kept of a version to compare the next one with: a digest of each object under its kind and id, and of ours
 * the fields that are ours. A container of 1,000 objects takes about 20 kB.
 */
export const VersionSnapshot = z.object({
  digests: z.record(z.string(), z.string()),
  /** Objects of trackings. */
  own: z.record(z.string(), OwnObject),
  /** Keys of objects of ours that serve several trackings. */
  shared: z.array(z.string()),
})
export type VersionSnapshot = z.infer<typeof VersionSnapshot>
export type OwnObject = z.infer<typeof OwnObject>

/** Names an object within a version. */
export type ObjectKey = `${Exclude<(typeof HISTORY_OBJECTS)[number], 'conversionAction'>}:${string}`

/** The objects of a version that are ours, with what is ours of them. */
export type OwnObjects = {
  own: ReadonlyMap<ObjectKey, { trackingId: string; name: string; fields: Fields }>
  shared: readonly ObjectKey[]
}

/** 48 bits: two contents of one object have the same digest once in 281 trillion times. */
const DIGEST_LENGTH = 8

/** What is kept of a version. */
export function versionSnapshot(
  { tag, trigger, variable, builtInVariable }: ContainerContents,
  { own, shared }: OwnObjects,
): VersionSnapshot {
  const objects: [ObjectKey, object][] = [
    ...tag.map((each) => [`tag:${each.tagId}`, each] as [ObjectKey, object]),
    ...trigger.map((each) => [`trigger:${each.triggerId}`, each] as [ObjectKey, object]),
    ...variable.map((each) => [`variable:${each.variableId}`, each] as [ObjectKey, object]),
    ...builtInVariable.map(({ type }) => [`builtInVariable:${type}`, { type }] as [ObjectKey, object]),
  ]
  return {
    digests: Object.fromEntries(objects.map(([key, object]) => [key, digestOf(object)])),
    own: Object.fromEntries(own),
    shared: [...shared],
  }
}

function digestOf(object: object): string {
  return hash('sha256', JSON.stringify(canonical(object)), 'base64url').slice(0, DIGEST_LENGTH)
}

/** The same for the same content, in whatever order Google writes its keys. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([key]) => !IDENTITY_KEYS.has(key))
  return kept.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, canonical(each)])
}
