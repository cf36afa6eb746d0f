/**
 * What the caller does about a failure.
 * - `token`: Google rejected the token. After a rejected access token, refresh once; a rejected refresh token
 *   is final.
 * - `user_action`: the agency has to change something at Google.
 * - `quota`: wait, then continue; it costs no attempt.
 * - `conflict`: the state at Google is not as expected; read it and plan again.
 * - `permanent`: repeating the same request gives the same response.
 * - `transient`: repeat later; after an `uncertain` write, read back first.
 * - `operator`: the deployment or its Google Cloud project has to be fixed.
 */
export type GoogleErrorKind =
  | 'token'
  | 'user_action'
  | 'quota'
  | 'conflict'
  | 'permanent'
  | 'transient'
  | 'operator'

/** What a run tries again, up to its last try. */
type Retried = Extract<GoogleErrorKind, 'quota' | 'conflict' | 'transient'>

/** Plain words for the agency. */
type Texts = {
  /** Of a run that has ended, and of a request: nothing goes on by itself. */
  nextStep: string
  /** Of a request, where it needs other words. */
  forRequest?: string
  /** Of a run that waits for its next try. */
  whileRetrying?: string
}

type Advice = {
  /** Who can end it. `google` means that it ends by itself. */
  owner: 'agency' | 'operator' | 'google'
} & (
  | ({ kind: Exclude<GoogleErrorKind, Retried> } & Texts)
  | ({ kind: Retried } & Texts & Required<Pick<Texts, 'whileRetrying'>>)
)

