import { randomBytes } from 'node:crypto'
import { HttpResponse } from 'msw'
import { GoogleRejectionError } from './google-rejection-error.ts'

export type AdsError = {
  /** One key, the kind of error, with its code: `{ conversionActionError: 'DUPLICATE_NAME' }`. */
  errorCode: Record<string, string>
  message: string
  details?: Record<string, unknown> | undefined
  /** Position of the failed operation. */
  operation?: number
}

const HTTP: Record<string, { code: number; status: string }> = {
  quotaError: { code: 429, status: 'RESOURCE_EXHAUSTED' },
  authenticationError: { code: 401, status: 'UNAUTHENTICATED' },
  authorizationError: { code: 403, status: 'PERMISSION_DENIED' },
  internalError: { code: 500, status: 'INTERNAL' },
  databaseError: { code: 409, status: 'ABORTED' },
}

/** The body `GoogleAdsFailure` puts into `details`. */
function failure(errors: AdsError[], requestId: string) {
  return {
    '@type': 'type.googleapis.com/google.ads.googleads.v26.errors.GoogleAdsFailure',
    errors: errors.map(({ errorCode, message, details, operation }) => ({
      errorCode,
      message,
      ...(details && { details }),
      ...(operation !== undefined && {
        location: { fieldPathElements: [{ fieldName: 'operations', index: operation }] },
      }),
    })),
    requestId,
  }
}

/** What a mutate with `partialFailure` reports of the operations that failed: a google.rpc.Status. */
export function partialFailureError(errors: AdsError[], requestId: string) {
  return { code: 3, message: errors[0]?.message ?? '', details: [failure(errors, requestId)] }
}

/**
 * A rejection by the Google Ads API; the status follows the kind of the first error.
 * @see https://developers.google.com/google-ads/api/docs/best-practices/error-types
 */
export function adsFailure(errors: AdsError[], status?: number, retryAfter?: number): Response {
  const requestId = newRequestId()
  const [kind = ''] = Object.keys(errors[0]?.errorCode ?? {})
  const http = HTTP[kind] ?? { code: 400, status: 'INVALID_ARGUMENT' }
  const code = status ?? http.code
  return HttpResponse.json(
    {
      error: {
        code,
        message:
          code === 401
            ? 'Request had invalid authentication credentials.'
            : 'Request contains an invalid argument.',
        status: http.status,
        details: [failure(errors, requestId)],
      },
    },
    {
      status: code,
      headers: {
        'request-id': requestId,
        ...(retryAfter !== undefined && { 'Retry-After': String(retryAfter) }),
      },
    },
  )
}

/** @throws GoogleRejectionError always */
export function rejectAds(kind: string, code: string, message: string): never {
  throw new GoogleRejectionError(adsFailure([{ errorCode: { [kind]: code }, message }]))
}

export function adsResponse(body: object, requestId = newRequestId()): Response {
  return HttpResponse.json(body, { headers: { 'request-id': requestId } })
}

/** Google's request ids are opaque; ours tell requests apart. */
export function newRequestId(): string {
  return randomBytes(16).toString('base64url')
}
