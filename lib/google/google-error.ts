import { GOOGLE_REASONS, type GoogleErrorKind, type GoogleReason } from './google-reasons.ts'

export type GoogleService = 'oauth' | 'tagmanager' | 'ads'

type GoogleErrorDetails = {
  service: GoogleService
  /** Low in cardinality: `bulk_update`, `versions.live`; never a path. */
  operation: string
  /** HTTP status; absent where no response came. */
  status?: number | undefined
  uncertain?: boolean | undefined
  googleRequestId?: string | undefined
  retryAfterMs?: number | undefined
  googleMessage?: string | undefined
  rejectedOperation?: number | undefined
  cause?: unknown
}

/** A failed call to Google. Its text and its fields hold no token, no URL and nothing of the request. */
export class GoogleError extends Error {
  override readonly name = 'GoogleError'
  readonly reason: GoogleReason
  readonly kind: GoogleErrorKind
  readonly service: GoogleService
  readonly operation: string
  readonly status: number | undefined
  /** A write whose effect is unknown: read back before repeating it. */
  readonly uncertain: boolean
  readonly googleRequestId: string | undefined
  /** How long Google asks us to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined
  /** Google's own text where it helps the agency (it names the wrong parameter); at most 500 characters. */
  readonly googleMessage: string | undefined
  /** Position of the operation that Google names where it rejects a mutate of several. */
  readonly rejectedOperation: number | undefined

  constructor(reason: GoogleReason, details: GoogleErrorDetails) {
    const status = details.status === undefined ? '' : ` (HTTP ${details.status})`
    super(`${details.service} ${details.operation}: ${reason}${status}`, { cause: details.cause })
    this.reason = reason
    this.kind = GOOGLE_REASONS[reason].kind
    this.service = details.service
    this.operation = details.operation
    this.status = details.status
    this.uncertain = details.uncertain ?? false
    this.googleRequestId = details.googleRequestId
    this.retryAfterMs = details.retryAfterMs
    this.googleMessage = details.googleMessage?.slice(0, 500)
    this.rejectedOperation = details.rejectedOperation
  }
}
