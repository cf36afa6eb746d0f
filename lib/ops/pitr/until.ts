import { setTimeout } from 'node:timers/promises'

const LIMIT_MS = 60_000
const PAUSE_MS = 50

/**
 * Returns when `holds` does. For what another program does in its own time and nobody can await.
 * @throws Error that names what did not come true within a minute
 */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const limit = performance.now() + LIMIT_MS
  while (!(await holds())) {
    if (performance.now() > limit) throw new Error(`Not within ${LIMIT_MS / 1000} s: ${what}.`)
    await setTimeout(PAUSE_MS)
  }
}
