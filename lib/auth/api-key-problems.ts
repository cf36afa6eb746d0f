import type { KnownProblem } from '../errors/known-problem.ts'

export const API_KEY_MISTYPED: KnownProblem = {
  code: 'unauthenticated',
  detail: 'This API key is incomplete or mistyped: its checksum does not match. Copy all of it.',
}

/** One text for both: only who can manage keys is told which of them were ever there. */
export const API_KEY_UNKNOWN: KnownProblem = {
  code: 'unauthenticated',
  detail:
    'There is no such API key, or it was revoked. An ADMIN creates another with POST /api/v1/members/api-keys.',
}

export const API_KEY_EXPIRED: KnownProblem = {
  code: 'unauthenticated',
  detail: 'This API key has expired. An ADMIN creates another with POST /api/v1/members/api-keys.',
}
