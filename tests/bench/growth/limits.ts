/** How many times the first the second may be. */
export const LIMITS = { reads: 1.3, pages: 1.2, writes: 1.3 } as const
