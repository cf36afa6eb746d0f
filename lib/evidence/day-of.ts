const DAY_MS = 86_400_000

/** The day (YYYY-MM-DD) with a number that `dayNumber` gave. */
export function dayOf(number: number): string {
  return new Date(number * DAY_MS).toISOString().slice(0, 10)
}
