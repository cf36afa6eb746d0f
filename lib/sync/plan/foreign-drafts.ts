import type { ContainerContents } from '../../deployment/container-contents.ts'
import { identify } from '../../deployment/identify.ts'
import { FOLDER_MARK, isMarked, isMarkedLinker, markedTracking } from '../../deployment/mark.ts'
import { readsLikeOwn } from '../../deployment/own-variable.ts'
import { BUILT_IN_VARIABLES } from '../../tracking-types/condition.ts'
import type { Conversions } from './conversion.ts'
import { nameOfChange } from './name-of-change.ts'
import type { Change } from './plan-tracking-objects.ts'
import { decidesPause, knownOf, type PlannedTracking } from './planned-tracking.ts'

type Tag = NonNullable<Change['tag']>

export type DraftedWorkspace = {
  /** What Google says was changed in the workspace. */
  drafted: readonly Change[]
  /** What it holds. */
  contents: ContainerContents
  /** What it started from. */
  base: ContainerContents
  /** The folder for what is new, by name. */
  folder: string | null
}

/** The names of what people have drafted in our workspace: changes that no run of ours makes. */
export function foreignDrafts(
  { drafted, contents, base, folder }: DraftedWorkspace,
  trackings: readonly PlannedTracking[],
  conversions: Conversions,
): string[] {
  const known = new Set(trackings.map(({ trackingId }) => trackingId))
  const identified = trackings.map((each) => identify(contents, knownOf(each, conversions[each.trackingId])))
  const tags = new Set(identified.flatMap(({ tag }) => tag?.tagId ?? []))
  const triggers = new Set(
    identified.flatMap((each) => [...each.triggers.values()].map(({ triggerId }) => triggerId)),
  )
  const ownFolders = new Set(
    (contents.folder ?? []).filter((each) => isOwnFolder(each, folder)).map(({ folderId }) => folderId),
  )
  const pausedByUs = new Set(
    trackings.flatMap((each, index) => (decidesPause(each) ? (identified[index]?.tag?.tagId ?? []) : [])),
  )
  const isOwnTag = (tag: Tag, changeStatus: Change['changeStatus']): boolean => {
    const before = base.tag.find(({ tagId }) => tagId === tag.tagId)
    // A pause that a tracking asks for, and the folder of what is new, are written by runs.
    const isPausedByUs = pausedByUs.has(tag.tagId ?? '')
    const isNew = changeStatus !== 'updated'
    const now = {
      ...tag,
      ...(isPausedByUs && { paused: before?.paused ?? null }),
      ...(isNew && ownFolders.has(tag.parentFolderId ?? '') && { parentFolderId: null }),
    }
    const was = isNew ? {} : (before ?? {})
    if (arranged(now, isOwnException) !== arranged(was, isOwnException)) return false
    if (tag.type === 'gclidw') return isNew && isMarkedLinker(tag)
    return tags.has(tag.tagId ?? '') || (tag.type === 'awct' && isLeft(tag.notes))
  }
  const ownIds = new Set(
    [...contents.trigger, ...base.trigger].filter(isMarked).map(({ triggerId }) => triggerId),
  )
  const isOwnException = (id: string) => ownIds.has(id)
  /** Of a tracking that is not there any more: what an interrupted run has left of it. */
  const isLeft = (notes: string | null | undefined) => {
    const trackingId = markedTracking(notes)
    return trackingId !== undefined && !known.has(trackingId)
  }
  const isOurs = (change: Change): boolean => {
    const { tag, trigger, variable, builtInVariable, changeStatus } = change
    if (builtInVariable) return changeStatus === 'added' && OUR_BUILT_INS.has(builtInVariable.type ?? '')
    if (change.folder) return changeStatus === 'added' && isOwnFolder(change.folder, folder)
    if (variable) return readsLikeOwn(variable)
    const object = tag ?? trigger
    if (!object) return false
    // A run removes what was deleted, and makes again what was removed of the others.
    if (changeStatus === 'deleted') return isMarked(object)
    if (tag) return isOwnTag(tag, changeStatus)
    return triggers.has(trigger?.triggerId ?? '') || isLeft(object.notes)
  }
  return drafted.filter((change) => !isOurs(change)).map(nameOfChange)
}

function isOwnFolder({ name, notes }: NonNullable<Change['folder']>, wanted: string | null): boolean {
  return notes === FOLDER_MARK || name === wanted
}

/** Built-in variables that our triggers read. */
const OUR_BUILT_INS: ReadonlySet<string> = new Set(Object.keys(BUILT_IN_VARIABLES))

/** What no run of ours ever writes of a tag, as text. */
function arranged(tag: Tag, isOwnException: (id: string) => boolean): string {
  const { paused, liveOnly, scheduleStartMs, scheduleEndMs, blockingTriggerId, consentSettings } = tag
  const { setupTag, teardownTag, parentFolderId } = tag
  return JSON.stringify([
    paused ?? false,
    liveOnly ?? false,
    scheduleStartMs ?? null,
    scheduleEndMs ?? null,
    (blockingTriggerId ?? []).filter((id) => !isOwnException(id)),
    consentSettings?.consentStatus === 'needed' ? consentSettings : null,
    setupTag ?? [],
    teardownTag ?? [],
    parentFolderId ?? null,
  ])
}
