import { waitUntil } from '@vercel/functions'
import { describeError, log } from '../log.ts'
import { runSync } from './run-sync.ts'

/** How long a function may go on after its answer, in milliseconds; `vercel.json` gives it a little more. */
const KICK_MS = 100_000

/**
 * Starts a run right after the answer, instead of at the next sweep. Nothing depends on it: should the instance die,
 * the sweep takes the run up.
 */
export function kickSync(runId: string): void {
  const run = runSync({ runId, deadline: new Date(Date.now() + KICK_MS) })
  waitUntil(run.catch((error: unknown) => log.error('sync.kick.failed', describeError(error))))
}
