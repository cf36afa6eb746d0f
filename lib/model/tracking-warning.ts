/** Mistakes that a tracking shows by itself; the inventory of a container calls the same ones by the same codes. */
export const TRACKING_WARNINGS = [
  'purchase.value_missing',
  'purchase.value_fixed',
  'purchase.currency_missing',
  'purchase.order_id_missing',
  'page.reload_counts',
  'action.counting',
  'action.micro_primary',
] as const
export type TrackingWarning = (typeof TRACKING_WARNINGS)[number]
