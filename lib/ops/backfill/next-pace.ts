/** The size of the next batch, and the pause before it. */
export type Pace = { rows: number; pauseMs: number }

export type PaceLimits = {
  /** The most rows of a batch. */
  rows: number
  /** The share of the time spent in transactions, between 0 and 1. */
  share: number
}

/** How long the transaction took, and the longest current wait of any session for a lock. */
export type Load = { batchMs: number; waitingMs: number; lockedOut: boolean }

/** Short enough that requests that wait for one of its rows are not noticeably delayed. */
const LONG_BATCH_MS = 200
const FEWEST_ROWS = 10
const SHORTEST_BACKOFF_MS = 100
const LONGEST_PAUSE_MS = 10_000

/**
 * The next pace. Longer transactions get fewer rows and a longer pause. While a session waits for a lock, or a lock was
 * not available in time, the pause doubles.
 */
export function nextPace(pace: Pace, { batchMs, waitingMs, lockedOut }: Load, limits: PaceLimits): Pace {
  const contended = lockedOut || waitingMs > LONG_BATCH_MS
  const long = contended || batchMs > LONG_BATCH_MS
  const rows = long ? pace.rows / 2 : batchMs < LONG_BATCH_MS / 2 ? pace.rows * 1.5 : pace.rows
  const rest = (batchMs * (1 - limits.share)) / limits.share
  const pauseMs = contended ? Math.max(pace.pauseMs * 2, SHORTEST_BACKOFF_MS) : rest
  return {
    rows: Math.min(Math.max(Math.round(rows), FEWEST_ROWS), limits.rows),
    pauseMs: Math.min(Math.round(pauseMs), LONGEST_PAUSE_MS),
  }
}
