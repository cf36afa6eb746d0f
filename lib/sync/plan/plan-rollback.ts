import { BUILT_IN_NAMES, BUILT_IN_TRIGGERS } from '../../deployment/built-ins.ts'
import { type ContainerContents, NO_CONTENTS } from '../../deployment/container-contents.ts'
import type { FieldChange, Fields } from '../../deployment/fields.ts'
import { isMarked } from '../../deployment/mark.ts'
import { readsLikeOwn } from '../../deployment/own-variable.ts'
import { changedTag, tagFields } from '../../deployment/tag-fields.ts'
import { changedTrigger, triggerFields } from '../../deployment/trigger-fields.ts'
import { usersOf } from '../../deployment/trigger-users.ts'
import type { Tag, Trigger, Variable } from '../../google/tag-manager-schemas.ts'
import { variablesIn } from '../../tracking-types/variables-in.ts'
import { isSameContent } from './is-same-content.ts'
import { READS_LINKER } from './plan-last-removal.ts'
import type { RollbackRemark } from './rollback-remark.ts'

/** Three states of a container: before our version, our version, and what is live now. */
export type RollbackInput = {
  /** `undefined` where our version was the first one. */
  before: ContainerContents | undefined
  ours: ContainerContents
  live: ContainerContents
}

export type RollbackPlan = {
  /** What the container holds without ours; what is made again has the id that it had before. */
  wanted: ContainerContents
  /** What other people have to do with it, for them to know. */
  notes: readonly RollbackRemark[]
}

/**
 * Takes out of what is live what our version has changed, and nothing else. Pure: what we added is removed, unless
 * others need it by now; a field that we changed is set back, unless others have changed it since; what we deleted is
 * made again. Only what has our mark counts as changed by us.
 */
export function planRollback({ before, ours, live }: RollbackInput): RollbackPlan {
  const notes: RollbackRemark[] = []
  const base = before ?? NO_CONTENTS
  const tags = withoutOurs('tag', TAGS, { base: base.tag, ours: ours.tag, live: live.tag }, notes)
  const triggers = withoutOurs(
    'trigger',
    TRIGGERS,
    { base: base.trigger, ours: ours.trigger, live: live.trigger },
    notes,
  )
  const wantedTags = [...tags.rest, ...keptTags(tags.removed, tags.rest, base, notes)]
  const wantedTriggers = keepUsed(triggers.removed, triggers.rest, wantedTags, notes)
  const readers = { tag: wantedTags, trigger: wantedTriggers }
  const variable = withoutOurVariables({ base, ours, live }, readers, notes)
  return {
    wanted: {
      tag: wantedTags.map((tag) => withKnownTriggers(tag, wantedTriggers)),
      trigger: wantedTriggers,
      variable,
      builtInVariable: withoutOurBuiltIns({ before, ours, live }, { ...readers, variable }),
    },
    notes: notes.filter(({ why, name }) => why !== 'removed_with_changes' || !isKept(name, notes)),
  }
}

/** How objects of a kind are told apart, and set back field by field. */
type Kind<Object> = {
  idOf: (object: Object) => string
  fieldsOf: (object: Object) => Fields
  changed: (object: Object, changes: readonly FieldChange[]) => Object
}

const TAGS: Kind<Tag> = {
  idOf: ({ tagId }) => tagId,
  fieldsOf: (tag) => withText(tagFields(tag), tag.notes),
  changed: (tag, changes) => ({
    ...changedTag(tag, changes),
    ...identityOf(tag, changes),
    tagId: tag.tagId,
  }),
}

const TRIGGERS: Kind<Trigger> = {
  idOf: ({ triggerId }) => triggerId,
  fieldsOf: (trigger) => withText(triggerFields(trigger), trigger.notes),
  changed: (trigger, changes) => ({
    ...changedTrigger(trigger, changes),
    ...identityOf(trigger, changes),
    triggerId: trigger.triggerId,
  }),
}

