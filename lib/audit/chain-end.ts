/** How far a chain has been walked. */
export type ChainEnd = { sequence: number; hash: Uint8Array }

/** What one statement says of the entries behind such an end. */
export type CheckedPart = ChainEnd & { broken_at: number | null; reason: string | null }

/** Where every chain begins. */
export const BEFORE_FIRST: ChainEnd = { sequence: 0, hash: Buffer.alloc(32) }

/** Entries checked by one statement: well within the time that it may take. */
export const ENTRIES_AT_A_TIME = 20_000

/** What is wrong where a chain ends before its head, or elsewhere. Entries that came in meanwhile are beyond it. */
export function headViolation(end: ChainEnd, head: ChainEnd) {
  if (end.sequence < head.sequence) return { sequence: end.sequence + 1, reason: 'missing' } as const
  const isOther = end.sequence === head.sequence && Buffer.compare(end.hash, head.hash) !== 0
  return isOther ? ({ sequence: head.sequence, reason: 'changed' } as const) : undefined
}
