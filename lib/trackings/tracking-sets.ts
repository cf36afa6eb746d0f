/** What on a website is tracked. */
export const TRACKING_TYPES = ['BUTTON_CLICK', 'PAGE_VIEW', 'FORM_SUBMIT', 'CUSTOM_EVENT'] as const
export type TrackingType = (typeof TRACKING_TYPES)[number]

/** How far the latest edit has come on its way to Google. */
export const SYNC_STATUSES = ['PENDING', 'IN_PROGRESS', 'SUCCESS', 'FAILED'] as const

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

/**
 * Whether several conversions after one click on an ad count once or each.
 * https://developers.google.com/google-ads/api/reference/rpc/v26/ConversionActionCountingTypeEnum.ConversionActionCountingType
 */
export const CONVERSION_COUNTINGS = ['ONE_PER_CLICK', 'MANY_PER_CLICK'] as const
