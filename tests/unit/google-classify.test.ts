import { describe, expect, it } from 'vitest'
import { classifyAds } from '../../lib/google/classify-ads.ts'
import { classifyOAuth } from '../../lib/google/classify-oauth.ts'
import { classifyTagManager } from '../../lib/google/classify-tag-manager.ts'
import { GOOGLE_REASONS, type GoogleErrorKind, type GoogleReason } from '../../lib/google/google-reasons.ts'

type Expected = { reason: GoogleReason; kind: GoogleErrorKind }

const withKind = (reason: GoogleReason): Expected => ({ reason, kind: GOOGLE_REASONS[reason].kind })

describe('Tag Manager', () => {
  const old = (reason: string, message = '') => ({
    error: { message, errors: [{ domain: 'global', reason }] },
  })
  const info = (reason: string, metadata = {}) => ({
    error: {
      message: '',
      details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, metadata }],
    },
  })
  const says = (message: string) => ({ error: { message } })

  it.each<[number, string, object, GoogleErrorKind, GoogleReason]>([
    [401, 'tags.list', {}, 'token', 'access_token_rejected'],
    [403, 'tags.list', info('SERVICE_DISABLED'), 'operator', 'service_disabled'],
    [403, 'tags.list', old('accessNotConfigured'), 'operator', 'service_disabled'],
    [403, 'publish', info('ACCESS_TOKEN_SCOPE_INSUFFICIENT'), 'user_action', 'scope_missing'],
    [403, 'publish', old('insufficientPermissions'), 'user_action', 'scope_missing'],
    [403, 'tags.list', old('rateLimitExceeded'), 'quota', 'rate_limited'],
    [403, 'tags.list', old('userRateLimitExceeded'), 'quota', 'rate_limited'],
    [403, 'tags.list', old('quotaExceeded'), 'quota', 'rate_limited'],
    [403, 'tags.list', old('dailyLimitExceeded'), 'quota', 'daily_quota_exhausted'],
    [
      429,
      'tags.list',
      info('RATE_LIMIT_EXCEEDED', { quota_unit: '1/min/{project}' }),
      'quota',
      'rate_limited',
    ],
    [
      429,
      'tags.list',
      info('RATE_LIMIT_EXCEEDED', { quota_unit: '1/d/{project}' }),
      'quota',
      'daily_quota_exhausted',
    ],
    [429, 'tags.list', {}, 'quota', 'rate_limited'],
    [403, 'publish', old('forbidden'), 'user_action', 'container_access_denied'],
    [404, 'containers.lookup', says('Not found or permission denied.'), 'user_action', 'container_not_found'],
    [404, 'workspaces.list', says('Not found or permission denied.'), 'user_action', 'container_not_found'],
    [404, 'tags.update', says('Not found or permission denied.'), 'conflict', 'entity_not_found'],
    [404, 'bulk_update', says('Not found or permission denied.'), 'conflict', 'entity_not_found'],
    [404, 'versions.live', says('Published container version not found'), 'conflict', 'version_not_found'],
    [404, 'versions.live', says('Not found or permission denied.'), 'user_action', 'container_not_found'],
    [400, 'tags.create', says('Found entity with duplicate name.'), 'conflict', 'duplicate_name'],
    [400, 'publish', says('The fingerprint does not match.'), 'conflict', 'fingerprint_conflict'],
    [409, 'tags.update', {}, 'conflict', 'fingerprint_conflict'],
    [412, 'tags.update', {}, 'conflict', 'fingerprint_conflict'],
    [400, 'workspaces.create', says('Workspace limit reached'), 'user_action', 'workspace_limit'],
    [400, 'tags.create', says('The name is longer than the limit'), 'permanent', 'invalid_request'],
    [400, 'tags.create', old('invalidParameter', 'tag.parameter: empty'), 'permanent', 'invalid_request'],
    [408, 'tags.create', {}, 'transient', 'timeout'],
    [500, 'triggers.create', old('backendError'), 'transient', 'server_error'],
    [503, 'triggers.create', {}, 'transient', 'server_error'],
  ])('Tag Manager’s %i on %s with %j is %s: %s', (status, operation, body, kind, reason) => {
    const verdict = classifyTagManager({ status, body, operation })
    expect(withKind(verdict.reason)).toEqual({ kind, reason })
  })

  it.each([null, undefined, 'text', [], { error: 'text' }, { error: { errors: 'text', details: [7] } }])(
    'a body of another shape (%j) is judged by its status',
    (body) => {
      expect(classifyTagManager({ status: 503, body, operation: 'publish' }).reason).toBe('server_error')
      expect(classifyTagManager({ status: 400, body, operation: 'publish' }).reason).toBe('invalid_request')
    },
  )
})

