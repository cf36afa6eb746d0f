import { parameterOf } from '../deployment/tag-fields.ts'
import type { ListedConversionAction } from '../google/google-ads.ts'
import { isLead } from '../model/conversion-category.ts'
import {
  actionObject,
  type InventoryCheck,
  nameOf,
  namesOf,
  tagObject,
  triggerObject,
} from './inventory-check.ts'
import type { ConversionTag, InventoryFacts } from './inventory-facts.ts'
import { isMicroTrigger } from './is-micro-trigger.ts'

const isEnabled = ({ status }: ListedConversionAction) => status === 'ENABLED'
const isForBidding = (action: ListedConversionAction) => isEnabled(action) && action.primaryForGoal

/** The tags that feed an action and are not paused. */
function feeders({ tags }: InventoryFacts, action: ListedConversionAction): ConversionTag[] {
  return tags.filter(({ tag, feeds }) => !tag.paused && feeds.some((feed) => feed.action === action))
}

/** What the actions of the Google Ads accounts say, and the tags that feed them. */
export const ACTION_CHECKS = {
  'action.without_tag': {
    severity: 'warning',
    summary: (found) =>
      `No tag of the live container sends to the conversion action ${nameOf(found, 'conversionAction')}: unless the page itself does, it counts nothing.`,
    nextStep: 'Add a tag, see whether the page sends it without Tag Manager, or remove the action.',
    find: (facts) => {
      const fed = new Set(facts.tags.flatMap(({ feeds }) => feeds.map(({ action }) => action)))
      return facts.actions
        .filter((action) => isEnabled(action) && action.type === 'WEBPAGE' && !fed.has(action))
        .map((action) => ({ objects: [actionObject(action)] }))
    },
  },
  'action.removed': {
    severity: 'error',
    summary: (found) =>
      `The tag ${nameOf(found, 'tag')} sends to the conversion action ${nameOf(found, 'conversionAction')}, which is removed: nothing is counted.`,
    nextStep: 'Delete the tag, or give it the label of an action that exists.',
    find: (facts) => fedActions(facts, 'REMOVED'),
  },
  'action.hidden': {
    severity: 'warning',
    summary: (found) =>
      `The tag ${nameOf(found, 'tag')} sends to the conversion action ${nameOf(found, 'conversionAction')}, which is hidden: what it counts is not reported.`,
    nextStep: 'Enable the action in Google Ads, or delete the tag.',
    find: (facts) => fedActions(facts, 'HIDDEN'),
  },
  'action.counting': {
    severity: 'warning',
    summary: (found) =>
      found.data?.['counting'] === 'MANY_PER_CLICK'
        ? `The action ${nameOf(found, 'conversionAction')} of the category ${found.data['category']} counts every conversion after a click; of a lead Google recommends to count one.`
        : `The action ${nameOf(found, 'conversionAction')} of the category ${found.data?.['category']} counts one conversion after a click; of purchases Google recommends to count every one.`,
    nextStep: 'Change how the action counts in Google Ads, or accept it from the tracking that is meant so.',
    find: ({ actions }) =>
      actions
        .filter(isEnabled)
        .filter(({ category, countingType }) =>
          countingType === 'MANY_PER_CLICK'
            ? category === 'IMPORTED_LEAD' || isLead(category)
            : countingType === 'ONE_PER_CLICK' && category === 'PURCHASE',
        )
        .map((action) => ({
          objects: [actionObject(action)],
          data: { category: action.category, counting: action.countingType ?? '' },
        })),
  },
  'action.micro_primary': {
    severity: 'warning',
    summary: (found) =>
      `The action ${nameOf(found, 'conversionAction')} is primary, so bidding aims at it, and ${namesOf(found, 'trigger')} of ${nameOf(found, 'tag')} waits for no more than a page, a scroll, a video or time.`,
    nextStep: 'Make the action secondary in Google Ads, or let the tag fire on what is worth something.',
    find: (facts) =>
      facts.actions.filter(isForBidding).flatMap((action) =>
        feeders(facts, action).flatMap(({ tag, triggers }) => {
          const micro = triggers.filter(isMicroTrigger)
          if (micro.length === 0) return []
          return [{ objects: [actionObject(action), tagObject(tag), ...micro.map(triggerObject)] }]
        }),
      ),
  },
  'action.counted_by_analytics': {
    severity: 'error',
    summary: (found) =>
      `${namesOf(found, 'conversionAction')} are both primary and count the same: ${namesOf(found, 'tag')} fire on the same trigger, and the key event “${found.data?.['event']}” is imported from Google Analytics.`,
    nextStep:
      'Make the imported action secondary in Google Ads, so that bidding counts each conversion once.',
    find: (facts) =>
      facts.actions
        .filter((action) => isForBidding(action) && action.googleAnalytics4Event !== undefined)
        .flatMap((imported) => countedTwice(facts, imported)),
  },
} as const satisfies Record<string, InventoryCheck>

function fedActions({ tags }: InventoryFacts, status: string) {
  return tags.flatMap(({ tag, feeds }) =>
    feeds.flatMap(({ action }) =>
      action?.status === status ? [{ objects: [tagObject(tag), actionObject(action)] }] : [],
    ),
  )
}

/** Ads tags of primary actions that fire on a trigger on which a GA4 tag sends the event that is imported. */
function countedTwice(facts: InventoryFacts, imported: ListedConversionAction) {
  const event = imported.googleAnalytics4Event ?? ''
  const senders = facts.tags.filter(
    ({ tag }) => tag.type === 'gaawe' && !tag.paused && parameterOf(tag, 'eventName') === event,
  )
  return senders.flatMap((sender) =>
    facts.tags.flatMap(({ tag, feeds, triggers }) => {
      const shared = triggers.filter((trigger) =>
        sender.triggers.some(({ triggerId }) => triggerId === trigger.triggerId),
      )
      if (tag.paused || shared.length === 0) return []
      return feeds.flatMap(({ action }) =>
        action && isForBidding(action)
          ? [
              {
                objects: [
                  ...[tag, sender.tag].map(tagObject),
                  ...[action, imported].map(actionObject),
                  ...shared.map(triggerObject),
                ],
                data: { event },
              },
            ]
          : [],
      )
    }),
  )
}
