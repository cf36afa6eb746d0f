import { claimRun } from '../queue/claim.ts'
import type { GoogleAccess } from './attempt-run.ts'
import { executeRun } from './execute-run.ts'
import type { Outcome } from './outcome.ts'
import { runSession } from './run-session.ts'

export type RunSyncOptions = GoogleAccess & {
  /** Only this run, which a request has just made due. */
  runId?: string
  /** No run is begun after it. */
  deadline: Date
}

/**
 * Claims and executes due runs until none is left or the deadline has come. Any number of these may go on at once, in
 * any number of processes.
 */
export async function runSync({ runId, deadline, ...access }: RunSyncOptions): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  while (Date.now() < deadline.getTime()) {
    const claim = await claimRun(runId)
    if (!claim) break
    outcomes.push(await executeRun(runSession(claim), access))
    if (runId) break
  }
  return outcomes
}
