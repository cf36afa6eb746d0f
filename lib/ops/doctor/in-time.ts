import { setTimeout as wait } from 'node:timers/promises'

/** Longer than any time-out of a pool, a statement or a request below it. */
const LONGEST_MS = 25_000

/**
 * What `work` comes to, in time: the doctor never hangs.
 * @throws Error where it takes longer
 */
export async function inTime<T>(work: Promise<T>, ms = LONGEST_MS): Promise<T> {
  const ended = new AbortController()
  const late = wait(ms, undefined, { signal: ended.signal }).then(() => {
    throw new Error(`no response within ${ms / 1000} s`)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    ended.abort()
    late.catch(() => undefined)
  }
}
