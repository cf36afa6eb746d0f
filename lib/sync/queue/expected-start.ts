import { QUOTA_WINDOW_MS } from '../../model/quota-window.ts'

/** About what each run in front costs. */
const CALLS_PER_RUN = 10

/**
 * About when a queued run starts: not before it is due, and after the runs that are in front of it, as far as they are counted.
 * @param callsPerWindow calls to Tag Manager that the quota grants in 102 s
 */
export function expectedStart(dueAt: Date, position: number, now: Date, callsPerWindow: number): Date {
  const earliest = Math.max(dueAt.getTime(), now.getTime())
  return new Date(earliest + ((position - 1) * CALLS_PER_RUN * QUOTA_WINDOW_MS) / callsPerWindow)
}
