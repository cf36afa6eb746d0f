import type { ContainerContents } from '../../deployment/container-contents.ts'
import type { Fields, FieldValue } from '../../deployment/fields.ts'
import { identify } from '../../deployment/identify.ts'
import { isMarkedLinker } from '../../deployment/mark.ts'
import { isOwnVariable } from '../../deployment/own-variable.ts'
import { tagFields } from '../../deployment/tag-fields.ts'
import { triggerFields } from '../../deployment/trigger-fields.ts'
import type { ObjectKey, OwnObject, OwnObjects, VersionSnapshot } from '../../deployment/version-snapshot.ts'
import type { Tag, Trigger } from '../../google/tag-manager-schemas.ts'
import {
  type ConversionLabel,
  foundTriggerIds,
  knownOf,
  type PlannedTracking,
  wantedTag,
  wantedTriggers,
} from './planned-tracking.ts'

type Known = {
  trackings: readonly PlannedTracking[]
  labels: ReadonlyMap<string, ConversionLabel>
  /** Of the version before: an object of a tracking that the run has nothing to do with is still that tracking's. */
  before: VersionSnapshot | undefined
}

/** The objects of a version that are ours, with those fields of theirs that a tracking decides, and what stops them. */
export function ownObjects(contents: ContainerContents, { trackings, labels, before }: Known): OwnObjects {
  const found = new Map(
    trackings.flatMap((tracking) => {
      const label = labels.get(tracking.trackingId)
      return label ? objectsOf(tracking, label, contents) : []
    }),
  )
  const known = new Set(trackings.map(({ trackingId }) => trackingId))
  const kept = keptFrom(before, contents).filter(([, { trackingId }]) => !known.has(trackingId))
  return { own: new Map([...kept, ...found]), shared: sharedIn(contents) }
}

type Found = readonly [ObjectKey, OwnObject]

function objectsOf(tracking: PlannedTracking, label: ConversionLabel, contents: ContainerContents): Found[] {
  const { trackingId, name, applied } = tracking
  const { tag, triggers } = identify(contents, knownOf(tracking, label))
  const about = { trackingId, name }
  const ids = foundTriggerIds(triggers)
  const wanted = wantedTriggers(tracking)
  return [
    ...(tag ? [tagOf(tag, about, { ...wantedTag(tracking, label, ids), ...applied?.tag?.fields })] : []),
    ...[...triggers].map(([role, trigger]) =>
      triggerOf(trigger, about, { ...wanted.get(role), ...applied?.triggers[role]?.fields }),
    ),
  ]
}

type About = Pick<OwnObject, 'trackingId' | 'name'>

function tagOf(tag: Tag, about: About, decided: Fields): Found {
  const fields = tagFields(tag)
  const added = othersOf(fields, decided, 'firesOn:')
  return [
    `tag:${tag.tagId}`,
    {
      ...about,
      fields: {
        ...decidedOf(fields, decided),
        paused: tag.paused ?? false,
        ...counted('exceptions', othersOf(fields, decided, 'blockedBy:')),
        ...counted('addedTriggers', added),
        ...((tag.scheduleStartMs || tag.scheduleEndMs) && { scheduled: true }),
      },
    },
  ]
}

function triggerOf(trigger: Trigger, about: About, decided: Fields): Found {
  const fields = triggerFields(trigger)
  const added = othersOf(fields, decided, 'filter:')
  return [
    `trigger:${trigger.triggerId}`,
    { ...about, fields: { ...decidedOf(fields, decided), ...counted('addedConditions', added) } },
  ]
}

/** Of what is there, what a tracking decides: what people have added is theirs. */
function decidedOf(fields: Fields, decided: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => decided[field] !== undefined))
}

/** How many members of a set other people have added. */
function othersOf(fields: Fields, decided: Fields, set: string): number {
  return Object.keys(fields).filter((field) => field.startsWith(set) && decided[field] === undefined).length
}

function counted(field: string, count: number): Record<string, FieldValue> {
  return count === 0 ? {} : { [field]: count }
}

function keptFrom(before: VersionSnapshot | undefined, { tag, trigger }: ContainerContents): Found[] {
  const there: ObjectKey[] = [
    ...tag.map(({ tagId }) => `tag:${tagId}` as const),
    ...trigger.map(({ triggerId }) => `trigger:${triggerId}` as const),
  ]
  return there.flatMap((key): Found[] => {
    const object = before?.own[key]
    return object ? [[key, object]] : []
  })
}

/** Our Conversion Linker, and the variables of ours that our triggers read. */
function sharedIn({ tag, variable }: ContainerContents): ObjectKey[] {
  const linkers = tag.filter(isMarkedLinker)
  return [
    ...linkers.map(({ tagId }) => `tag:${tagId}` as const),
    ...variable.filter(isOwnVariable).map(({ variableId }) => `variable:${variableId}` as const),
  ]
}