/** Every reason why a call to Google fails. The codes are stable: they are stored with runs and shown to clients. */
export const GOOGLE_REASONS = {
  access_token_rejected: {
    kind: 'token',
    owner: 'agency',
    nextStep: 'Google no longer accepts our access. If this stays, connect the Google account again.',
  },
  grant_revoked: {
    kind: 'token',
    owner: 'agency',
    nextStep:
      'The permission was withdrawn or has expired. Connect the Google account again; nothing is lost.',
  },
  reauthentication_required: {
    kind: 'token',
    owner: 'agency',
    nextStep: 'Your Google Workspace ends sessions after a set time. Connect the Google account again.',
  },
  blocked_by_admin: {
    kind: 'user_action',
    owner: 'agency',
    nextStep: 'Ask the administrator of your Google Workspace to allow OneClickTag, then connect again.',
  },
  consent_incomplete: {
    kind: 'user_action',
    owner: 'agency',
    nextStep: 'The sign-in at Google took too long or was used already. Start connecting once more.',
  },
  scope_missing: {
    kind: 'user_action',
    owner: 'agency',
    nextStep:
      'A permission was not ticked at the consent page. Connect the Google account again and tick all boxes.',
  },
  container_access_denied: {
    kind: 'user_action',
    owner: 'agency',
    nextStep:
      'Give the connected Google account the right to edit, approve and publish in this Tag Manager container.',
  },
  container_not_found: {
    kind: 'user_action',
    owner: 'agency',
    nextStep:
      'The connected Google account cannot see this container. Check the container id and the rights of the account.',
  },
  workspace_limit: {
    kind: 'user_action',
    owner: 'agency',
    nextStep: 'The container has no free workspace. Delete an unused one in Tag Manager, then sync again.',
  },
  ads_access_denied: {
    kind: 'user_action',
    owner: 'agency',
    nextStep:
      'The connected Google account cannot reach this Google Ads account. Check its access and the manager account.',
  },
  ads_action_not_permitted: {
    kind: 'user_action',
    owner: 'agency',
    nextStep:
      'The connected Google account may only read here. Give it standard or admin access in Google Ads.',
  },
  ads_account_not_enabled: {
    kind: 'user_action',
    owner: 'agency',
    nextStep: 'The Google Ads account is closed, suspended or not set up. Correct that at ads.google.com.',
  },
  not_ads_user: {
    kind: 'user_action',
    owner: 'agency',
    nextStep:
      'The connected Google account has no Google Ads access. Invite it in Google Ads or connect another one.',
  },
  two_step_verification_required: {
    kind: 'user_action',
    owner: 'agency',
    nextStep:
      'Google Ads asks for 2-step verification. Switch it on for the Google account, then connect again.',
  },
  rate_limited: {
    kind: 'quota',
    owner: 'google',
    nextStep: 'Google allowed no more calls at that time. Sync again in some minutes.',
    forRequest:
      'Google allows only so many calls at a time. Repeat the request after the seconds that Retry-After says.',
    whileRetrying: 'Google allows only so many calls at a time. The run continues as soon as it lets us.',
  },
  daily_quota_exhausted: {
    kind: 'quota',
    owner: 'google',
    nextStep: 'The calls that Google allows in a day were used up. Sync again when the next day has started.',
    forRequest:
      'The calls that Google allows in a day are used up. Repeat the request when the next day has started.',
    whileRetrying:
      'The calls that Google allows in a day are used up. The run continues when the next day starts.',
  },
  duplicate_name: {
    kind: 'conflict',
    owner: 'agency',
    nextStep: 'Something else at Google has this name already. Rename it there, or rename the tracking.',
    whileRetrying: 'Something at Google has this name already. We look once more whether it is our own.',
  },
  fingerprint_conflict: {
    kind: 'conflict',
    owner: 'google',
    nextStep:
      'The container was changed at the same moment, at each try. Sync again when nobody else changes it.',
    forRequest: 'The container was changed at the same moment. Repeat the request.',
    whileRetrying: 'The container was changed at the same moment. We look again and repeat.',
  },
  entity_not_found: {
    kind: 'conflict',
    owner: 'google',
    nextStep: 'Something we made is missing in Tag Manager. Sync again to have it re-created.',
    forRequest: 'Something that the request needs is missing in Tag Manager. Sync, then repeat the request.',
    whileRetrying: 'Something we made was removed in Tag Manager. We look again and restore it.',
  },
  version_not_found: {
    kind: 'conflict',
    owner: 'google',
    nextStep: 'The container does not have the version that is needed. Sync again to make another one.',
    forRequest: 'The container has no such version. See which versions it has, then repeat the request.',
    whileRetrying: 'The container has no such version. We look again at what it has.',
  },
  workspace_conflict: {
    kind: 'conflict',
    owner: 'agency',
    nextStep:
      'The workspace clashes with a newer version of the container. Resolve it in Tag Manager, then sync again.',
    whileRetrying:
      'The workspace clashes with a newer version of the container. We look again whether it still does.',
  },
  invalid_request: {
    kind: 'permanent',
    owner: 'agency',
    nextStep: 'Google rejects one of the values. Correct the tracking as Google says.',
  },
  compile_error: {
    kind: 'permanent',
    owner: 'agency',
    nextStep:
      'The container does not compile. Open its preview in Tag Manager, fix what it reports, then sync again.',
  },
  timeout: {
    kind: 'transient',
    owner: 'google',
    nextStep: 'Google did not respond in time, at any try. Sync again later.',
    forRequest: 'Google did not respond in time. Repeat the request in some seconds.',
    whileRetrying: 'Google did not respond in time. We try again shortly.',
  },
  unreachable: {
    kind: 'transient',
    owner: 'google',
    nextStep: 'Google could not be reached, at any try. Sync again later.',
    forRequest: 'Google could not be reached. Repeat the request in some seconds.',
    whileRetrying: 'Google could not be reached. We try again shortly.',
  },
  server_error: {
    kind: 'transient',
    owner: 'google',
    nextStep: 'Google had an error of its own, at each try. Sync again later.',
    forRequest: 'Google had an error of its own. Repeat the request in some seconds.',
    whileRetrying: 'Google had an error of its own. We try again shortly.',
  },
  unreadable_response: {
    kind: 'transient',
    owner: 'operator',
    nextStep: 'Google sent responses that we cannot read. Sync again later; contact us if this stays.',
    forRequest: 'Google sent a response that we cannot read. Repeat the request; contact us if this stays.',
    whileRetrying:
      'Google sent a response that we cannot read. We try again shortly; contact us if this stays.',
  },
  aborted: {
    kind: 'transient',
    owner: 'google',
    nextStep: 'The work was interrupted at each try. Sync again to continue it.',
    forRequest: 'The request was interrupted. Repeat it in some seconds.',
    whileRetrying: 'The work was interrupted. We continue it shortly.',
  },
  service_disabled: {
    kind: 'operator',
    owner: 'operator',
    nextStep: 'A Google API is switched off for OneClickTag. We have to switch it on; then try again.',
  },
  client_rejected: {
    kind: 'operator',
    owner: 'operator',
    nextStep:
      'Google rejects the registration of OneClickTag. We have to fix it; nothing is needed from you.',
  },
  redirect_uri_mismatch: {
    kind: 'operator',
    owner: 'operator',
    nextStep:
      'The address of OneClickTag is not registered at Google. We have to fix it; nothing is needed from you.',
  },
  identity_rejected: {
    kind: 'operator',
    owner: 'operator',
    nextStep:
      'Google’s statement of who signed in does not fit. Start connecting once more; contact us if this stays.',
  },
  ads_not_approved: {
    kind: 'operator',
    owner: 'operator',
    nextStep: 'OneClickTag may not use Google Ads for live accounts yet. We have to apply at Google.',
  },
  unsupported_version: {
    kind: 'operator',
    owner: 'operator',
    nextStep:
      'Google has switched off the version of its Ads API that we use. We have to move to a newer one.',
  },
} as const satisfies Record<string, Advice>

export type GoogleReason = keyof typeof GOOGLE_REASONS

/** What a caller does about a request that failed for this reason. */
export function requestText(reason: GoogleReason): string {
  const { nextStep, forRequest }: Advice = GOOGLE_REASONS[reason]
  return forRequest ?? nextStep
}

/** What is said of a run: while it waits for its next try, or once it has ended and nothing goes on by itself. */
export function runText(reason: GoogleReason, state: 'retrying' | 'ended'): string {
  const { nextStep, whileRetrying }: Advice = GOOGLE_REASONS[reason]
  return state === 'retrying' ? (whileRetrying ?? nextStep) : nextStep
}

export function isGoogleReason(code: string): code is GoogleReason {
  return Object.hasOwn(GOOGLE_REASONS, code)
}
