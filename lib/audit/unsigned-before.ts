/** The schedule signs every hour: what has waited for a week was signed before, or the schedule did not run. */
const DAYS = 7

/** Entries of before this time must have been signed. */
export function unsignedBefore(now: Date): Date {
  return new Date(now.getTime() - DAYS * 24 * 60 * 60 * 1000)
}
