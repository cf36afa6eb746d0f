import type { EntityBody, Kind } from './entity.ts'

export type Entity = { id: string; fingerprint: string; body: EntityBody }

/**
 * Everything in a workspace or a version. Built-in variables are named by their type; `others` are the lists of an
 * imported version that the sandbox keeps without reading them.
 */
export type Contents = { [K in Kind]: Map<string, Entity> } & {
  builtIns: Set<string>
  others: Record<string, unknown>
}

export function emptyContents(builtIns: Iterable<string> = []): Contents {
  return {
    tag: new Map(),
    trigger: new Map(),
    variable: new Map(),
    folder: new Map(),
    customTemplate: new Map(),
    zone: new Map(),
    builtIns: new Set(builtIns),
    others: {},
  }
}

export function copyOf(contents: Contents): Contents {
  return structuredClone(contents)
}
