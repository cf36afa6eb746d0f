import { GoogleError } from '../google/google-error.ts'
import { describeError, log } from '../telemetry/log.ts'
import type { CollectedAccount } from './collected-account.ts'
import { type CollectionOutcome, interruptedBy } from './collection-outcome.ts'
import type { CollectionSession } from './collection-session.ts'
import { nextCollection } from './next-collection.ts'
import { NoLoginError } from './no-login-error.ts'
import { recordUnknown } from './record-unknown.ts'

/** The first wait before another attempt; each further one doubles it. In milliseconds. */
const FIRST_WAIT_MS = 300_000
const LONGEST_WAIT_MS = 6 * 3_600_000
/** After so long without a success nothing is claimed of the account any more: what was right then may be long over. */
const STALE_AFTER_MS = 3 * 86_400_000

/** Ends an attempt that failed: what becomes of the evidence, and when the account is tried again. */
export async function giveUp(
  session: CollectionSession,
  account: CollectedAccount,
  error: unknown,
  now: Date,
): Promise<CollectionOutcome> {
  const { organizationId, adsAccountId } = session
  const outcome = interruptedBy(error)
  const reason = reasonOf(error)
  if (outcome === 'failed') {
    log.error('evidence.collection_failed', { organizationId, adsAccountId, ...describeError(error) })
  } else {
    log.warn('evidence.collection_interrupted', { organizationId, adsAccountId, outcome, reason })
  }
  await session.write(
    (db) => db.$executeRaw`
      update evidence_account set error_code = ${reason}
      where organization_id = (select app.require_org()) and ads_account_id = ${adsAccountId}`,
  )
  if (outcome === 'unreachable') {
    await recordUnknown(session, account, 'account_unreachable', now)
    await session.end(nextCollection(now, account.timeZone ?? 'UTC', session), false)
    return outcome
  }
  if (now.getTime() - account.lastSuccessAt.getTime() > STALE_AFTER_MS) {
    await recordUnknown(session, account, account.wasCollected ? 'stale' : 'not_collected', now)
  }
  await session.end(new Date(now.getTime() + waitMs(error, account.failures)), true)
  return outcome
}

function reasonOf(error: unknown): string {
  if (error instanceof GoogleError) return error.reason
  return error instanceof NoLoginError ? 'no_login' : 'internal'
}

/** As long as Google says, else longer from attempt to attempt. */
function waitMs(error: unknown, failures: number): number {
  const named = error instanceof GoogleError ? error.retryAfterMs : undefined
  return named ?? Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS)
}
