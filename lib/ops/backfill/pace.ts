/** How much is done at once, and how long nothing is done afterwards. */
export type Pace = { rows: number; pauseMs: number }

export type PaceLimits = {
  /** Rows of a batch, at most. */
  rows: number
  /** The part of the time at work, between 0 and 1. */
  share: number
}

/** What a batch met: how long its transaction took, and the longest that anybody waits for a lock just now. */
export type Load = { batchMs: number; waitingMs: number; lockedOut: boolean }

/** A transaction so short that whoever waits for one of its rows does not notice. */
const LONG_BATCH_MS = 200
const FEWEST_ROWS = 10
const SHORTEST_BACKOFF_MS = 100
const LONGEST_PAUSE_MS = 10_000

/**
 * The next pace. Transactions that grow longer get fewer rows, and since the pause follows their length, a busy server
 * has more of it. While somebody waits for a lock, or held one of ours too long, the pause doubles.
 */
export function nextPace(pace: Pace, { batchMs, waitingMs, lockedOut }: Load, limits: PaceLimits): Pace {
  const pressed = lockedOut || waitingMs > LONG_BATCH_MS
  const long = pressed || batchMs > LONG_BATCH_MS
  const rows = long ? pace.rows / 2 : batchMs < LONG_BATCH_MS / 2 ? pace.rows * 1.5 : pace.rows
  const rest = (batchMs * (1 - limits.share)) / limits.share
  const pauseMs = pressed ? Math.max(pace.pauseMs * 2, SHORTEST_BACKOFF_MS) : rest
  return {
    rows: Math.min(Math.max(Math.round(rows), FEWEST_ROWS), limits.rows),
    pauseMs: Math.min(Math.round(pauseMs), LONGEST_PAUSE_MS),
  }
}
