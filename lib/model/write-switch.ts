/**
 * What may hold up runs that write at Google: the organization's `writesPaused`, the operator's `GOOGLE_WRITES=off`, or the
 * `hold` of the customer after a rollback.
 */
export const WRITE_SWITCHES = ['writes_paused', 'google_writes_off', 'on_hold'] as const
export type WriteSwitch = (typeof WRITE_SWITCHES)[number]
