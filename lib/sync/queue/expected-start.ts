/** What each run in front costs: about 10 of the 25 calls to Tag Manager that the quota grants in 102 s. */
const MS_PER_RUN = 10 * (102_000 / 25)

/** About when a queued run starts: not before it is due, and after the runs that are in front of it. */
export function expectedStart(dueAt: Date, position: number, now: Date): Date {
  const earliest = Math.max(dueAt.getTime(), now.getTime())
  return new Date(earliest + (position - 1) * MS_PER_RUN)
}
