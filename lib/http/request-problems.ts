import type { KnownProblem } from '../errors/known-problem.ts'

export const NOT_A_MEMBER: KnownProblem = {
  code: 'not_a_member',
  detail:
    'You are signed in but belong to no organization. Sign up with POST /api/v1/organization, or accept an invitation; ' +
    'where this service does not allow that, GET /api/v1/members/me says what to do.',
}

export const NEEDS_ADMIN: KnownProblem = {
  code: 'forbidden',
  detail: 'This needs the role ADMIN; ask an ADMIN of your organization.',
}

export const NEEDS_USER: KnownProblem = {
  code: 'forbidden',
  detail: 'This needs a user who has signed in; an API key cannot do it.',
}

export const SIGNED_OUT: KnownProblem = {
  code: 'unauthenticated',
  detail: 'You were signed out everywhere; sign in again.',
}

export const NO_SUCH_PATH: KnownProblem = { code: 'not_found', detail: 'There is nothing at this path.' }

export const OTHER_METHODS: KnownProblem = {
  code: 'method_not_allowed',
  detail: 'The methods of this path are {methods}.',
}

export const KEY_REUSED: KnownProblem = {
  code: 'idempotency_key_reused',
  detail: 'This Idempotency-Key came with another request before; give each request a key of its own.',
}

export const KEY_BUSY: KnownProblem = {
  code: 'request_in_progress',
  detail: 'A request with this Idempotency-Key is still under way; send it again in a moment.',
}

export const REPLAY_GONE: KnownProblem = {
  code: 'gone',
  detail: 'What this request made has been deleted since; make another with another key.',
}

export const CLOCK_SKEW: KnownProblem = {
  code: 'clock_skew',
  detail: 'The clocks of the service and of its database differ; its operator has to set them right.',
}

export const NOT_SET_UP: KnownProblem = {
  code: 'unavailable',
  detail: 'The service and its database do not know each other; its operator has to connect them.',
}

export const EXPORT_UNDER_WAY: KnownProblem = {
  code: 'rate_limited',
  detail:
    'An export or a verification of your organization is under way, and one runs at a time; wait for its end.',
}

export const INTERNAL: KnownProblem = {
  code: 'internal',
  detail: 'Something went wrong on our side; with the request id we can find the cause.',
}

export const OUTCOME_UNKNOWN: KnownProblem = {
  code: 'outcome_unknown',
  detail:
    'Whether it was saved is not known: the connection to the database was lost at that moment. Look, or send it again with the same Idempotency-Key if it had one.',
}
