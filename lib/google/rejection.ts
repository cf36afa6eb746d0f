import type { GoogleReason } from './google-reasons.ts'

/** A request that Google rejected, as the response came over the wire. */
export type Rejection = { status: number; body: unknown; operation: string }

/** What a rejection means. `message` is Google's own text. */
export type Classification = {
  reason: GoogleReason
  message?: string | undefined
  requestId?: string | undefined
  retryAfterMs?: number | undefined
  /** Position of the rejected operation among those of the request, where Google names one. */
  operation?: number | undefined
}

/** The meaning of the HTTP status alone, for every Google API. */
export function reasonByStatus(status: number): GoogleReason | undefined {
  if (status === 401) return 'access_token_rejected'
  if (status === 408) return 'timeout'
  if (status === 429) return 'rate_limited'
  if (status >= 500) return 'server_error'
  return undefined
}
