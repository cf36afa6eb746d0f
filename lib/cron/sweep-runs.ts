import { runSync } from '../sync/run/run-sync.ts'

/** Runs work side by side: while one waits for Google or for quota, another goes on. */
const WORKERS = 4
/** No run is begun after this, so that the last one ends within the function's limit. In milliseconds. */
const BEGIN_UNTIL_MS = 200_000

/** Executes everything that is due: the safety net under the kicks, and the way of runs that an edit has queued. */
export async function sweepRuns(): Promise<{ outcomes: Record<string, number> }> {
  const deadline = new Date(Date.now() + BEGIN_UNTIL_MS)
  const ended = await Promise.all(Array.from({ length: WORKERS }, () => runSync({ deadline })))
  const outcomes: Record<string, number> = {}
  for (const outcome of ended.flat()) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
  return { outcomes }
}
