import { HttpResponse } from 'msw'
import { adsFailure } from '../errors/ads-errors.ts'
import { googleError } from '../errors/google-error.ts'

export type Service = 'accounts' | 'oauth' | 'tagmanager' | 'ads' | 'identity'

/** Which request a fault waits for: the `nth` (from 1) that fits, and the `times - 1` that follow it. */
type FaultMatch = { service: Service; operation?: string; nth?: number; times?: number }

/** How a request fails. `after`: the state is changed first, as when Google did the work and then broke. */
export type Fault =
  | { status: number; reason?: string; message?: string; retryAfter?: number; after?: boolean }
  /**
   * A Google Ads error code, e.g. `{ quotaError: 'RESOURCE_EXHAUSTED' }`; `retryDelay` such as `30s`, `operation` the
   * position of the one at fault.
   */
  | {
      adsError: Record<string, string>
      message?: string
      retryDelay?: string
      operation?: number
      after?: boolean
    }
  /** The token endpoint's error, e.g. `invalid_grant`. */
  | { oauthError: string; description?: string; subtype?: string; after?: boolean }
  /** The connection breaks before Google saw the request. */
  | { loseRequest: true }
  /** Google did the work, the answer never arrives. */
  | { loseAnswer: true }
  /** No answer until the caller gives up. */
  | { hang: true; after?: boolean }
  | { fingerprintConflict: true }
  /** 200 with `compilerError: true` and no version; the workspace stays. */
  | { compileError: true }

type Pending = { match: FaultMatch; fault: Fault; skip: number; times: number }

export type Faults = {
  next(match: FaultMatch, fault: Fault): void
  /** Faults that no request has met yet: a test that queues one should end with none. */
  pending(): { match: FaultMatch; fault: Fault }[]
  clear(): void
  /** The fault for this request, taken off the queue. */
  take(service: Service, operation: string): Fault | undefined
}

export function createFaults(): Faults {
  let queue: Pending[] = []
  return {
    next(match, fault) {
      queue.push({ match, fault, skip: (match.nth ?? 1) - 1, times: match.times ?? 1 })
    },
    pending: () => queue.map(({ match, fault }) => ({ match, fault })),
    clear() {
      queue = []
    },
    take(service, operation) {
      const fits = ({ match }: Pending) =>
        match.service === service && (match.operation === undefined || match.operation === operation)
      const due = queue.find((pending) => fits(pending) && pending.skip === 0)
      for (const pending of queue) if (fits(pending) && pending.skip > 0) pending.skip -= 1
      if (!due) return undefined
      due.times -= 1
      if (due.times === 0) queue = queue.filter((pending) => pending !== due)
      return due.fault
    },
  }
}

/** Whether Google's state changes before the failure shows. */
export function changesState(fault: Fault): boolean {
  return 'loseAnswer' in fault || ('after' in fault && fault.after === true)
}

/** What the caller gets instead of the real answer; a hanging request ends when the caller aborts. */
export function failedAnswer(
  service: Service,
  fault: Fault,
  signal: AbortSignal,
): Response | Promise<Response> {
  if ('loseRequest' in fault || 'loseAnswer' in fault) return HttpResponse.error()
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
