import { fieldProblem, type KnownProblem, noSuch } from '../errors/known-problem.ts'
import { requestText } from '../google/google-reasons.ts'

export const NO_SUCH_CONSENT = noSuch('connection to complete')

export const NO_SUCH_LOGIN = fieldProblem(
  'not_found',
  'body.googleAccountId',
  'there is no such Google login; GET /api/v1/connections lists those of your organization',
)

export const LOGIN_LOST = fieldProblem(
  'conflict',
  'body.googleAccountId',
  'this Google login is lost; connect one of its customers again, or choose another login',
)

export const SYNC_UNDER_WAY: KnownProblem = {
  code: 'conflict',
  detail: 'A sync through this login is under way. Let run {syncRunId} end first.',
}

export const PERMISSIONS_NOT_TICKED: KnownProblem = {
  code: 'google_rejected',
  detail:
    'At Google’s consent page these permissions were not ticked: {permissions}. ' +
    'Nothing was connected; connect again and tick every box.',
}

export const NO_LOGIN: KnownProblem = {
  code: 'conflict',
  detail:
    'Connect this customer to Google first: POST /api/v1/customers/{customerId}/connect, ' +
    'or POST /api/v1/customers/{customerId}/connection with a login that your organization has.',
}

/** What a call of Google within a request can end in, for example. */
export const GOOGLE_PROBLEMS: readonly KnownProblem[] = [
  { code: 'google_rejected', detail: requestText('grant_revoked') },
  { code: 'google_unavailable', detail: requestText('timeout') },
  { code: 'quota_exhausted', detail: requestText('rate_limited') },
]
