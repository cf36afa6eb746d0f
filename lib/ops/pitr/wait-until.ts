import { setTimeout } from 'node:timers/promises'

const LIMIT_MS = 60_000
const PAUSE_MS = 50

/**
 * Polls until `holds` is true, for what another program does and gives no event for.
 * @throws Error that names what did not happen within a minute
 */
export async function waitUntil(what: string, holds: () => Promise<boolean>): Promise<void> {
  const limit = performance.now() + LIMIT_MS
  while (!(await holds())) {
    if (performance.now() > limit) throw new Error(`Timed out after ${LIMIT_MS / 1000} s: ${what}.`)
    await setTimeout(PAUSE_MS)
  }
}
