/**
 * What may hold up runs that write at Google: the organization's `writesPaused`, the operator's `GOOGLE_WRITES=off`, the
 * `hold` of the customer after a rollback; and, of publishing alone, a freeze.
 */
export const WRITE_SWITCHES = ['writes_paused', 'google_writes_off', 'on_hold', 'frozen'] as const
export type WriteSwitch = (typeof WRITE_SWITCHES)[number]
