const DAY_MS = 86_400_000

/** The days from 1970-01-01 to a day (YYYY-MM-DD). Days of one account are compared only with each other, so no time zone matters. */
export function dayNumber(day: string): number {
  return Date.parse(day) / DAY_MS
}
