/** Every code that a problem can carry. Clients switch on it; `lib/http/problem.ts` gives each its status and title. */
export const ERROR_CODES = [
  'invalid_request',
  'malformed_json',
  'unauthenticated',
  'not_a_member',
  'forbidden',
  'not_found',
  'method_not_allowed',
  'conflict',
  'limit_reached',
  'version_superseded',
  'request_in_progress',
  'gone',
  'precondition_failed',
  'payload_too_large',
  'unsupported_media_type',
  'rate_limited',
  'idempotency_key_reused',
  'google_rejected',
  'google_unavailable',
  'quota_exhausted',
  'clock_skew',
  'unavailable',
  'outcome_unknown',
  'internal',
] as const

export type ErrorCode = (typeof ERROR_CODES)[number]
