/** The day (YYYY-MM-DD) that a time zone has at a moment. */
export function localDay(at: Date, timeZone: string): string {
  // Swedish dates are written as ISO 8601 has them.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at)
}
