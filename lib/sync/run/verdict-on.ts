import { GoogleError } from '../../google/google-error.ts'
import { SYNC_REASONS, SyncBlockedError } from './sync-blocked-error.ts'

/** What becomes of a run after an error. Waiting for quota costs no attempt. */
type Verdict = { kind: 'wait'; waitMs: number; costsAttempt: boolean } | { kind: 'fail' }

const MAX_ATTEMPTS = 6
/** Something just made or just changed may take some seconds to show: a doubtful response is believed at the third try. */
const CONFIRMING_ATTEMPTS = 3
/** Where Google names no time to wait, in milliseconds. */
const QUOTA_WAIT_MS = 30_000
const DAILY_QUOTA_WAIT_MS = 3_600_000

/** Whether what is still missing will not be waited for again. */
export function isLastTry(attempts: number): boolean {
  return attempts >= MAX_ATTEMPTS
}

/** Seconds before the next try after the nth attempt: 5, 15, 45, 135, 300. */
function backOffMs(attempts: number): number {
  return Math.min(5_000 * 3 ** (attempts - 1), 300_000)
}

/** What becomes of the run whose nth attempt ended in this error. */
export function verdictOn(error: unknown, attempts: number): Verdict {
  if (!(error instanceof GoogleError)) {
    const isFinal = error instanceof SyncBlockedError && !SYNC_REASONS[error.reason].retry
    return isFinal ? { kind: 'fail' } : retry(attempts, MAX_ATTEMPTS)
  }
  switch (error.kind) {
    case 'quota': {
      const usual = error.reason === 'daily_quota_exhausted' ? DAILY_QUOTA_WAIT_MS : QUOTA_WAIT_MS
      return { kind: 'wait', waitMs: Math.max(error.retryAfterMs ?? usual, 1_000), costsAttempt: false }
    }
    case 'transient':
    case 'conflict':
      return retry(attempts, MAX_ATTEMPTS, error.retryAfterMs)
    case 'user_action':
      return error.reason === 'container_not_found' ? retry(attempts, CONFIRMING_ATTEMPTS) : { kind: 'fail' }
    case 'token':
    case 'permanent':
    case 'operator':
      return { kind: 'fail' }
    default:
      return error.kind satisfies never
  }
}

function retry(attempts: number, maxAttempts: number, atLeastMs = 0): Verdict {
  if (attempts >= maxAttempts) return { kind: 'fail' }
  return { kind: 'wait', waitMs: Math.max(backOffMs(attempts), atLeastMs), costsAttempt: true }
}

/**
 * Whether Google rejects only the one object that it names, so that the others can go on without it. A name that is
 * taken may be our own work of an interrupted try, which the next try finds.
 */
export function rejectsOneObject(error: unknown, attempts: number): error is GoogleError {
  if (!(error instanceof GoogleError) || error.uncertain) return false
  if (error.reason === 'duplicate_name') return attempts >= CONFIRMING_ATTEMPTS
  return error.reason === 'invalid_request'
}

/** How far a run has come with its tries, and how the last one ended. */
type Tries = { attempts: number; lastError: string | null }

/**
 * Whether each object is written alone: Google has failed by an error of its own, time and again, and one object may be
 * what it cannot take.
 */
export function writesOneByOne({ attempts, lastError }: Tries): boolean {
  return attempts >= CONFIRMING_ATTEMPTS && lastError === 'server_error'
}

/** Whether an object that was written alone is the one that Google cannot take. */
export function failsAlone(error: unknown, tries: Tries): error is GoogleError {
  return error instanceof GoogleError && error.reason === 'server_error' && writesOneByOne(tries)
}

/** Whether the connected Google account has lost the container, or the right to do in it what a sync does. */
export function losesContainer(error: unknown): boolean {
  if (!(error instanceof GoogleError)) return false
  return error.reason === 'container_not_found' || error.reason === 'container_access_denied'
}
