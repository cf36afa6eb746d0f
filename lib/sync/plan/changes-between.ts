import type { ContainerContents } from '../../deployment/container-contents.ts'
import type { Tag, Trigger } from '../../google/tag-manager-schemas.ts'
import { isSameContent } from './is-same-content.ts'
import type { Change } from './plan-tracking-objects.ts'

/**
 * The changes that bring a container from what it holds to what is wanted, in an order that Tag Manager takes one by one,
 * too. Objects are the same by their id, else by their name: what is made again gets a new id, and what refers to it
 * refers to that.
 */
export function changesBetween(from: ContainerContents, to: ContainerContents): Change[] {
  let added = 0
  const newId = () => `new_${++added}`
  const triggers = paired(from.trigger, to.trigger, ({ triggerId }) => triggerId, newId)
  const renamed = (trigger: Trigger) => withIds(trigger, triggers.ids)
  const tags = paired(from.tag, to.tag, ({ tagId }) => tagId, newId)
  const variables = paired(from.variable, to.variable, ({ variableId }) => variableId, newId)
  const enabled = new Set(from.builtInVariable.map(({ type }) => type))
  const wanted = new Set(to.builtInVariable.map(({ type }) => type))
  return [
    ...[...wanted].filter((type) => !enabled.has(type)).map(builtIn('added')),
    ...changesOf(variables, (variable, id) => ({ variable: { ...variable, variableId: id } })),
    ...changesOf(triggers, (trigger, id) => ({ trigger: { ...renamed(trigger), triggerId: id } })),
    ...changesOf(tags, (tag, id) => ({ tag: { ...withIds(tag, triggers.ids), tagId: id } })),
    ...tags.removed.map((tag) => ({ changeStatus: 'deleted', tag })),
    ...triggers.removed.map((trigger) => ({ changeStatus: 'deleted', trigger })),
    ...variables.removed.map((variable) => ({ changeStatus: 'deleted', variable })),
    ...[...enabled].filter((type) => !wanted.has(type)).map(builtIn('deleted')),
  ]
}

/** Objects of one kind: each wanted one with the one that is there, and what is there and not wanted. */
type Paired<Object> = {
  pairs: readonly { id: string; wanted: Object; there: Object | undefined }[]
  removed: readonly Object[]
  /** Wanted ids that are others there. */
  ids: ReadonlyMap<string, string>
}

function paired<Object extends { name: string }>(
  from: readonly Object[],
  to: readonly Object[],
  idOf: (object: Object) => string,
  newId: () => string,
): Paired<Object> {
  const byId = new Map(from.map((object) => [idOf(object), object]))
  const wantedIds = new Set(to.map(idOf))
  const free = from.filter((object) => !wantedIds.has(idOf(object)))
  const pairs = to.map((wanted) => {
    const there = byId.get(idOf(wanted)) ?? free.find(({ name }) => name === wanted.name)
    return { id: there ? idOf(there) : newId(), wanted, there }
  })
  const used = new Set(pairs.map(({ there }) => there))
  const ids = new Map(
    pairs.flatMap(({ id, wanted }): [string, string][] => (id === idOf(wanted) ? [] : [[idOf(wanted), id]])),
  )
  return { pairs, removed: from.filter((object) => !used.has(object)), ids }
}

function changesOf<Object extends { fingerprint?: string | null }>(
  { pairs }: Paired<Object>,
  change: (wanted: Object, id: string) => Change,
): Change[] {
  return pairs.flatMap(({ id, wanted, there }): Change[] => {
    if (!there) return [{ changeStatus: 'added', ...change(without(wanted), id) }]
    const changed = change({ ...wanted, fingerprint: there.fingerprint ?? null }, id)
    const object = changed.tag ?? changed.trigger ?? changed.variable ?? {}
    return isSameContent(object, there) ? [] : [{ changeStatus: 'updated', ...changed }]
  })
}

/** What is made again has none of what Google said of it before. */
function without<Object extends { fingerprint?: string | null }>(object: Object): Object {
  return {
    ...object,
    path: undefined,
    workspaceId: undefined,
    fingerprint: undefined,
    tagManagerUrl: undefined,
  }
}

/** With the ids that triggers have there. */
function withIds<Object extends Tag | Trigger>(object: Object, ids: ReadonlyMap<string, string>): Object {
  if (ids.size === 0) return object
  const there = (id: string) => ids.get(id) ?? id
  const lists = Object.fromEntries(
    TRIGGER_LISTS.flatMap((list) => {
      const given: unknown = Reflect.get(object, list)
      return Array.isArray(given) ? [[list, given.map((id) => there(String(id)))]] : []
    }),
  )
  return { ...object, ...lists }
}

const TRIGGER_LISTS = ['firingTriggerId', 'blockingTriggerId'] as const

function builtIn(changeStatus: 'added' | 'deleted') {
  return (type: string): Change => ({ changeStatus, builtInVariable: { type } })
}
