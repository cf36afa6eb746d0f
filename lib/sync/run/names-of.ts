import type { Work } from './work.ts'

/** The names of some trackings of a run, sorted. */
export function namesOf({ items, settled }: Work, trackingIds: readonly string[]): string[] {
  return [...items, ...settled]
    .filter(({ trackingId }) => trackingIds.includes(trackingId))
    .map(({ name }) => name)
    .toSorted()
}