describe('Google Ads', () => {
  const failure = (errorCode: object, details?: object, message = 'Text that varies.') => ({
    error: {
      message: 'Request contains an invalid argument.',
      details: [
        {
          '@type': 'type.googleapis.com/google.ads.googleads.v26.errors.GoogleAdsFailure',
          errors: [{ errorCode, message, details }],
          requestId: 'ads-request-1',
        },
      ],
    },
  })

  it.each<[number, object, GoogleErrorKind, GoogleReason]>([
    [401, { authenticationError: 'OAUTH_TOKEN_EXPIRED' }, 'token', 'access_token_rejected'],
    [401, { authenticationError: 'OAUTH_TOKEN_REVOKED' }, 'token', 'access_token_rejected'],
    [401, { authenticationError: 'OAUTH_TOKEN_INVALID' }, 'token', 'access_token_rejected'],
    [401, { authenticationError: 'GOOGLE_ACCOUNT_DELETED' }, 'token', 'access_token_rejected'],
    [401, { authenticationError: 'NOT_ADS_USER' }, 'user_action', 'not_ads_user'],
    [
      401,
      { authenticationError: 'TWO_STEP_VERIFICATION_NOT_ENROLLED' },
      'user_action',
      'two_step_verification_required',
    ],
    [401, { authenticationError: 'CUSTOMER_NOT_FOUND' }, 'user_action', 'ads_access_denied'],
    [403, { authorizationError: 'USER_PERMISSION_DENIED' }, 'user_action', 'ads_access_denied'],
    [403, { authorizationError: 'ACTION_NOT_PERMITTED' }, 'user_action', 'ads_action_not_permitted'],
    [403, { authorizationError: 'CUSTOMER_NOT_ENABLED' }, 'user_action', 'ads_account_not_enabled'],
    [
      403,
      { authorizationError: 'ACTION_NOT_PERMITTED_FOR_SUSPENDED_ACCOUNT' },
      'user_action',
      'ads_account_not_enabled',
    ],
    [
      403,
      { authorizationError: 'CLOUD_PROJECT_NOT_APPROVED_FOR_PRODUCTION' },
      'operator',
      'ads_not_approved',
    ],
    [403, { authorizationError: 'DEVELOPER_TOKEN_NOT_APPROVED' }, 'operator', 'ads_not_approved'],
    [403, { authorizationError: 'PROJECT_DISABLED' }, 'operator', 'service_disabled'],
    [429, { quotaError: 'RESOURCE_EXHAUSTED' }, 'quota', 'rate_limited'],
    [429, { quotaError: 'RESOURCE_TEMPORARILY_EXHAUSTED' }, 'quota', 'rate_limited'],
    [400, { internalError: 'TRANSIENT_ERROR' }, 'transient', 'server_error'],
    [500, { internalError: 'INTERNAL_ERROR' }, 'transient', 'server_error'],
    [504, { internalError: 'DEADLINE_EXCEEDED' }, 'transient', 'server_error'],
    [400, { databaseError: 'CONCURRENT_MODIFICATION' }, 'transient', 'server_error'],
    [400, { conversionActionError: 'DUPLICATE_NAME' }, 'conflict', 'duplicate_name'],
    [400, { requestError: 'UNSUPPORTED_VERSION' }, 'operator', 'unsupported_version'],
    [400, { fieldError: 'REQUIRED' }, 'permanent', 'invalid_request'],
    [400, { mutateError: 'RESOURCE_NOT_FOUND' }, 'permanent', 'invalid_request'],
  ])('%i with %j is %s: %s, whatever the text says', (status, errorCode, kind, reason) => {
    for (const message of ['Text that varies.', 'Found entity with duplicate name. fingerprint quota']) {
      const verdict = classifyAds({
        status,
        body: failure(errorCode, undefined, message),
        operation: 'search',
      })
      expect(withKind(verdict.reason)).toEqual({ kind, reason })
      expect(verdict).toMatchObject({ requestId: 'ads-request-1', message })
    }
  })

  it.each<[number, object, GoogleReason]>([
    [401, {}, 'access_token_rejected'],
    [403, { error: { details: [{ reason: 'SERVICE_DISABLED' }] } }, 'service_disabled'],
    [403, { error: { details: [{ reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }] } }, 'scope_missing'],
    [403, {}, 'ads_access_denied'],
    [404, {}, 'unsupported_version'],
    [503, {}, 'server_error'],
  ])('%i with %j, without a GoogleAdsFailure, is %s', (status, body, reason) => {
    expect(classifyAds({ status, body, operation: 'search' }).reason).toBe(reason)
  })

  it.each([
    ['30s', 30_000],
    ['1.5s', 1500],
    ['900', undefined],
    [undefined, undefined],
  ])('a retry delay of %s is %s ms', (retryDelay, expected) => {
    const body = failure({ quotaError: 'RESOURCE_EXHAUSTED' }, { quotaErrorDetails: { retryDelay } })
    expect(classifyAds({ status: 429, body, operation: 'search' }).retryAfterMs).toBe(expected)
  })
})

