import { inParallel } from '../concurrency/in-parallel.ts'
import {
  type DueConnection,
  listDueConnections,
  type RefreshOutcome,
  refreshDueConnection,
} from '../connections/tokens/refresh-due-connection.ts'
import { describeError, log } from '../telemetry/log.ts'
import { runTask } from '../telemetry/task.ts'

/** Concurrent refreshes. */
const WIDTH = 5
/** No refresh begins after this, so that the last one ends within the function's limit. In milliseconds. */
const BEGIN_UNTIL_MS = 240_000
/** About what one sweep gets done; the next one takes the rest, longest overdue first. */
const MAX_CONNECTIONS = 5_000

/**
 * Refreshes every token that falls due, before a request has to wait for it, and finds grants that have ended. Any
 * number of sweeps may run concurrently: each connection is refreshed once. One that fails never stops the others.
 * @returns how many ended with which outcome; those for which no time was left count as skipped
 */
export async function refreshTokens(
  requestId: string,
  now: () => Date = () => new Date(),
): Promise<Record<RefreshOutcome, number>> {
  const startedAt = now()
  const beginUntil = startedAt.getTime() + BEGIN_UNTIL_MS
  const due = await listDueConnections(startedAt, MAX_CONNECTIONS)
  const outcomes = await inParallel(due, WIDTH, async (connection) => {
    const timeIsUp = now().getTime() >= beginUntil
    return timeIsUp ? 'skipped' : await refreshSafely(connection, requestId, now)
  })
  const tally = { refreshed: 0, failed: 0, unreadable: 0, lost: 0, skipped: 0 }
  for (const outcome of outcomes) tally[outcome] += 1
  return tally
}

/** An error with one connection stops no other. */
async function refreshSafely(
  due: DueConnection,
  requestId: string,
  now: () => Date,
): Promise<RefreshOutcome> {
  const { organizationId } = due
  try {
    // A task of its own, so that what is logged of it, calls to Google included, names the organization.
    return await runTask({ operation: 'cron.refreshTokens', requestId, organizationId }, () =>
      refreshDueConnection(due, { requestId, now }),
    )
  } catch (error) {
    const { googleAccountId } = due
    log.error('connection.refresh_aborted', { organizationId, googleAccountId, ...describeError(error) })
    return 'failed'
  }
}
