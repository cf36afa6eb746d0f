import type { EntityBody, Kind } from './entity.ts'

export type Entity = { id: string; fingerprint: string; body: EntityBody }

/** Everything in a workspace or a version. Built-in variables are named by their type. */
export type Contents = { [K in Kind]: Map<string, Entity> } & { builtIns: Set<string> }

export function emptyContents(builtIns: Iterable<string> = []): Contents {
  return {
    tag: new Map(),
    trigger: new Map(),
    variable: new Map(),
    folder: new Map(),
    builtIns: new Set(builtIns),
  }
}

export function copyOf(contents: Contents): Contents {
  return structuredClone(contents)
}
