import { describeError, log } from '../../telemetry/log.ts'
import { metered } from '../../telemetry/meter.ts'
import { runTask } from '../../telemetry/task.ts'
import { sendSpans, spanned } from '../../telemetry/trace.ts'
import { attemptRun, type GoogleAccess } from './attempt-run.ts'
import type { Outcome } from './outcome.ts'
import type { RunSession } from './run-session.ts'

/** One claimed run, from where it is to its end, traced and logged; it never throws. */
export async function executeRun(session: RunSession, access: GoogleAccess): Promise<Outcome> {
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
