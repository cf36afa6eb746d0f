const MINUTE_MS = 60_000

/** A token that lives shorter than this is replaced before it is used, so that it outlasts the call it is for. */
const MARGIN_MS = 5 * MINUTE_MS

export function livesLongEnough(expiresAt: Date, now: Date): boolean {
  return expiresAt.getTime() - now.getTime() > MARGIN_MS
}

/**
 * When a token is to be refreshed although no call uses it: 10 to 15 minutes before it expires.
 * @param jitter 0 to 1, so that connections made together do not stay together
 */
export function refreshDueAt(expiresAt: Date, jitter = Math.random()): Date {
  return new Date(expiresAt.getTime() - (10 + 5 * jitter) * MINUTE_MS)
}

/** When to try again after the nth failure in a row: 1, 2, 4 … minutes, at most half an hour. */
export function retryDueAt(now: Date, failures: number, jitter = Math.random()): Date {
  const minutes = Math.min(2 ** (failures - 1), 30)
  return new Date(now.getTime() + (minutes + jitter) * MINUTE_MS)
}