/** Name and type as texts, which the types of Google's client do not promise of a changed object. */
function identityOf({ name, type }: { name: string; type: string }, changes: readonly FieldChange[]) {
  const set = (field: string, value: string) =>
    String(changes.find((change) => change.field === field)?.after ?? value)
  return { name: set('name', name), type: set('type', type) }
}

function withText(fields: Fields, notes: string | null | undefined): Fields {
  return notes ? { ...fields, notes } : fields
}

type Ours = { name: string; notes?: string | null }

/** Objects of one kind in the three states. */
type States<Object> = { base: readonly Object[]; ours: readonly Object[]; live: readonly Object[] }

function withoutOurs<Object extends Ours>(
  kind: RollbackRemark['kind'],
  { idOf, fieldsOf, changed }: Kind<Object>,
  { base, ours, live }: States<Object>,
  notes: RollbackRemark[],
): { rest: Object[]; removed: Object[] } {
  const before = new Map(base.map((object) => [idOf(object), object]))
  const written = new Map(ours.map((object) => [idOf(object), object]))
  const isAdded = (object: Object) => {
    const made = written.get(idOf(object))
    return made !== undefined && isMarked(made) && !before.has(idOf(object))
  }
  const removed = live.filter(isAdded)
  for (const object of removed) {
    const made = written.get(idOf(object))
    if (made && !isSameContent(made, object))
      notes.push({ kind, name: object.name, why: 'removed_with_changes' })
  }
  const rest = live
    .filter((object) => !isAdded(object))
    .map((object) => {
      const [was, made] = [before.get(idOf(object)), written.get(idOf(object))]
      if (!was || !made || !isMarked(made)) return object
      const { changes, isChangedSince } = setBack(fieldsOf(was), fieldsOf(made), fieldsOf(object))
      if (isChangedSince) notes.push({ kind, name: object.name, why: 'changed_since' })
      return changes.length > 0 ? changed(object, changes) : object
    })
  const names = new Set(rest.map(({ name }) => name))
  const there = new Set(live.map(idOf))
  const deleted = base.filter((object) => isMarked(object) && !written.has(idOf(object)))
  for (const object of deleted.filter((object) => !there.has(idOf(object)))) {
    if (names.has(object.name)) notes.push({ kind, name: object.name, why: 'name_taken' })
    else rest.push(object)
  }
  return { rest, removed }
}

/** The fields that we changed, as they were before; one that others have changed since is theirs. */
function setBack(
  was: Fields,
  made: Fields,
  now: Fields,
): { changes: FieldChange[]; isChangedSince: boolean } {
  const fields = [...new Set([...Object.keys(was), ...Object.keys(made)])]
  const ours = fields.filter((field) => was[field] !== made[field] && now[field] !== was[field])
  const changes = ours
    .filter((field) => now[field] === made[field])
    .map((field) => ({ field, before: now[field], after: was[field] }))
  return { changes, isChangedSince: changes.length < ours.length }
}

/** Of the tags that we added: a tag in whose sequence others fire, and the linker that others have come to rely on. */
function keptTags(
  removed: readonly Tag[],
  rest: readonly Tag[],
  base: ContainerContents,
  notes: RollbackRemark[],
): Tag[] {
  const before = new Set(base.tag.map(({ tagId }) => tagId))
  const relies = rest.some(({ tagId, type }) => READS_LINKER.has(type) && !before.has(tagId))
  const kept = removed.filter(({ name, type }) =>
    type === 'gclidw' ? relies : rest.some((tag) => sequenceOf(tag).includes(name)),
  )
  for (const { name } of kept) notes.push({ kind: 'tag', name, why: 'in_use' })
  return kept
}

function sequenceOf({ setupTag, teardownTag }: Tag): (string | null | undefined)[] {
  return [...(setupTag ?? []), ...(teardownTag ?? [])].map(({ tagName }) => tagName)
}

