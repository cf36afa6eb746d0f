import { accessToken } from '../connections/tokens/access-token.ts'
import { GoogleError } from '../google/google-error.ts'
import { watchQuota } from '../google/tag-manager-quota.ts'
import { claimLook } from '../sync/queue/claim.ts'
import { executeRun } from '../sync/run/execute-run.ts'
import type { Outcome } from '../sync/run/outcome.ts'
import { runSession } from '../sync/run/run-session.ts'
import { runSync } from '../sync/run/run-sync.ts'

/** Looks at the same time: while one reads Google Ads or writes what it saw, the other takes the next slot. */
const WORKERS = 2
/**
 * No look is begun after this: the last one ends within the function's limit. The schedule comes as often, so that one is
 * at work all night. In milliseconds.
 */
const BEGIN_UNTIL_MS = 240_000
/** How long one call waits for a slot before its look is postponed; the lease lives longer. In milliseconds. */
const QUOTA_WAIT_MS = 10_000

/**
 * Looks at the customers whose look is due, one after the other and after every run that is due, until none is left, the
 * time is over or the day's quota is used. What is done and what is not is in the database, so any number of these may go on at once, and may be killed.
 * @returns how many looks ended how; `lost` are those that gave way to a run of people
 */
export async function verifyDeployments(): Promise<{ outcomes: Record<string, number> }> {
  const watch = { until: Date.now() + BEGIN_UNTIL_MS, outcomes: {} }
  await Promise.all(Array.from({ length: WORKERS }, () => lookAround(watch)))
  return { outcomes: watch.outcomes }
}

type Watch = { until: number; outcomes: Partial<Record<Outcome, number>> }

async function lookAround(watch: Watch): Promise<void> {
  const take = watchQuota({ maxWaitMs: QUOTA_WAIT_MS })
  const quota = (signal?: AbortSignal) =>
    take(signal).catch((error: unknown) => {
      if (error instanceof GoogleError && error.reason === 'daily_quota_exhausted') watch.until = 0
      throw error
    })
  while (Date.now() < watch.until) {
    // What people wait for comes first, also what was postponed for quota meanwhile.
    await runSync({ deadline: new Date(watch.until), accessToken })
    const claim = await claimLook()
    if (!claim) break
    const outcome = await executeRun(runSession(claim), { accessToken, quota })
    watch.outcomes[outcome] = (watch.outcomes[outcome] ?? 0) + 1
  }
}
