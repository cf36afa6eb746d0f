import { z } from 'zod'
import type { GoogleReason } from './google-reasons.ts'
import { reasonByStatus } from './rejection.ts'

const text = z.string().optional().catch(undefined)
const AdsError = z.object({
  errorCode: z.record(z.string(), z.unknown()).catch({}),
  message: text,
  details: z
    .object({ quotaErrorDetails: z.object({ retryDelay: text }) })
    .optional()
    .catch(undefined),
  location: z
    .object({
      fieldPathElements: z.array(z.object({ fieldName: text, index: z.coerce.number().optional() })),
    })
    .catch({ fieldPathElements: [] }),
})
const Detail = z
  .object({
    reason: text,
    retryDelay: text,
    metadata: z.object({ quota_unit: text }).catch({ quota_unit: undefined }),
    requestId: text,
    errors: z.array(AdsError).catch([]),
  })
  .partial()
/** https://google.aip.dev/193, with the older `errors` list that Tag Manager still sends. */
const ApiError = z.object({
  error: z.object({
    message: text,
    errors: z.array(z.object({ reason: text })).catch([]),
    details: z.array(Detail).catch([]),
  }),
})
type ApiErrorBody = z.infer<typeof ApiError>['error']
const NO_DETAILS: ApiErrorBody = { message: undefined, errors: [], details: [] }

/** The error of a rejected Tag Manager or Google Ads request; without details where the body has another shape. */
export function readApiError(body: unknown): ApiErrorBody {
  const parsed = ApiError.safeParse(body)
  return parsed.success ? parsed.data.error : NO_DETAILS
}

/** Reasons of google.rpc.ErrorInfo and of the older `errors` list that mean the same in every Google API. */
const SHARED_REASONS = new Map<string, GoogleReason>([
  ['SERVICE_DISABLED', 'service_disabled'],
  ['accessNotConfigured', 'service_disabled'],
  ['ACCESS_TOKEN_SCOPE_INSUFFICIENT', 'scope_missing'],
  ['insufficientPermissions', 'scope_missing'],
  ['rateLimitExceeded', 'rate_limited'],
  ['userRateLimitExceeded', 'rate_limited'],
  ['quotaExceeded', 'rate_limited'],
  ['RATE_LIMIT_EXCEEDED', 'rate_limited'],
  ['dailyLimitExceeded', 'daily_quota_exhausted'],
])

/** The reason that both APIs give in the same way. */
export function sharedReason(status: number, error: ApiErrorBody): GoogleReason | undefined {
  const given = [...error.details, ...error.errors].flatMap(
    ({ reason }) => SHARED_REASONS.get(reason ?? '') ?? [],
  )
  // One response often carries a general and a precise reason; a daily limit is reported as a rate limit by the day.
  const perDay = error.details.some(({ metadata }) => metadata?.quota_unit?.startsWith('1/d'))
  const reason = given.find((each) => each !== 'scope_missing') ?? given[0] ?? reasonByStatus(status)
  return reason === 'rate_limited' && perDay ? 'daily_quota_exhausted' : reason
}

/** Reads a protobuf duration in JSON (`30s`, `1.5s`) as milliseconds. */
export function retryDelayMs(duration: string | undefined): number | undefined {
  const [, seconds] = /^(\d+(?:\.\d+)?)s$/.exec(duration ?? '') ?? []
  return seconds === undefined ? undefined : Math.ceil(Number(seconds) * 1000)
}
