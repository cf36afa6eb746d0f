import { HttpResponse } from 'msw'

const DEFAULTS: Record<number, { status: string; reason: string; message: string }> = {
  400: { status: 'INVALID_ARGUMENT', reason: 'badRequest', message: 'Request contains an invalid argument.' },
  401: {
    status: 'UNAUTHENTICATED',
    reason: 'authError',
    message:
      'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.',
  },
  403: { status: 'PERMISSION_DENIED', reason: 'forbidden', message: 'The caller does not have permission' },
  404: { status: 'NOT_FOUND', reason: 'notFound', message: 'Not found or permission denied.' },
  409: { status: 'ABORTED', reason: 'aborted', message: 'The operation was aborted.' },
  412: { status: 'FAILED_PRECONDITION', reason: 'conditionNotMet', message: 'Precondition check failed.' },
  429: { status: 'RESOURCE_EXHAUSTED', reason: 'rateLimitExceeded', message: 'Quota exceeded.' },
  500: { status: 'INTERNAL', reason: 'backendError', message: 'Internal error encountered.' },
  503: { status: 'UNAVAILABLE', reason: 'backendError', message: 'The service is currently unavailable.' },
}

type Options = {
  message?: string
  /** `errors[0].reason`. */
  reason?: string
  /** `details[0].reason` of a google.rpc.ErrorInfo. */
  info?: string
  retryAfter?: number
}

/**
 * The error body of Google's JSON APIs.
 * @see https://cloud.google.com/apis/design/errors#http_mapping
 */
export function googleError(code: number, options: Options = {}): Response {
  const fallback = DEFAULTS[code] ?? { status: 'UNKNOWN', reason: 'unknown', message: 'Unknown error.' }
  const message = options.message ?? fallback.message
  const reason = options.reason ?? fallback.reason
  const info = options.info && {
    details: [
      { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: options.info, domain: 'googleapis.com' },
    ],
  }
  return HttpResponse.json(
    {
      error: {
        code,
        message,
        errors: [{ message, domain: 'global', reason }],
        status: fallback.status,
        ...info,
      },
    },
    {
      status: code,
      headers: options.retryAfter === undefined ? {} : { 'Retry-After': String(options.retryAfter) },
    },
  )
}
