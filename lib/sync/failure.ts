import { GOOGLE_REASONS, GoogleError } from '../google/errors.ts'

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
  overtaken: {
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
export class SyncRefused extends Error {
  override readonly name = 'SyncRefused'
  readonly reason: SyncReason
  constructor(reason: SyncReason) {
    super(`sync refused: ${reason}`)
    this.reason = reason
  }
}

/** A failure as it is kept with runs and trackings: a stable code, and words that the agency understands. */
export type Failure = { code: string; message: string }

/** What is told of an error; for unexpected ones nothing of the inside. */
export function failureOf(error: unknown): Failure {
  if (error instanceof GoogleError) {
    const { nextStep } = GOOGLE_REASONS[error.reason]
    const said = error.googleMessage ? ` Google says: ${error.googleMessage}` : ''
    const id = error.googleRequestId ? ` (Google’s request id: ${error.googleRequestId})` : ''
    return { code: error.reason, message: `${nextStep}${said}${id}` }
  }
  if (error instanceof SyncRefused)
    return { code: error.reason, message: SYNC_REASONS[error.reason].nextStep }
  return {
    code: 'internal',
    message: 'Something went wrong on our side. We have noted it; sync again later.',
  }
}

/** What becomes of a run after an error. Waiting for quota costs no attempt. */
export type Verdict = { kind: 'wait'; waitMs: number; costsAttempt: boolean } | { kind: 'fail' }

const MAX_ATTEMPTS = 6

/** Seconds before the next try after the nth attempt: 5, 15, 45, 135, 300. */
function backOffMs(attempts: number): number {
  return Math.min(5_000 * 3 ** (attempts - 1), 300_000)
}

export function verdictOn(error: unknown, attempts: number): Verdict {
  if (!(error instanceof GoogleError)) {
    const isFinal = error instanceof SyncRefused && !SYNC_REASONS[error.reason].retry
    return isFinal || attempts >= MAX_ATTEMPTS ? { kind: 'fail' } : retry(attempts, 0)
  }
  switch (error.kind) {
    case 'quota':
      return { kind: 'wait', waitMs: Math.max(error.retryAfterMs ?? 30_000, 1_000), costsAttempt: false }
    case 'transient':
    case 'conflict':
      return attempts >= MAX_ATTEMPTS ? { kind: 'fail' } : retry(attempts, error.retryAfterMs ?? 0)
    case 'token':
    case 'user_action':
    case 'permanent':
    case 'operator':
      return { kind: 'fail' }
    default:
      return error.kind satisfies never
  }
}

function retry(attempts: number, atLeastMs: number): Verdict {
  return { kind: 'wait', waitMs: Math.max(backOffMs(attempts), atLeastMs), costsAttempt: true }
}
