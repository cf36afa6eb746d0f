import { HttpResponse } from 'msw'
import { adsFailure } from '../errors/ads-errors.ts'
import { googleError } from '../errors/google-error.ts'
import type { Fault, Service } from './faults.ts'

/** Whether Google's state changes before the failure shows. */
export function changesState(fault: Fault): boolean {
  return 'loseResponse' in fault || ('after' in fault && fault.after === true)
}

/** What the caller gets instead of the real response; a hanging request ends when the caller aborts. */
export function failedResponse(
  service: Service,
  fault: Fault,
  signal: AbortSignal,
): Response | Promise<Response> {
  if ('loseRequest' in fault || 'loseResponse' in fault) return HttpResponse.error()
  if ('hang' in fault) return untilAborted(signal)
  if ('compileError' in fault) return HttpResponse.json({ compilerError: true })
  if ('fingerprintConflict' in fault) {
    return googleError(400, { message: 'The provided fingerprint does not match the current version.' })
  }
  if ('adsError' in fault) {
    const details = fault.retryDelay ? { quotaErrorDetails: { retryDelay: fault.retryDelay } } : undefined
    const { adsError: errorCode, message = 'Injected error.', operation } = fault
    return adsFailure([{ errorCode, message, details, ...(operation !== undefined && { operation }) }])
  }
  if ('oauthError' in fault) {
    const { oauthError: error, description: error_description, subtype: error_subtype } = fault
    return HttpResponse.json({ error, error_description, error_subtype }, { status: 400 })
  }
  if (service === 'ads') return adsFailure(adsErrorsFor(fault.status), fault.status, fault.retryAfter)
  const { status, ...options } = fault
  return googleError(status, { ...options, ...infoFor(status, fault.reason) })
}

function untilAborted(signal: AbortSignal): Promise<Response> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(HttpResponse.error())
    signal.addEventListener('abort', () => resolve(HttpResponse.error()))
  })
}

function infoFor(status: number, reason: string | undefined): { info?: string } {
  if (reason === 'SERVICE_DISABLED') return { info: 'SERVICE_DISABLED' }
  if (reason === 'insufficientPermissions') return { info: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }
  if (status === 429) return { info: 'RATE_LIMIT_EXCEEDED' }
  return {}
}

function adsErrorsFor(status: number): { errorCode: Record<string, string>; message: string }[] {
  if (status === 429)
    return [{ errorCode: { quotaError: 'RESOURCE_EXHAUSTED' }, message: 'Too many requests.' }]
  if (status === 401) {
    return [{ errorCode: { authenticationError: 'OAUTH_TOKEN_INVALID' }, message: 'OAuth token is invalid.' }]
  }
  if (status === 403) {
    return [
      { errorCode: { authorizationError: 'USER_PERMISSION_DENIED' }, message: 'No access to customer.' },
    ]
  }
  if (status >= 500) return [{ errorCode: { internalError: 'TRANSIENT_ERROR' }, message: 'Try again later.' }]
  return [{ errorCode: { requestError: 'BAD_RESOURCE_ID' }, message: 'Invalid request.' }]
}
