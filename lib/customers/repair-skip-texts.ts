import type { RepairSkip } from '../model/repair-skip.ts'

/** Why no repair is made for a customer, and what to do about it. */
export const REPAIR_SKIP_TEXTS: Readonly<Record<RepairSkip, string>> = {
  no_such_customer: 'There is no customer with this id.',
  nothing_found: 'No finding of this kind is open for it.',
  paused: 'It is paused. Let it go on first.',
  not_connected: 'It is not connected to Google. Connect it first.',
  connection_lost:
    'Its Google login or its container is lost. Connect it again, or sync it to see whether it is back.',
  setup_incomplete: 'It has no container or no Google Ads account. Choose them first.',
  on_hold: 'It is on hold after a rollback. An ADMIN resumes it first.',
  repair_under_way: 'A repair of it is under way. Let that end, then see what is still open.',
}
