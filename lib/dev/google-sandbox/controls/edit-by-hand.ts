import type { Core } from '../requests/core.ts'
import type { Contents, Entity } from '../state/contents.ts'
import type { EntityBody, Kind } from '../state/entity.ts'
import { type Container, nextFingerprint, type Version } from '../state/state.ts'
import { addVersion } from '../tag-manager/add-workspace.ts'
import { applyChanges, type Change } from '../tag-manager/workspace-changes.ts'
import { latestContents } from '../tag-manager/workspace-differences.ts'

/** What a person does to the objects of a container in Tag Manager's own pages; each is named by its name. */
export type HandEditor = {
  /** @returns the id, to be named by later objects */
  add(kind: Kind, body: EntityBody): string
  /** A copy has everything but the name, the notes included. @returns its id */
  copy(kind: Kind, name: string, newName: string, changes?: Partial<EntityBody>): string
  change(kind: Kind, name: string, changes: Partial<EntityBody>): void
  rename(kind: Kind, name: string, newName: string): void
  renote(kind: Kind, name: string, notes: string): void
  pause(tag: string): void
  unpause(tag: string): void
  /** Adds a trigger as an exception of a tag. */
  except(tag: string, trigger: string): void
  addCondition(trigger: string, condition: NonNullable<EntityBody['filter']>[number]): void
  remove(kind: Kind, name: string): void
  enable(builtIn: string): void
  disable(builtIn: string): void
  id(kind: Kind, name: string): string
}

export type HandEdit = (person: HandEditor) => void

export type EditOptions = {
  name?: string
  /** A version is made and published; `false` leaves it unpublished. */
  publish?: boolean
}

/** Edits on top of the latest version, as one new version. */
export function editByHand(
  core: Core,
  container: Container,
  edit: HandEdit,
  options: EditOptions = {},
): Version {
  const { name = 'Edited by hand', publish = true } = options
  const contents = edited(core, container, latestContents(container), edit)
  const version = addVersion(core.state, container, { name, contents })
  if (publish) container.liveVersionId = version.versionId
  return version
}

/**
 * Edits in a workspace, as a draft that nobody has released.
 * @throws Error when there is no such workspace: a mistake of the test
 */
export function draftByHand(core: Core, container: Container, workspaceName: string, edit: HandEdit): void {
  const workspace = [...container.workspaces.values()].find(({ name }) => name === workspaceName)
  if (!workspace) throw new Error(`${container.publicId} has no workspace ${workspaceName}.`)
  workspace.contents = edited(core, container, workspace.contents, edit)
  workspace.fingerprint = nextFingerprint(core.state)
}

/**
 * Google stores something else than what was sent: the next version that an app makes is altered.
 * Edits are those of a person, but no person makes them.
 */
export function alterNextVersion(core: Core, container: Container, edit: HandEdit): void {
  container.alterNextVersion = (contents) => edited(core, container, contents, edit)
}

/**
 * A version that is there becomes another one, as only Google could make it.
 * @throws Error when there is no such version: a mistake of the test
 */
export function alterVersion(core: Core, container: Container, versionId: string, edit: HandEdit): void {
  const version = container.versions.get(versionId)
  if (!version) throw new Error(`${container.publicId} has no version ${versionId}.`)
  version.contents = edited(core, container, version.contents, edit)
}

/** Edits see the edits before them, so each is applied at once. */
function edited(core: Core, container: Container, before: Contents, edit: HandEdit): Contents {
  let contents = before
  const apply = (change: Change): Entity | undefined => {
    const applied = applyChanges(core, container, contents, [change])
    contents = applied.contents
    return applied.entities[0]
  }
  const find = (kind: Kind, name: string): Entity => {
    const entity = [...contents[kind].values()].find(({ body }) => body.name === name)
    if (!entity) throw new Error(`${container.publicId} has no ${kind} "${name}".`)
    return entity
  }
  const add = (kind: Kind, body: EntityBody) =>
    apply({ status: 'added', kind, id: undefined, body })?.id ?? ''
  const change = (kind: Kind, name: string, changes: Partial<EntityBody>) => {
    const { id, body } = find(kind, name)
    apply({ status: 'updated', kind, id, fingerprint: undefined, body: { ...body, ...changes } })
  }
  edit({
    add,
    copy: (kind, name, newName, changes) =>
      add(kind, { ...find(kind, name).body, ...changes, name: newName }),
    change,
    rename: (kind, name, newName) => change(kind, name, { name: newName }),
    renote: (kind, name, notes) => change(kind, name, { notes }),
    pause: (tag) => change('tag', tag, { paused: true }),
    unpause: (tag) => change('tag', tag, { paused: false }),
    except(tag, trigger) {
      const { blockingTriggerId = [] } = find('tag', tag).body
      change('tag', tag, { blockingTriggerId: [...blockingTriggerId, find('trigger', trigger).id] })
    },
    addCondition(trigger, condition) {
      change('trigger', trigger, { filter: [...(find('trigger', trigger).body.filter ?? []), condition] })
    },
    remove: (kind, name) => void apply({ status: 'deleted', kind, id: find(kind, name).id }),
    enable: (type) => void apply({ status: 'added', kind: 'builtInVariable', type }),
    disable: (type) => void apply({ status: 'deleted', kind: 'builtInVariable', type }),
    id: (kind, name) => find(kind, name).id,
  })
  return contents
}
