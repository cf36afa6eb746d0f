/** What may hold up runs that write at Google: the organization's `writesPaused`, or the operator's `GOOGLE_WRITES=off`. */
export const WRITE_SWITCHES = ['writes_paused', 'google_writes_off'] as const
export type WriteSwitch = (typeof WRITE_SWITCHES)[number]
