import { unavailable } from '../db/database-error.ts'
import { AppError } from '../errors/app-error.ts'
import { GOOGLE_REASONS, GoogleError } from '../google/errors.ts'
import { IdempotencyConflictError } from '../tenant/idempotency-claim.ts'
import { TenantAccessDeniedError } from '../tenant/tenant-access-denied-error.ts'

/** What somebody without an organization can do about it. */
export const NOT_A_MEMBER =
  'You are signed in but belong to no organization. Sign up with POST /api/v1/organization.'

/** The one place where every failure becomes an answer: what is not expected becomes `internal`, its text kept inside. */
export function appErrorOf(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (error instanceof TenantAccessDeniedError) return refusal(error)
  if (error instanceof IdempotencyConflictError) return idempotencyConflict(error)
  if (error instanceof GoogleError) return googleFailure(error)
  return (
    unavailable(error) ??
    new AppError('internal', 'Something went wrong on our side; the request id tells us where to look.', {
      cause: error,
    })
  )
}

function refusal(refused: TenantAccessDeniedError): AppError {
  switch (refused.reason) {
    case 'not_a_member':
      return new AppError('not_a_member', NOT_A_MEMBER, { cause: refused })
    case 'role':
      // Every member has at least the weakest role, so it is the other one that was missing.
      return new AppError('forbidden', 'This needs the role ADMIN; ask an ADMIN of your organization.', {
        cause: refused,
      })
    case 'signed_out':
      return new AppError('unauthenticated', 'You were signed out everywhere; sign in again.', {
        cause: refused,
      })
    case 'lease_lost':
      return new AppError('internal', 'Something went wrong on our side; try again.', { cause: refused })
    default:
      return refused.reason satisfies never
  }
}

function idempotencyConflict({ by }: IdempotencyConflictError): AppError {
  return by === 'used'
    ? new AppError(
        'idempotency_key_reused',
        'This Idempotency-Key came with another request before; give each request a key of its own.',
      )
    : new AppError(
        'request_in_progress',
        'A request with this Idempotency-Key is still under way; send it again in a moment.',
        { retryAfterSeconds: 2 },
      )
}

function googleFailure(error: GoogleError): AppError {
  const { nextStep } = GOOGLE_REASONS[error.reason]
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
