import { z } from 'zod'
import { GOOGLE_REASONS, GoogleError } from '../../google/errors.ts'

type Advice = { nextStep: string; retry: boolean }

/** Why a sync cannot go on although Google refused nothing, and what the agency does about it. */
export const SYNC_REASONS = {
  ads_account_missing: { nextStep: 'Choose a Google Ads account for this customer first.', retry: false },
  unpublished_changes: {
    nextStep:
      'The container has a version that was never published, and publishing ours would ship it. Publish or delete it in Tag Manager, then sync again.',
    retry: false,
  },
  workspace_changed: {
    nextStep:
      'The workspace “OneClickTag” clashes with a newer version of the container. Delete that workspace in Tag Manager, then sync again.',
    retry: false,
  },
  superseded: {
    nextStep:
      'Another version was published since ours was made, and ours would undo it. Sync again to build on it.',
    retry: false,
  },
  label_missing: {
    nextStep: 'Google Ads has not given the conversion action a label yet. Sync again in some minutes.',
    retry: true,
  },
  not_live: {
    nextStep:
      'The live version does not hold what was written. Somebody may have published at the same moment: sync again.',
    retry: true,
  },
} as const satisfies Record<string, Advice>

export type SyncReason = keyof typeof SYNC_REASONS

/** A sync that cannot go on until somebody acts. */
export class SyncBlockedError extends Error {
  override readonly name = 'SyncBlockedError'
  readonly reason: SyncReason
  constructor(reason: SyncReason) {
    super(`sync blocked: ${reason}`)
    this.reason = reason
  }
}

/** A failure as it is kept with runs and trackings: a stable code, and words that the agency understands. */
export const Failure = z.object({ code: z.string(), message: z.string() })
export type Failure = z.infer<typeof Failure>

/** Trackings that Google refuses, by id; the others of their run go on without them. */
export const Rejections = z.record(z.string(), Failure)
export type Rejections = z.infer<typeof Rejections>

/** What is told of an error; for unexpected ones nothing of the inside. */
export function failureOf(error: unknown): Failure {
  if (error instanceof GoogleError) {
    const { nextStep } = GOOGLE_REASONS[error.reason]
    const said = error.googleMessage ? ` Google says: ${error.googleMessage}` : ''
    const id = error.googleRequestId ? ` (Google’s request id: ${error.googleRequestId})` : ''
    return { code: error.reason, message: `${nextStep}${said}${id}` }
  }
  if (error instanceof SyncBlockedError)
    return { code: error.reason, message: SYNC_REASONS[error.reason].nextStep }
  return {
    code: 'internal',
    message: 'Something went wrong on our side. We have noted it; sync again later.',
  }
}

/** The same of one object that Google refuses, by the name under which it is looked for there. */
export function rejectionOf(error: GoogleError, name: string): Failure {
  const { code, message } = failureOf(error)
  return { code, message: `“${name}”: ${message}` }
}

/** What becomes of a run after an error. Waiting for quota costs no attempt. */
export type Verdict = { kind: 'wait'; waitMs: number; costsAttempt: boolean } | { kind: 'fail' }

const MAX_ATTEMPTS = 6
/** Something just made or just changed may take some seconds to show: a doubtful answer is believed at the third try. */
const CONFIRMING_ATTEMPTS = 3
/** Where Google tells no time to wait, in milliseconds. */
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
 * Whether it is the fault of the one object that Google names, so that the others can do without it. A name that is
 * taken may be our own work of an interrupted try, which the next look finds.
 */
export function rejectsOneObject(error: unknown, attempts: number): error is GoogleError {
  if (!(error instanceof GoogleError) || error.uncertain) return false
  if (error.reason === 'duplicate_name') return attempts >= CONFIRMING_ATTEMPTS
  return error.reason === 'invalid_request'
}

/** Whether the connected Google account has lost the container, or the right to do in it what a sync does. */
export function losesContainer(error: unknown): boolean {
  if (!(error instanceof GoogleError)) return false
  return error.reason === 'container_not_found' || error.reason === 'container_access_denied'
}
