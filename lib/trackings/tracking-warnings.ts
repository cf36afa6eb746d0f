import type { z } from 'zod'
import { isLead } from '../model/conversion-category.ts'
import type { TrackingFields } from '../model/tracking-fields.ts'
import { TRACKING_WARNINGS, type TrackingWarning } from '../model/tracking-warning.ts'

/** What decides about warnings. */
export type Warned = Pick<
  z.input<typeof TrackingFields>,
  | 'type'
  | 'urlPattern'
  | 'urlRegex'
  | 'conditions'
  | 'conversionCategory'
  | 'conversionCounting'
  | 'conversionValue'
  | 'conversionValueKey'
  | 'conversionCurrency'
  | 'conversionCurrencyKey'
  | 'conversionOrderIdKey'
  | 'conversionPrimary'
>

type Rule = { applies: (tracking: Warned) => boolean; summary: (tracking: Warned) => string }

const RULES: Readonly<Record<TrackingWarning, Rule>> = {
  'purchase.value_missing': {
    applies: (tracking) => isPurchase(tracking) && !hasValue(tracking),
    summary: () =>
      'The tracking asks for no value, so every order is worth the same. Take it from the data layer: ' +
      '{ "value": { "dataLayer": "ecommerce.value" } }.',
  },
  'purchase.value_fixed': {
    applies: (tracking) => isPurchase(tracking) && tracking.conversionValue !== null,
    summary: ({ conversionValue, conversionCurrency }) =>
      `Every order counts ${conversionValue} ${conversionCurrency}, whatever is bought. Take the value from the data layer.`,
  },
  'purchase.currency_missing': {
    applies: (tracking) =>
      isPurchase(tracking) &&
      tracking.conversionValueKey !== null &&
      tracking.conversionCurrency === null &&
      tracking.conversionCurrencyKey === null,
    summary: () =>
      'Values of the data layer are read in the currency of the conversion action, whatever the customer has paid in. ' +
      'Name the currency, or take it from the data layer.',
  },
  'purchase.order_id_missing': {
    applies: (tracking) => isPurchase(tracking) && tracking.conversionOrderIdKey === null,
    summary: ({ conversionCounting }) =>
      conversionCounting === 'MANY_PER_CLICK'
        ? 'Without an order id, each reload of the thank-you page and each return to it counts the order again. Take it ' +
          'from the data layer: { "orderId": { "dataLayer": "ecommerce.transaction_id" } }.'
        : 'Without an order id, a return to the thank-you page after another click on an ad counts the order again. ' +
          'Take it from the data layer: { "orderId": { "dataLayer": "ecommerce.transaction_id" } }.',
  },
  'page.reload_counts': {
    applies: (tracking) =>
      tracking.type === 'PAGE_VIEW' &&
      !isPurchase(tracking) &&
      tracking.conversionCounting === 'MANY_PER_CLICK' &&
      tracking.conversionOrderIdKey === null,
    summary: () =>
      'Each reload of the page counts again. Count ONE_PER_CLICK, or take an order id from the data layer.',
  },
  'action.counting': {
    applies: ({ conversionCategory: category, conversionCounting: counting }) =>
      counting === 'MANY_PER_CLICK' ? isLead(category) : category === 'PURCHASE',
    summary: ({ conversionCategory, conversionCounting }) =>
      conversionCounting === 'MANY_PER_CLICK'
        ? `Several conversions of ${conversionCategory} after one click count each; of leads Google recommends ONE_PER_CLICK.`
        : 'Only one purchase counts after a click; Google recommends MANY_PER_CLICK.',
  },
  'action.micro_primary': {
    applies: (tracking) => tracking.conversionPrimary && isMicro(tracking),
    summary: () =>
      'Bidding aims at no more than a page, a scroll, a video or time. Set primary to false, so that it is only observed.',
  },
}

/** What is probably a mistake about a tracking, by what it asks for alone: nothing of it keeps it from being made. */
export function trackingWarnings(tracking: Warned): { code: TrackingWarning; summary: string }[] {
  return TRACKING_WARNINGS.filter((code) => RULES[code].applies(tracking)).map((code) => ({
    code,
    summary: RULES[code].summary(tracking),
  }))
}

function isPurchase({ conversionCategory }: Warned): boolean {
  return conversionCategory === 'PURCHASE'
}

function hasValue({ conversionValue, conversionValueKey }: Warned): boolean {
  return conversionValue !== null || conversionValueKey !== null
}

const PASSIVE: ReadonlySet<string> = new Set(['SCROLL_DEPTH', 'VIDEO', 'TIMER'])

function isMicro({ type, urlPattern, urlRegex, conditions }: Warned): boolean {
  if (PASSIVE.has(type)) return true
  const isEveryPage = (urlPattern ?? '*') === '*' && urlRegex === null && conditions.length === 0
  return type === 'PAGE_VIEW' && isEveryPage
}
