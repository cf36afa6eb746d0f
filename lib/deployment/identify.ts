import type { Tag, Trigger } from '../google/tag-manager-schemas.ts'
import { isException } from '../tracking-types/is-exception.ts'
import { constantText } from './constant-text.ts'
import type { ContainerContents } from './container-contents.ts'
import { isMarkedAs, mark } from './mark.ts'
import { parameterOf } from './tag-fields.ts'
import { usersOf } from './trigger-users.ts'

/** A conversion as a tag sends it. */
export type Label = { conversionId: string; label: string }

/** What is known of a tracking's objects from what was applied and what is wanted. */
export type Known = {
  trackingId: string
  /** The labels that its tag may carry: the applied one and the wanted one. */
  labels: readonly Label[]
  tagId: string | undefined
  /** Stored ids of its triggers, by role, with the type that each has. */
  triggers: readonly { role: string; type: string; id: string | undefined }[]
}

export type Identified = {
  tag: Tag | undefined
  triggers: ReadonlyMap<string, Trigger>
  /** Other tags that carry our mark and our label: copies that count the same event again. */
  copies: readonly Tag[]
  /** Tags with our mark or id that are something else by now: other people's. */
  foreign: readonly Tag[]
  /** Tags of other people on our label. */
  sameLabel: readonly Tag[]
}

/**
 * Finds a tracking's objects in a container. Ours is a tag with our conversion id and label that has the stored id or
 * our mark; the stored id wins. With neither left, it is ours if it is the only one on our label. What has our id or
 * mark but another type or label belongs to somebody else by now.
 */
export function identify(contents: ContainerContents, known: Known): Identified {
  const marked = (notes: string | null | undefined) => notes?.includes(mark(known.trackingId)) ?? false
  const onLabel = contents.tag.filter((tag) => carries(tag, known.labels, contents))
  const candidates = onLabel.filter((tag) => tag.tagId === known.tagId || marked(tag.notes))
  const lone = candidates.length === 0 && onLabel.length === 1 ? onLabel[0] : undefined
  const tag = candidates.find(({ tagId }) => tagId === known.tagId) ?? candidates[0] ?? lone
  const copies = candidates.filter((each) => each !== tag)
  return {
    tag,
    triggers: new Map(
      known.triggers.flatMap((wanted) => identifyTrigger(contents, wanted, tag, known.trackingId)),
    ),
    copies,
    foreign: contents.tag.filter(
      (each) => (each.tagId === known.tagId || marked(each.notes)) && !onLabel.includes(each),
    ),
    sameLabel: onLabel.filter((each) => each !== tag && !copies.includes(each)),
  }
}

/** Whether a tag is an Ads conversion tag on one of the labels. */
function carries(tag: Tag, labels: readonly Label[], contents: ContainerContents): boolean {
  const own = labelOf(tag, contents)
  return labels.some(({ conversionId, label }) => conversionId === own?.conversionId && label === own.label)
}

/** What an Ads conversion tag sends, also where constants of the container hold it. */
export function labelOf(tag: Tag, contents: ContainerContents): Label | undefined {
  if (tag.type !== 'awct') return undefined
  const [conversionId, label] = ['conversionId', 'conversionLabel'].map((key) =>
    constantText(parameterOf(tag, key) ?? '', contents),
  )
  return { conversionId: conversionId ?? '', label: label ?? '' }
}

/**
 * By the stored id if it has the mark or our tag fires on it, whatever type it has by now; else by the mark if our tag
 * fires on it. Of an exception it is that our tag has it.
 */
function identifyTrigger(
  contents: ContainerContents,
  { role, type, id }: Known['triggers'][number],
  tag: Tag | undefined,
  trackingId: string,
): [string, Trigger][] {
  const ids = isException(role) ? tag?.blockingTriggerId : tag?.firingTriggerId
  const isUsed = (each: Trigger) => ids?.includes(each.triggerId) ?? false
  const marked = (notes: string | null | undefined) => isMarkedAs(notes, trackingId, role)
  const { trigger } = contents
  const ofType = trigger.filter((each) => each.type === type)
  const found =
    trigger.find((each) => each.triggerId === id && (marked(each.notes) || isUsed(each))) ??
    ofType.find((each) => marked(each.notes) && isUsed(each)) ??
    // An interrupted run may have made the trigger without its tag: nothing uses it.
    ofType.find((each) => marked(each.notes) && usersOf(each.triggerId, contents).length === 0)
  return found ? [[role, found]] : []
}
