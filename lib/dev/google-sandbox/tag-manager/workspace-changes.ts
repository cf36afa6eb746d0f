import { googleError } from '../errors/google-error.ts'
import { GoogleRejectionError } from '../errors/google-rejection-error.ts'
import { reject } from '../errors/reject.ts'
import type { Core } from '../requests/core.ts'
import { type Contents, copyOf, type Entity } from '../state/contents.ts'
import { type EntityBody, KINDS, type Kind, type Parameter } from '../state/entity.ts'
import { type Container, nextFingerprint } from '../state/state.ts'
import { BUILT_IN_TRIGGERS, BUILT_INS } from './built-ins.ts'
import { referencesOf } from './compile-errors.ts'
import { storedForm } from './entity-rules.ts'
import { requireFingerprint } from './require-fingerprint.ts'

/** One requested change of a workspace. The `id` of an added entity is a temporary one such as `new_1`. */
export type Change =
  | { status: 'added'; kind: Kind; id: string | undefined; body: EntityBody }
  | { status: 'updated'; kind: Kind; id: string; fingerprint: string | undefined; body: EntityBody }
  | { status: 'deleted'; kind: Kind; id: string; fingerprint?: string | undefined }
  | { status: 'added' | 'deleted'; kind: 'builtInVariable'; type: string }

type Applied = { contents: Contents; entities: (Entity | undefined)[] }

/**
 * Makes all changes or none: works on a copy and returns it, with the entity of each change (none for a deleted one
 * or a built-in variable). Temporary ids may be referred to by every change of the same call.
 * @throws GoogleRejectionError when one change, or what the changes leave together, is not valid
 */
export function applyChanges(core: Core, container: Container, before: Contents, changes: Change[]): Applied {
  const contents = copyOf(before)
  const { assigned, temporary } = allocateIds(container, changes)
  const entities = changes.map((change, index) => {
    if (change.kind === 'builtInVariable') return applyBuiltIn(contents, change.status, change.type)
    const id = assigned[index] ?? change.id ?? ''
    if (change.status !== 'added') checkOld(contents[change.kind].get(id), change.fingerprint)
    if (change.status === 'deleted') {
      contents[change.kind].delete(id)
      return undefined
    }
    const warn = (text: string) => core.warnings.push(text)
    const body = storedForm(change.kind, withRealIds(change.body, temporary), warn)
    const entity: Entity = { id, fingerprint: nextFingerprint(core.state), body }
    contents[change.kind].set(id, entity)
    return entity
  })
  checkTogether(contents)
  return { contents, entities }
}

/** The id of each added entity by position, and by `kind/temporary id` for those who refer to it. */
function allocateIds(container: Container, changes: Change[]) {
  const temporary = new Map<string, string>()
  const assigned = changes.map((change) => {
    if (change.status !== 'added' || change.kind === 'builtInVariable') return undefined
    container.lastIds[change.kind] += 1
    const id = String(container.lastIds[change.kind])
    if (change.id === undefined) return id
    if (!/^new_\d+$/.test(change.id)) reject('changes: An added entity cannot have an id of its own.')
    const key = `${change.kind}/${change.id}`
    if (temporary.has(key)) reject(`changes: The id ${change.id} is used twice.`)
    temporary.set(key, id)
    return id
  })
  return { assigned, temporary }
}

function checkOld(old: Entity | undefined, fingerprint: string | undefined): void {
  if (!old) throw new GoogleRejectionError(googleError(404))
  requireFingerprint(fingerprint, old.fingerprint)
}

function applyBuiltIn(contents: Contents, status: 'added' | 'deleted', type: string): undefined {
  if (!Object.hasOwn(BUILT_INS, type)) reject(`Invalid value at 'type': "${type}"`)
  if (status === 'deleted') contents.builtIns.delete(type)
  else contents.builtIns.add(type)
}

/** Replaces temporary ids wherever an entity refers to another. */
function withRealIds(body: EntityBody, realIds: Map<string, string>): EntityBody {
  const real = (kind: Kind, id: string) => realIds.get(`${kind}/${id}`) ?? id
  const inParameter = (parameter: Parameter): Parameter => ({
    ...parameter,
    ...(parameter.type === 'triggerReference' && parameter.value
      ? { value: real('trigger', parameter.value) }
      : {}),
    ...(parameter.list && { list: parameter.list.map(inParameter) }),
    ...(parameter.map && { map: parameter.map.map(inParameter) }),
  })
  const copy: EntityBody = { ...body }
  if (body.parameter) copy.parameter = body.parameter.map(inParameter)
  if (body.parentFolderId) copy.parentFolderId = real('folder', body.parentFolderId)
  for (const field of TRIGGER_LISTS) {
    const ids = body[field]
    if (ids) copy[field] = ids.map((id) => real('trigger', id))
  }
  return copy
}

const TRIGGER_LISTS = [
  'firingTriggerId',
  'blockingTriggerId',
  'enablingTriggerId',
  'disablingTriggerId',
] as const

/** The rules between entities: unique names, no dangling references. */
function checkTogether(contents: Contents): void {
  for (const kind of KINDS) {
    const names = [...contents[kind].values()].map(({ body }) => body.name)
    if (kind === 'variable') names.push(...[...contents.builtIns].map((type) => BUILT_INS[type] ?? type))
    if (new Set(names).size !== names.length) reject('Found entity with duplicate name.')
    for (const { body } of contents[kind].values()) checkReferences(contents, body)
  }
}

function checkReferences(contents: Contents, body: EntityBody): void {
  const unknown = (id: string) => !contents.trigger.has(id) && !Object.hasOwn(BUILT_IN_TRIGGERS, id)
  for (const field of TRIGGER_LISTS) {
    const index = body[field]?.findIndex(unknown) ?? -1
    const name = field === 'blockingTriggerId' || field === 'disablingTriggerId' ? 'disabling' : 'enabling'
    if (index >= 0) reject(`${name}TriggerId[${index}]: Tag references an unknown trigger.`)
  }
  if (referencesOf(body.parameter ?? [], 'triggerReference').some(unknown)) {
    reject('parameter: Trigger group references an unknown trigger.')
  }
  if (body.parentFolderId && !contents.folder.has(body.parentFolderId)) {
    reject('parentFolderId: Entity references an unknown folder.')
  }
}
