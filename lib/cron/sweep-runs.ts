import { accessToken } from '../connections/tokens/access-token.ts'
import { runSync } from '../sync/run/run-sync.ts'

/** Runs at the same time: while one waits for Google or for quota, another goes on. */
const WORKERS = 4
/** No run is begun after this, so that the last one ends within the function's limit. In milliseconds. */
const BEGIN_UNTIL_MS = 200_000

/** Executes everything that is due: what an edit has queued, and what a start in the background has not finished. */
export async function sweepRuns(): Promise<{ outcomes: Record<string, number> }> {
  const deadline = new Date(Date.now() + BEGIN_UNTIL_MS)
  const ended = await Promise.all(Array.from({ length: WORKERS }, () => runSync({ deadline, accessToken })))
  const outcomes: Record<string, number> = {}
  for (const outcome of ended.flat()) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
  return { outcomes }
}
