import { API_KEY_UNKNOWN } from '../auth/api-key-problems.ts'
import { unavailable } from '../db/database-error.ts'
import { limitReached } from '../db/limit-reached.ts'
import { AppError } from '../errors/app-error.ts'
import { GoogleError } from '../google/google-error.ts'
import { requestText } from '../google/google-reasons.ts'
import { ClaimsRejectedError } from '../tenant/claims-rejected-error.ts'
import { IdempotencyConflictError } from '../tenant/idempotency-claim.ts'
import { TenantAccessDeniedError } from '../tenant/tenant-access-denied-error.ts'
import { UnknownOutcomeError } from '../tenant/unknown-outcome-error.ts'
import {
  CLOCK_SKEW,
  INTERNAL,
  KEY_BUSY,
  KEY_REUSED,
  NEEDS_ADMIN,
  NOT_A_MEMBER,
  NOT_SET_UP,
  OUTCOME_UNKNOWN,
  SIGNED_OUT,
} from './request-problems.ts'

/** The one place where every failure becomes an AppError: an unexpected one is `internal`, its text kept inside. */
export function appErrorOf(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (error instanceof TenantAccessDeniedError) return accessDenied(error)
  if (error instanceof IdempotencyConflictError) return idempotencyConflict(error)
  if (error instanceof ClaimsRejectedError) return claimsRejected(error)
  if (error instanceof GoogleError) return googleFailure(error)
  if (error instanceof UnknownOutcomeError)
    return AppError.of(OUTCOME_UNKNOWN, {}, { cause: error, retryAfterSeconds: 5 })
  return limitReached(error) ?? unavailable(error) ?? AppError.of(INTERNAL, {}, { cause: error })
}

function accessDenied(denied: TenantAccessDeniedError): AppError {
  switch (denied.reason) {
    case 'not_a_member':
      return AppError.of(NOT_A_MEMBER, {}, { cause: denied })
    case 'role':
      // Every member has at least the weakest role, so it is the other one that was missing.
      return AppError.of(NEEDS_ADMIN, {}, { cause: denied })
    case 'signed_out':
      return AppError.of(SIGNED_OUT, {}, { cause: denied })
    case 'key_ended':
      return AppError.of(API_KEY_UNKNOWN, {}, { cause: denied })
    case 'lease_lost':
      return new AppError('internal', 'Something went wrong on our side; try again.', { cause: denied })
    default:
      return denied.reason satisfies never
  }
}

function idempotencyConflict({ by }: IdempotencyConflictError): AppError {
  return by === 'used' ? AppError.of(KEY_REUSED) : AppError.of(KEY_BUSY, {}, { retryAfterSeconds: 2 })
}

function claimsRejected(error: ClaimsRejectedError): AppError {
  return AppError.of(error.reason === 'clock_skew' ? CLOCK_SKEW : NOT_SET_UP, {}, { cause: error })
}

function googleFailure(error: GoogleError): AppError {
  const nextStep = requestText(error.reason)
  const options = {
    cause: error,
    ...(error.retryAfterMs !== undefined && { retryAfterSeconds: Math.ceil(error.retryAfterMs / 1000) }),
  }
  switch (error.kind) {
    case 'quota':
      return new AppError('quota_exhausted', nextStep, { retryAfterSeconds: 30, ...options })
    case 'transient':
      return new AppError('google_unavailable', nextStep, options)
    case 'conflict':
      return new AppError('conflict', nextStep, options)
    case 'operator':
      return new AppError('unavailable', nextStep, options)
    case 'token':
    case 'user_action':
    case 'permanent': {
      const googleSays = error.googleMessage ? ` Google says: ${error.googleMessage}` : ''
      return new AppError('google_rejected', nextStep + googleSays, options)
    }
    default:
      return error.kind satisfies never
  }
}
