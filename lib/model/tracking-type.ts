/** What on a website is tracked. What each of them is stands in `lib/tracking-types`. */
export const TRACKING_TYPE_NAMES = ['BUTTON_CLICK', 'PAGE_VIEW', 'FORM_SUBMIT', 'CUSTOM_EVENT'] as const
export type TrackingType = (typeof TRACKING_TYPE_NAMES)[number]
