import { isAlwaysTrue } from '../deployment/condition-holds.ts'
import { constantText } from '../deployment/constant-text.ts'
import { parameterOf } from '../deployment/tag-fields.ts'
import type { ListedConversionAction } from '../google/google-ads.ts'
import type { Tag, Trigger } from '../google/tag-manager-schemas.ts'
import {
  actionObject,
  type InventoryCheck,
  nameOf,
  namesOf,
  tagObject,
  triggerObject,
} from './inventory-check.ts'
import type { InventoryFacts } from './inventory-facts.ts'

type Counting = { tag: Tag; triggers: readonly Trigger[]; action: ListedConversionAction }

/** Conversion tags that are not paused, with the enabled action that each feeds. */
function counting({ tags }: InventoryFacts): Counting[] {
  return tags.flatMap(({ tag, feeds, triggers }) =>
    feeds.flatMap(({ action }) =>
      tag.type === 'awct' && !tag.paused && action?.status === 'ENABLED' ? [{ tag, triggers, action }] : [],
    ),
  )
}

function purchases(facts: InventoryFacts): Counting[] {
  return counting(facts).filter(({ action }) => action.category === 'PURCHASE')
}

const objectsOf = ({ tag, action }: Counting) => [tagObject(tag), actionObject(action)]
const usesOwnValue = ({ valueSettings }: ListedConversionAction) =>
  valueSettings?.alwaysUseDefaultValue === true

/** What a purchase is worth, and what keeps one from counting twice. */
export const VALUE_CHECKS = {
  'purchase.value_missing': {
    severity: 'warning',
    summary: (found) =>
      `The tag ${nameOf(found, 'tag')} of the purchase ${nameOf(found, 'conversionAction')} sends no value: every order is worth the same.`,
    nextStep: 'Give the tag the value and the currency of the order from the data layer.',
    find: (facts) =>
      purchases(facts)
        .filter(({ tag, action }) => !parameterOf(tag, 'conversionValue') && !usesOwnValue(action))
        .map((each) => ({ objects: objectsOf(each) })),
  },
  'purchase.value_fixed': {
    severity: 'warning',
    summary: (found) =>
      `The purchase ${nameOf(found, 'conversionAction')} is always worth ${found.data?.['value']}, whatever is bought.`,
    nextStep: 'Take the value of the order from the data layer, and let the action use different values.',
    find: (facts) =>
      purchases(facts).flatMap((each) => {
        const sent = constantText(parameterOf(each.tag, 'conversionValue') ?? '', facts.contents)
        const { valueSettings } = each.action
        const value = usesOwnValue(each.action) ? String(valueSettings?.defaultValue ?? 0) : sent
        return /^\d+([.,]\d+)?$/.test(value) ? [{ objects: objectsOf(each), data: { value } }] : []
      }),
  },
  'purchase.order_id_missing': {
    severity: 'warning',
    summary: (found) =>
      `The tag ${nameOf(found, 'tag')} of the purchase ${nameOf(found, 'conversionAction')} sends no order id: an order that is reported again counts again.`,
    nextStep: 'Give the tag the id of the order from the data layer as its transaction id.',
    find: (facts) =>
      purchases(facts)
        .filter(({ tag }) => !parameterOf(tag, 'orderId'))
        .map((each) => ({ objects: objectsOf(each) })),
  },
  'page.reload_counts': {
    severity: 'warning',
    summary: (found) =>
      `The tag ${nameOf(found, 'tag')} counts every view of the page of ${namesOf(found, 'trigger')} and sends no order id: a reload counts again.`,
    nextStep: 'Send an id of the order or enquiry as transaction id, or let the action count one per click.',
    find: (facts) =>
      counting(facts)
        .filter(({ tag, action }) => action.countingType === 'MANY_PER_CLICK' && !parameterOf(tag, 'orderId'))
        .flatMap((each) => {
          const pages = each.triggers.filter(isPage)
          return pages.length === 0 ? [] : [{ objects: [...objectsOf(each), ...pages.map(triggerObject)] }]
        }),
  },
} as const satisfies Record<string, InventoryCheck>

/** A trigger that waits for a certain page. */
function isPage({ type, filter }: Trigger): boolean {
  const isView = type === 'pageview' || type === 'domReady' || type === 'windowLoaded'
  return isView && (filter ?? []).some((condition) => !isAlwaysTrue(condition))
}