/** Of the triggers that we added: those that others fire on, except, or wait for. */
function keepUsed(
  removed: readonly Trigger[],
  rest: readonly Trigger[],
  tag: readonly Tag[],
  notes: RollbackRemark[],
): Trigger[] {
  const used = removed.filter(({ triggerId }) => usersOf(triggerId, { tag, trigger: rest }).length > 0)
  for (const { name } of used) notes.push({ kind: 'trigger', name, why: 'in_use' })
  return [...rest, ...used]
}

type Readers = { tag: readonly Tag[]; trigger: readonly Trigger[] }

function withoutOurVariables(
  { base, ours, live }: { base: ContainerContents; ours: ContainerContents; live: ContainerContents },
  readers: Readers,
  notes: RollbackRemark[],
): Variable[] {
  const before = new Set(base.variable.map(({ variableId }) => variableId))
  const added = new Set(
    ours.variable
      .filter((each) => readsLikeOwn(each) && !before.has(each.variableId))
      .map(({ variableId }) => variableId),
  )
  const [removed, rest] = [
    live.variable.filter(({ variableId }) => added.has(variableId)),
    live.variable.filter(({ variableId }) => !added.has(variableId)),
  ]
  const read = namesIn({ ...readers, variable: rest })
  const reading = removed.filter(({ name }) => read.has(name))
  const readByThem = new Set(variablesIn(JSON.stringify(reading)))
  const kept = removed.filter(({ name }) => read.has(name) || readByThem.has(name))
  const others = namesIn({
    tag: [],
    trigger: readers.trigger.filter((each) => !isMarked(each)),
    variable: rest,
  })
  for (const { name } of kept) if (others.has(name)) notes.push({ kind: 'variable', name, why: 'in_use' })
  const deleted = base.variable.filter(
    (each) => readsLikeOwn(each) && !ours.variable.some(({ variableId }) => variableId === each.variableId),
  )
  const missing = deleted.filter(({ name }) => !live.variable.some((each) => each.name === name))
  return [...rest, ...kept, ...missing]
}

/**
 * Built-in variables as before ours, but for those that something reads. Before the first version nobody knows which
 * ones the container started with, so they stay.
 */
function withoutOurBuiltIns(
  { before, ours, live }: RollbackInput,
  readers: Readers & { variable: readonly Variable[] },
): { type: string }[] {
  const now = live.builtInVariable.map(({ type }) => ({ type }))
  if (!before) return now
  const was = new Set(before.builtInVariable.map(({ type }) => type))
  const made = new Set(ours.builtInVariable.map(({ type }) => type))
  const read = namesIn(readers)
  const types = new Set([...read].map((name) => BUILT_IN_NAMES[name]))
  return now.filter(({ type }) => was.has(type) || !made.has(type) || types.has(type))
}

function namesIn(readers: Readers & { variable: readonly Variable[] }): ReadonlySet<string> {
  return new Set(variablesIn(JSON.stringify([readers.tag, readers.trigger, readers.variable])))
}

/** A tag that is made again without the triggers that others have deleted meanwhile. */
function withKnownTriggers(tag: Tag, triggers: readonly Trigger[]): Tag {
  const isKnown = (id: string) =>
    BUILT_IN_TRIGGERS[id] !== undefined || triggers.some(({ triggerId }) => triggerId === id)
  const { firingTriggerId, blockingTriggerId } = tag
  if ([...(firingTriggerId ?? []), ...(blockingTriggerId ?? [])].every(isKnown)) return tag
  return {
    ...tag,
    firingTriggerId: (firingTriggerId ?? []).filter(isKnown),
    blockingTriggerId: (blockingTriggerId ?? []).filter(isKnown),
  }
}

function isKept(name: string, notes: readonly RollbackRemark[]): boolean {
  return notes.some((remark) => remark.name === name && remark.why === 'in_use')
}
