import {
  actionObject,
  type Found,
  type InventoryCheck,
  nameOf,
  namesOf,
  tagObject,
} from './inventory-check.ts'
import type { ConversionTag, Feed, InventoryFacts } from './inventory-facts.ts'
import { submitsForm } from './submits-form.ts'

type Feeding = ConversionTag & { feed: Feed }

/** Every label that a tag sends to, with the tag. */
function feedings({ tags }: Pick<InventoryFacts, 'tags'>): Feeding[] {
  return tags.flatMap((each) => each.feeds.map((feed) => ({ ...each, feed })))
}

function sendTo({ conversionId, label }: Feed): string {
  return `AW-${conversionId}/${label}`
}

/** Tags that are not paused, by the label that they send to. */
function byLabel(facts: InventoryFacts): ReadonlyMap<string, Feeding[]> {
  const live = feedings(facts).filter(({ tag }) => !tag.paused)
  return Map.groupBy(live, ({ feed }) => sendTo(feed))
}

/** What proves that several tags feed one label. */
function sharing(feeds: readonly Feeding[]): Found[] {
  const tags = [...new Set(feeds.map(({ tag }) => tag))]
  const [first] = feeds
  if (!first) return []
  const { action } = first.feed
  return [
    {
      objects: [...tags.map(tagObject), ...(action ? [actionObject(action)] : [])],
      data: { sendTo: sendTo(first.feed) },
    },
  ]
}

/** What the labels say that tags send to. */
export const LABEL_CHECKS = {
  'label.unknown': {
    severity: 'error',
    summary: (found) =>
      `The tag ${nameOf(found, 'tag')} sends to ${found.data?.['sendTo']}, and no conversion action of the Google Ads account has this label: nothing is counted.`,
    nextStep: 'Give the tag the label of an action that exists, or delete it.',
    find: (facts) =>
      feedings(facts)
        .filter(({ feed }) => !feed.action && facts.conversionIds.has(feed.conversionId))
        .map(({ tag, feed }) => ({ objects: [tagObject(tag)], data: { sendTo: sendTo(feed) } })),
  },
  'label.other_account': {
    severity: 'warning',
    summary: (found) =>
      `The tag ${nameOf(found, 'tag')} sends to ${found.data?.['sendTo']}, which is not a number of the customer’s Google Ads account: it counts for another one.`,
    nextStep: 'See whether that account still counts for the customer. If not, delete the tag.',
    find: (facts) =>
      feedings(facts)
        .filter(({ feed }) => !feed.action && !facts.conversionIds.has(feed.conversionId))
        .map(({ tag, feed }) => ({ objects: [tagObject(tag)], data: { sendTo: sendTo(feed) } })),
  },
  'label.shared': {
    severity: 'error',
    summary: (found) =>
      `The tags ${namesOf(found, 'tag')} send to the same label ${found.data?.['sendTo']}: what fires two of them counts twice.`,
    nextStep: 'Keep one of the tags with all triggers that are meant, and delete or pause the others.',
    find: (facts) =>
      [...byLabel(facts).values()]
        .filter((feeds) => new Set(feeds.map(({ tag }) => tag)).size > 1)
        .flatMap(sharing),
  },
  'label.click_and_form': {
    severity: 'error',
    summary: (found) =>
      `${namesOf(found, 'tag')} counts the click on a form’s button as well as the form that it sends: both for ${found.data?.['sendTo']}.`,
    nextStep: 'Remove the click trigger: a form that is not sent is no conversion.',
    find: (facts) =>
      [...byLabel(facts).values()]
        .filter((feeds) => submitsForm(feeds.flatMap(({ triggers }) => triggers)))
        .flatMap(sharing),
  },
} as const satisfies Record<string, InventoryCheck>
