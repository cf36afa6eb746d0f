import type { ContainerContents } from '../../deployment/container-contents.ts'
import type { Fields } from '../../deployment/fields.ts'
import { identify } from '../../deployment/identify.ts'
import { changedTag, tagFields } from '../../deployment/tag-fields.ts'
import { changedTrigger, triggerFields } from '../../deployment/trigger-fields.ts'
import type { Tag, Trigger } from '../../google/tag-manager-schemas.ts'
import { isSameContent } from './is-same-content.ts'
import type { Change } from './plan-tracking-objects.ts'
import {
  type ConversionLabel,
  foundTriggerIds,
  knownOf,
  type PlannedTracking,
  wantedTag,
  wantedTriggers,
} from './planned-tracking.ts'

/** What takes a draft back, with the tracking that it is for. */
export type Undone = { trackingId: string; change: Change }

/**
 * What our workspace holds, as if no failed run had drafted anything of our objects: those that are live as they are
 * there, the others with nothing that is not wanted. An earlier draft may hold what an edit has replaced since, and
 * would be taken for somebody else's.
 */
export function withoutOwnDrafts(
  contents: ContainerContents,
  base: ContainerContents,
  trackings: readonly PlannedTracking[],
  conversions: ReadonlyMap<string, ConversionLabel>,
): { contents: ContainerContents; undone: readonly Undone[] } {
  const tags = new Map<string, Restored<Tag>>()
  const triggers = new Map<string, Restored<Trigger>>()
  for (const tracking of trackings) {
    const { trackingId, deleted } = tracking
    const conversion = conversions.get(trackingId)
    if (deleted || !conversion) continue
    const own = identify(contents, knownOf(tracking, conversion))
    for (const [role, trigger] of own.triggers) {
      const object = restoredTrigger(trigger, base, wantedTriggers(tracking).get(role) ?? {})
      if (!isSameContent(object, trigger)) triggers.set(trigger.triggerId, { trackingId, object })
    }
    if (!own.tag) continue
    const ids = foundTriggerIds(own.triggers)
    const object = restoredTag(own.tag, base, wantedTag(tracking, conversion, ids))
    if (!isSameContent(object, own.tag)) tags.set(object.tagId, { trackingId, object })
  }
  return {
    contents: {
      ...contents,
      tag: contents.tag.map((tag) => tags.get(tag.tagId)?.object ?? tag),
      trigger: contents.trigger.map((trigger) => triggers.get(trigger.triggerId)?.object ?? trigger),
    },
    undone: [
      ...[...triggers.values()].map(({ trackingId, object }) => undo(trackingId, { trigger: object })),
      ...[...tags.values()].map(({ trackingId, object }) => undo(trackingId, { tag: object })),
    ],
  }
}

type Restored<Object> = { trackingId: string; object: Object }

function undo(trackingId: string, change: Change): Undone {
  return { trackingId, change: { changeStatus: 'updated', ...change } }
}

function restoredTrigger(drafted: Trigger, base: ContainerContents, wanted: Fields): Trigger {
  const { triggerId, name, type } = drafted
  const before = base.trigger.find((each) => each.triggerId === triggerId)
  if (before) return { ...before, fingerprint: drafted.fingerprint ?? null }
  return { ...changedTrigger(drafted, unwanted(triggerFields(drafted), wanted)), triggerId, name, type }
}

function restoredTag(drafted: Tag, base: ContainerContents, wanted: Fields): Tag {
  const { tagId, name, type } = drafted
  const before = base.tag.find((each) => each.tagId === tagId)
  if (before) return { ...before, fingerprint: drafted.fingerprint ?? null }
  return { ...changedTag(drafted, unwanted(tagFields(drafted), wanted)), tagId, name, type }
}

function unwanted(fields: Fields, wanted: Fields) {
  return Object.entries(fields)
    .filter(([field]) => !Object.hasOwn(wanted, field))
    .map(([field, before]) => ({ field, before, after: undefined }))
}

/** Whether an object is as a change wants it already. */
export function isThere({ changeStatus, tag, trigger }: Change, contents: ContainerContents): boolean {
  if (changeStatus !== 'updated') return false
  const there = tag
    ? contents.tag.find(({ tagId }) => tagId === tag.tagId)
    : contents.trigger.find(({ triggerId }) => triggerId === trigger?.triggerId)
  return there !== undefined && isSameContent(there, tag ?? trigger ?? {})
}
