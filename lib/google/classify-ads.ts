import { readApiError, retryDelayMs, sharedReason } from './api-error.ts'
import type { GoogleReason } from './google-reasons.ts'
import type { Classification, Rejection } from './rejection.ts'

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
export function classifyAds({ status, body }: Rejection): Classification {
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
  // Every method of a living version explains itself; a bare 404 comes from a version that was switched off.
  if (status === 404 && !explained) return 'unsupported_version'
  return 'invalid_request'
}
