/**
 * The categories of Google Ads that suit a conversion on a website.
 * https://developers.google.com/google-ads/api/reference/rpc/v26/ConversionActionCategoryEnum.ConversionActionCategory
 */
export const CONVERSION_CATEGORIES = [
  'DEFAULT',
  'PAGE_VIEW',
  'PURCHASE',
  'SIGNUP',
  'DOWNLOAD',
  'ADD_TO_CART',
  'BEGIN_CHECKOUT',
  'SUBSCRIBE_PAID',
  'PHONE_CALL_LEAD',
  'SUBMIT_LEAD_FORM',
  'BOOK_APPOINTMENT',
  'REQUEST_QUOTE',
  'GET_DIRECTIONS',
  'OUTBOUND_CLICK',
  'CONTACT',
  'ENGAGEMENT',
  'QUALIFIED_LEAD',
  'CONVERTED_LEAD',
] as const
export type ConversionCategory = (typeof CONVERSION_CATEGORIES)[number]

/** What is worth something each time that it happens, and what is worth something only by the person it comes from. */
type CategoryKind = 'sale' | 'lead' | 'other'

const KINDS: Readonly<Record<string, CategoryKind>> = {
  DEFAULT: 'other',
  PAGE_VIEW: 'other',
  PURCHASE: 'sale',
  SIGNUP: 'lead',
  DOWNLOAD: 'other',
  ADD_TO_CART: 'other',
  BEGIN_CHECKOUT: 'other',
  SUBSCRIBE_PAID: 'sale',
  PHONE_CALL_LEAD: 'lead',
  SUBMIT_LEAD_FORM: 'lead',
  BOOK_APPOINTMENT: 'lead',
  REQUEST_QUOTE: 'lead',
  GET_DIRECTIONS: 'lead',
  OUTBOUND_CLICK: 'other',
  CONTACT: 'lead',
  ENGAGEMENT: 'other',
  QUALIFIED_LEAD: 'lead',
  CONVERTED_LEAD: 'lead',
} satisfies Record<ConversionCategory, CategoryKind>

export function isLead(category: string): boolean {
  return KINDS[category] === 'lead'
}

/**
 * How Google recommends to count a category: every sale, for each is worth something; one of leads, sign-ups and all
 * others, of which only the first after a click is. https://support.google.com/google-ads/answer/3438531
 */
export function recommendedCounting(category: string): 'ONE_PER_CLICK' | 'MANY_PER_CLICK' {
  return KINDS[category] === 'sale' ? 'MANY_PER_CLICK' : 'ONE_PER_CLICK'
}
