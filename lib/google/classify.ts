import { z } from 'zod'
import type { GoogleReason } from './google-reasons.ts'

/** A refusal as it came over the wire. */
export type Refusal = { status: number; body: unknown; operation: string }

/** What a refusal means. `message` is Google's own text. */
export type Verdict = {
  reason: GoogleReason
  message?: string | undefined
  requestId?: string | undefined
  retryAfterMs?: number | undefined
  /** Position of the refused operation among those of the request, where Google names one. */
  operation?: number | undefined
}

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

function readApiError(body: unknown): ApiErrorBody {
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

function sharedReason(status: number, error: ApiErrorBody): GoogleReason | undefined {
  const given = [...error.details, ...error.errors].flatMap(
    ({ reason }) => SHARED_REASONS.get(reason ?? '') ?? [],
  )
  // One answer often carries a general and a precise reason; a daily limit is reported as a rate limit by the day.
  const perDay = error.details.some(({ metadata }) => metadata?.quota_unit?.startsWith('1/d'))
  const reason = given.find((each) => each !== 'scope_missing') ?? given[0] ?? byStatus(status)
  return reason === 'rate_limited' && perDay ? 'daily_quota_exhausted' : reason
}

function byStatus(status: number): GoogleReason | undefined {
  if (status === 401) return 'access_token_rejected'
  if (status === 408) return 'timeout'
  if (status === 429) return 'rate_limited'
  if (status >= 500) return 'server_error'
  return undefined
}

/**
 * Tag Manager's 400s and 404s that nothing but the message tells apart. This table is the only place that reads one.
 * A missing entry falls to a safe reason: the agency sees Google's text.
 */
const TAG_MANAGER_MESSAGES: { status: number; operation?: string; pattern: RegExp; reason: GoogleReason }[] =
  [
    { status: 400, pattern: /duplicate name/i, reason: 'duplicate_name' },
    { status: 400, pattern: /fingerprint/i, reason: 'fingerprint_conflict' },
    { status: 400, operation: 'workspaces.create', pattern: /limit|maximum/i, reason: 'workspace_limit' },
    { status: 403, operation: 'workspaces.create', pattern: /limit|maximum/i, reason: 'workspace_limit' },
    { status: 404, pattern: /version.*not found/i, reason: 'version_not_found' },
  ]

/** Operations whose 404 is about the container; that of any other is about something inside of it. */
const CONTAINER_LEVEL = new Set([
  'accounts.list',
  'containers.list',
  'containers.lookup',
  'versions.live',
  'version_headers.latest',
  'workspaces.list',
  'workspaces.create',
])

/** https://developers.google.com/tag-platform/tag-manager/api/v2/errors */
export function classifyTagManager({ status, body, operation }: Refusal): Verdict {
  const error = readApiError(body)
  return {
    reason: sharedReason(status, error) ?? tagManagerReason(status, operation, error.message ?? ''),
    message: error.message,
    retryAfterMs: retryDelayMs(error.details.find(({ retryDelay }) => retryDelay)?.retryDelay),
  }
}

function tagManagerReason(status: number, operation: string, message: string): GoogleReason {
  const known = TAG_MANAGER_MESSAGES.find(
    (row) => row.status === status && (row.operation ?? operation) === operation && row.pattern.test(message),
  )
  if (known) return known.reason
  if (status === 403) return 'container_access_denied'
  if (status === 404) return CONTAINER_LEVEL.has(operation) ? 'container_not_found' : 'entity_not_found'
  if (status === 409 || status === 412) return 'fingerprint_conflict'
  return 'invalid_request'
}

/** `<error kind>.<value>` as in GoogleAdsFailure; a kind with `*` covers its other values. */
const ADS_CODES = new Map<string, GoogleReason>([
  ['authenticationError.NOT_ADS_USER', 'not_ads_user'],
  ['authenticationError.TWO_STEP_VERIFICATION_NOT_ENROLLED', 'two_step_verification_required'],
  ['authenticationError.ADVANCED_PROTECTION_NOT_ENROLLED', 'two_step_verification_required'],
  ['authenticationError.CUSTOMER_NOT_FOUND', 'ads_access_denied'],
  ['authenticationError.CLIENT_CUSTOMER_ID_INVALID', 'ads_access_denied'],
  ['authenticationError.DEVELOPER_TOKEN_INVALID', 'ads_not_approved'],
  ['authenticationError.ORGANIZATION_NOT_RECOGNIZED', 'ads_not_approved'],
  ['authenticationError.ORGANIZATION_NOT_APPROVED', 'ads_not_approved'],
  ['authenticationError.ORGANIZATION_NOT_ASSOCIATED_WITH_DEVELOPER_TOKEN', 'ads_not_approved'],
  ['authenticationError.*', 'access_token_rejected'],
  ['authorizationError.ACTION_NOT_PERMITTED', 'ads_action_not_permitted'],
  ['authorizationError.CUSTOMER_NOT_ENABLED', 'ads_account_not_enabled'],
  ['authorizationError.INCOMPLETE_SIGNUP', 'ads_account_not_enabled'],
  ['authorizationError.ACTION_NOT_PERMITTED_FOR_SUSPENDED_ACCOUNT', 'ads_account_not_enabled'],
  ['authorizationError.CLOUD_PROJECT_NOT_APPROVED_FOR_PRODUCTION', 'ads_not_approved'],
  ['authorizationError.CLOUD_PROJECT_NOT_UNDER_ORGANIZATION', 'ads_not_approved'],
  ['authorizationError.DEVELOPER_TOKEN_NOT_APPROVED', 'ads_not_approved'],
  ['authorizationError.DEVELOPER_TOKEN_NOT_ON_ALLOWLIST', 'ads_not_approved'],
  ['authorizationError.DEVELOPER_TOKEN_PROHIBITED', 'ads_not_approved'],
  ['authorizationError.MISSING_TOS', 'ads_not_approved'],
  ['authorizationError.SERVICE_ACCESS_DENIED', 'ads_not_approved'],
  ['authorizationError.PROJECT_DISABLED', 'service_disabled'],
  ['authorizationError.*', 'ads_access_denied'],
  ['quotaError.ACCESS_PROHIBITED', 'ads_not_approved'],
  ['quotaError.*', 'rate_limited'],
  ['internalError.*', 'server_error'],
  ['databaseError.CONCURRENT_MODIFICATION', 'server_error'],
  ['conversionActionError.DUPLICATE_NAME', 'duplicate_name'],
  ['requestError.UNSUPPORTED_VERSION', 'unsupported_version'],
])

/**
 * Classifies by `errorCode`, never by text, which Google changes.
 * https://developers.google.com/google-ads/api/docs/best-practices/understand-api-errors
 */
export function classifyAds({ status, body }: Refusal): Verdict {
  const error = readApiError(body)
  const failure = error.details.find(({ errors }) => errors?.length)
  const first = failure?.errors?.[0]
  const [kind, value] = Object.entries(first?.errorCode ?? {})[0] ?? []
  const byCode = ADS_CODES.get(`${kind}.${value}`) ?? ADS_CODES.get(`${kind}.*`)
  return {
    reason: byCode ?? sharedReason(status, error) ?? adsReason(status, failure !== undefined),
    message: first?.message ?? error.message,
    requestId: failure?.requestId,
    retryAfterMs: retryDelayMs(first?.details?.quotaErrorDetails.retryDelay),
    operation: first?.location.fieldPathElements.find(({ fieldName }) => fieldName === 'operations')?.index,
  }
}

function adsReason(status: number, explained: boolean): GoogleReason {
  if (status === 403) return 'ads_access_denied'
  // Every method of a living version explains itself; a bare 404 comes from a version that has been taken down.
  if (status === 404 && !explained) return 'unsupported_version'
  return 'invalid_request'
}

const OAuthError = z.object({ error: z.string(), error_subtype: text })

const OAUTH_CODES = new Map<string, GoogleReason>([
  ['invalid_grant', 'grant_revoked'],
  ['invalid_token', 'grant_revoked'],
  ['invalid_rapt', 'reauthentication_required'],
  ['admin_policy_enforced', 'blocked_by_admin'],
  ['org_internal', 'blocked_by_admin'],
  ['access_denied', 'blocked_by_admin'],
  ['invalid_scope', 'scope_missing'],
  ['invalid_client', 'client_rejected'],
  ['unauthorized_client', 'client_rejected'],
  ['deleted_client', 'client_rejected'],
  ['disabled_client', 'client_rejected'],
  ['redirect_uri_mismatch', 'redirect_uri_mismatch'],
  ['rate_limit_exceeded', 'rate_limited'],
  ['temporarily_unavailable', 'server_error'],
  ['server_error', 'server_error'],
])

/** Token endpoint errors: RFC 6749 section 5.2 and https://developers.google.com/identity/protocols/oauth2/web-server */
export function classifyOAuth({ status, body, operation }: Refusal): Verdict {
  const parsed = OAuthError.safeParse(body)
  const codes = parsed.success ? [parsed.data.error_subtype, parsed.data.error] : []
  const known = codes.flatMap((code) => OAUTH_CODES.get(code ?? '') ?? [])[0]
  // Before a grant exists, the refused thing is the code of the consent, not a grant.
  if (known === 'grant_revoked' && operation === 'token.exchange') return { reason: 'consent_incomplete' }
  return { reason: known ?? (status === 401 ? 'client_rejected' : byStatus(status)) ?? 'client_rejected' }
}

/** Reads a protobuf duration in JSON (`30s`, `1.5s`) as milliseconds. */
function retryDelayMs(duration: string | undefined): number | undefined {
  const [, seconds] = /^(\d+(?:\.\d+)?)s$/.exec(duration ?? '') ?? []
  return seconds === undefined ? undefined : Math.ceil(Number(seconds) * 1000)
}
