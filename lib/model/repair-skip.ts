/** Why no repair is made for a customer. */
export const REPAIR_SKIPS = [
  'no_such_customer',
  'nothing_found',
  'paused',
  'not_connected',
  'connection_lost',
  'setup_incomplete',
  'on_hold',
  'repair_under_way',
] as const
export type RepairSkip = (typeof REPAIR_SKIPS)[number]
