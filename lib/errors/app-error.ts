/** Every code that an answer can carry. Clients switch on it; `lib/http/problem.ts` gives each its status and title. */
export const ERROR_CODES = [
  'invalid_request',
  'malformed_json',
  'unauthenticated',
  'not_a_member',
  'forbidden',
  'not_found',
  'method_not_allowed',
  'conflict',
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
  'unavailable',
  'internal',
] as const

export type ErrorCode = (typeof ERROR_CODES)[number]

/** One wrong input: where it stands (`body.selector`, `query.limit`, `path.customerId`) and how to mend it. */
export type InvalidParam = { name: string; reason: string }

type AppErrorOptions = {
  invalidParams?: InvalidParam[]
  retryAfterSeconds?: number
  cause?: unknown
}

/**
 * An expected failure. `message` is public: it goes to the caller as the problem's `detail`, so it must hold no
 * secret and nothing of another tenant. What only operators may see goes into `cause`.
 */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly invalidParams: InvalidParam[] | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.invalidParams = options.invalidParams
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}

/** The one answer for a row that is absent, deleted or another tenant's: the three cannot be told apart. */
export function notFound(what: string): AppError {
  return new AppError('not_found', `No such ${what}.`)
}

/** A 412: the thing is not at a version that the change was meant for (`If-Match`). */
export function stale(what: string): AppError {
  return new AppError(
    'precondition_failed',
    `The ${what} has been changed since. Read it again, and repeat with its new ETag.`,
  )
}

/**
 * Stops a change that was meant for other versions.
 * @param versions those that the caller names; undefined: any
 * @throws AppError `precondition_failed`
 */
export function requireVersion(what: string, version: number, versions: readonly number[] | undefined): void {
  if (versions && !versions.includes(version)) throw stale(what)
}

/** A 400 that names the one wrong field and the mend. */
export function invalid(name: string, reason: string): AppError {
  return new AppError('invalid_request', `${name}: ${reason}`, { invalidParams: [{ name, reason }] })
}