describe('OAuth', () => {
  it.each<[number, object, string, GoogleErrorKind, GoogleReason]>([
    [400, { error: 'invalid_grant' }, 'token.refresh', 'token', 'grant_revoked'],
    [
      400,
      { error: 'invalid_grant', error_subtype: 'invalid_rapt' },
      'token.refresh',
      'token',
      'reauthentication_required',
    ],
    [400, { error: 'invalid_grant' }, 'token.exchange', 'user_action', 'consent_incomplete'],
    [400, { error: 'admin_policy_enforced' }, 'token.refresh', 'user_action', 'blocked_by_admin'],
    [400, { error: 'invalid_token' }, 'revoke', 'token', 'grant_revoked'],
    [401, { error: 'invalid_client' }, 'token.refresh', 'operator', 'client_rejected'],
    [401, { error: 'deleted_client' }, 'token.refresh', 'operator', 'client_rejected'],
    [400, { error: 'unauthorized_client' }, 'token.refresh', 'operator', 'client_rejected'],
    [400, { error: 'redirect_uri_mismatch' }, 'token.exchange', 'operator', 'redirect_uri_mismatch'],
    [400, { error: 'invalid_request' }, 'token.exchange', 'operator', 'client_rejected'],
    [403, { error: 'rate_limit_exceeded' }, 'token.refresh', 'quota', 'rate_limited'],
    [429, {}, 'token.refresh', 'quota', 'rate_limited'],
    [500, { error: 'server_error' }, 'token.refresh', 'transient', 'server_error'],
    [503, {}, 'token.refresh', 'transient', 'server_error'],
  ])('%i %j on %s is %s: %s', (status, body, operation, kind, reason) => {
    expect(withKind(classifyOAuth({ status, body, operation }).reason)).toEqual({ kind, reason })
  })
})

it('every reason of a Google error says in a short sentence what to do', () => {
  for (const advice of Object.values(GOOGLE_REASONS)) {
    for (const [name, text] of Object.entries(advice)) {
      if (name === 'kind' || name === 'owner') continue
      expect(text).toMatch(/^[A-Z][^\n]{20,130}\.$/)
      expect(text).not.toMatch(/HTTP|API error|\d{3}|token|scope|OAuth/)
    }
  }
})
