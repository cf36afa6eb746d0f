import { type Contents, copyOf, type Entity } from '../state/contents.ts'
import { KINDS, type Kind } from '../state/entity.ts'
import type { Container, Workspace } from '../state/state.ts'

/** One difference between what a workspace started from and what it holds. */
type Difference = { status: 'added' | 'updated' | 'deleted' } & (
  | { kind: Kind; entity: Entity }
  | { kind: 'builtInVariable'; type: string }
)

/** What a container's next workspace starts from. */
export function latestContents(container: Container): Contents {
  const latest = container.versions.get(container.latestVersionId ?? '')
  return latest ? latest.contents : container.blank
}

export function differences({ base, contents }: Pick<Workspace, 'base' | 'contents'>): Difference[] {
  const entities = KINDS.flatMap((kind) => entityDifferences(kind, base[kind], contents[kind]))
  const added = [...contents.builtIns].filter((type) => !base.builtIns.has(type))
  const deleted = [...base.builtIns].filter((type) => !contents.builtIns.has(type))
  return [
    ...entities,
    ...added.map((type): Difference => ({ status: 'added', kind: 'builtInVariable', type })),
    ...deleted.map((type): Difference => ({ status: 'deleted', kind: 'builtInVariable', type })),
  ]
}

function entityDifferences(kind: Kind, base: Map<string, Entity>, ours: Map<string, Entity>): Difference[] {
  const changed = [...ours.values()].flatMap((entity): Difference[] => {
    const before = base.get(entity.id)
    if (!before) return [{ status: 'added', kind, entity }]
    return before.fingerprint === entity.fingerprint ? [] : [{ status: 'updated', kind, entity }]
  })
  const gone = [...base.values()].filter(({ id }) => !ours.has(id))
  return [...changed, ...gone.map((entity): Difference => ({ status: 'deleted', kind, entity }))]
}

/**
 * Brings a workspace up to the latest version: what only one side changed is taken, what both changed stays as the
 * workspace has it and is a conflict.
 */
export function synchronize(container: Container, workspace: Workspace): void {
  if (workspace.baseVersionId === container.latestVersionId) return
  const theirs = latestContents(container)
  const merged = mergeWithLatest(container, workspace)
  workspace.contents = merged.contents
  workspace.conflicts = new Set([...workspace.conflicts, ...merged.conflicts])
  workspace.base = copyOf(theirs)
  workspace.baseVersionId = container.latestVersionId
}

/** The outcome of synchronizing, without doing it. */
export function mergeWithLatest(container: Container, workspace: Workspace) {
  const theirs = latestContents(container)
  const contents = copyOf(theirs)
  const conflicts: string[] = []
  const theirChanges = new Map(
    differences({ base: workspace.base, contents: theirs }).flatMap((it) =>
      'entity' in it ? [[keyOf(it), it]] : [],
    ),
  )
  for (const ours of differences(workspace)) {
    if (ours.kind === 'builtInVariable') {
      if (ours.status === 'added') contents.builtIns.add(ours.type)
      else contents.builtIns.delete(ours.type)
      continue
    }
    if (theirChanges.has(keyOf(ours))) conflicts.push(keyOf(ours))
    if (ours.status === 'deleted') contents[ours.kind].delete(ours.entity.id)
    else contents[ours.kind].set(ours.entity.id, ours.entity)
  }
  return { contents, conflicts }
}

function keyOf({ kind, entity }: { kind: Kind; entity: Entity }): string {
  return `${kind}/${entity.id}`
}
