/** What on a website is tracked. What each of them is stands in `lib/tracking-types`. */
export const TRACKING_TYPE_NAMES = [
  'BUTTON_CLICK',
  'LINK_CLICK',
  'PHONE_CLICK',
  'EMAIL_CLICK',
  'FILE_DOWNLOAD',
  'PAGE_VIEW',
  'FORM_SUBMIT',
  'ELEMENT_VISIBLE',
  'SCROLL_DEPTH',
  'VIDEO',
  'TIMER',
  'CUSTOM_EVENT',
] as const
export type TrackingType = (typeof TRACKING_TYPE_NAMES)[number]
