import { describeError, log } from '../../telemetry/log.ts'
import { metered } from '../../telemetry/meter.ts'
import { runTask } from '../../telemetry/task.ts'
import { sendSpans, spanned } from '../../telemetry/trace.ts'
import { claimRun } from '../queue/claim.ts'
import { attemptRun, type GoogleAccess } from './attempt-run.ts'
import type { Outcome } from './outcome.ts'
import { type RunSession, runSession } from './run-session.ts'

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
    outcomes.push(await execute(runSession(claim), access))
    if (runId) break
  }
  return outcomes
}

/** One claimed run, from where it is to its end, traced and logged; it never throws. */
async function execute(session: RunSession, access: GoogleAccess): Promise<Outcome> {
  const startedAt = performance.now()
  const { organizationId, requestId } = session.tenant
  const { runId: syncRunId } = session.claim
  const fields = { 'app.sync_run_id': syncRunId, 'app.organization_id': organizationId }
  const outcome = await runTask({ operation: 'sync.run', requestId, organizationId, syncRunId }, () =>
    spanned('sync.run', { fields }, (span) =>
      metered(async (meter) => {
        const outcome = await attemptRun(session, access).catch((error: unknown) => {
          log.error('sync.run.lost', { syncRunId, ...describeError(error) })
          return 'lost' as const
        })
        const durationMs = Math.round(performance.now() - startedAt)
        log.info('sync.run', { syncRunId, organizationId, outcome, durationMs, ...meter })
        span.record({ 'app.outcome': outcome })
        return outcome
      }),
    ),
  )
  sendSpans()
  return outcome
}
