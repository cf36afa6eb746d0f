/** What on a website is tracked. */
export const TRACKING_TYPES = ['BUTTON_CLICK', 'PAGE_VIEW', 'FORM_SUBMIT', 'CUSTOM_EVENT'] as const
export type TrackingType = (typeof TRACKING_TYPES)[number]
