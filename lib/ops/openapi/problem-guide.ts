import { CUSTOMER_CHANGED } from '../../customers/customer-problems.ts'
import type { InvalidParam } from '../../errors/app-error.ts'
import { TOO_MANY_CUSTOMERS } from '../../errors/row-caps.ts'
import { requestText } from '../../google/google-reasons.ts'
import {
  CLOCK_SKEW,
  INTERNAL,
  KEY_BUSY,
  KEY_REUSED,
  NEEDS_ADMIN,
  NOT_A_MEMBER,
  OUTCOME_UNKNOWN,
  REPLAY_GONE,
} from '../../http/request-problems.ts'
import { SIGN_UP_CLOSED } from '../../members/member-problems.ts'
import type { ErrorCode } from '../../model/error-code.ts'

type Guide = {
  /** What the code means, in any operation. */
  means: string
  /** What the caller does about it. */
  remedy: string
  /** An example, as the API returns it. */
  example: { detail: string; invalidParams?: InvalidParam[] }
}

/** The explanation of every code, for the reference: plain text in which backquotes mark code. */
export const PROBLEM_GUIDE = {
  invalid_request: {
    means: 'Something in the path, the query, a header or the body is missing, malformed or unknown.',
    remedy:
      'Fix what `invalidParams` lists, each item with its position and reason. Repeating the request does not help.',
    example: {
      detail: 'query.limit: must be at most 100',
      invalidParams: [{ name: 'query.limit', reason: 'must be at most 100' }],
    },
  },
  malformed_json: {
    means: 'The body is not valid JSON in UTF-8.',
    remedy: 'Send the output of a JSON serializer; the usual cause is a truncated or handwritten body.',
    example: { detail: 'The body is not valid JSON in UTF-8.' },
  },
  unauthenticated: {
    means: 'The request has no token or API key, or one that is expired, forged, or revoked.',
    remedy:
      'Send a Firebase ID token, which is valid for an hour, or an API key as `Authorization: Bearer TOKEN`.',
    example: { detail: 'The ID token has expired; sign in again.' },
  },
  not_a_member: {
    means: 'You are signed in, but belong to no organization.',
    remedy: 'Sign up with `POST /api/v1/organization`, or accept an invitation.',
    example: { detail: NOT_A_MEMBER.detail },
  },
  forbidden: {
    means: 'You are authenticated, but do not have the permission.',
    remedy: 'Do what `detail` says; where it asks for the role ADMIN, ask an ADMIN of your organization.',
    example: { detail: NEEDS_ADMIN.detail },
  },
  sign_up_closed: {
    means:
      'The operator of this service does not let anybody found an organization, or join one, by themselves.',
    remedy: 'Do what `detail` says; repeating the request does not help.',
    example: { detail: SIGN_UP_CLOSED.detail },
  },
  not_found: {
    means:
      'There is nothing with this id that you can see. Whether it never existed, is deleted or belongs to another ' +
      'organization cannot be seen from the response.',
    remedy: 'Use ids from responses of the API. What was deleted meanwhile is no longer in your lists.',
    example: { detail: 'No such customer.' },
  },
  method_not_allowed: {
    means: 'The path exists, but not with this method.',
    remedy: 'Use one of the methods in the header `Allow`.',
    example: { detail: 'The methods of this path are GET, POST, HEAD, OPTIONS.' },
  },
  conflict: {
    means: 'The request is valid, but not in the current state of the resource.',
    remedy: 'Do what `detail` says first, or read the resource again and repeat the change.',
    example: { detail: CUSTOMER_CHANGED.detail },
  },
  limit_reached: {
    means: 'The organization, the customer or the user has as many of these as are allowed.',
    remedy: 'Make room as `detail` says, then repeat the request.',
    example: { detail: TOO_MANY_CUSTOMERS.detail },
  },
  version_superseded: {
    means:
      'The container version is not, or no longer, the one that waits to be published: a later run has replaced it.',
    remedy: 'Review the version that `detail` names, then publish that one.',
    example: {
      detail: 'Version 4 does not wait to be published; version 5 does. Review that one, then publish it.',
    },
  },
  frozen: {
    means:
      'Nothing is published for the customer for some time, by its own freeze or that of the organization.',
    remedy: 'Wait until the time that `detail` names, or have an ADMIN end the freeze.',
    example: {
      detail:
        'Publishing is frozen for this customer until 2026-12-27T00:00:00.000Z. Publish then; or an ADMIN ends its own freeze with PATCH /api/v1/customers/0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73 {"frozenUntil": null}, or that of the organization with PATCH /api/v1/organization {"frozenUntil": null}.',
    },
  },
  request_in_progress: {
    means: 'A request with the same `Idempotency-Key` is in progress.',
    remedy: 'Send it again after `Retry-After`; it then returns what the first one created.',
    example: { detail: KEY_BUSY.detail },
  },
  gone: {
    means:
      'A request with this `Idempotency-Key` was completed before, and what it created has been deleted since.',
    remedy: 'Create another one with another key.',
    example: { detail: REPLAY_GONE.detail },
  },
  precondition_failed: {
    means: 'The version in `If-Match` is stale: another user has changed the resource since.',
    remedy: 'Read it again, and repeat the change with its new ETag.',
    example: { detail: 'The customer has been changed since. Read it again, and repeat with its new ETag.' },
  },
  payload_too_large: {
    means: 'The body is larger than 1 MiB, or has more than 10,000 values.',
    remedy: 'Split it into several requests.',
    example: { detail: 'The body is over 1048576 bytes; send less at a time.' },
  },
  unsupported_media_type: {
    means: 'The body is not declared as JSON in UTF-8, or is compressed.',
    remedy: 'Send `Content-Type: application/json` and no `Content-Encoding`.',
    example: { detail: 'Send the body as JSON in UTF-8, with "Content-Type: application/json".' },
  },
  idempotency_key_reused: {
    means: 'This `Idempotency-Key` was used for another request before.',
    remedy: 'Use a new key for each request, and the same key only to repeat a request.',
    example: { detail: KEY_REUSED.detail },
  },
  google_rejected: {
    means: 'Google understood the request and rejected it; repeating it gives the same result.',
    remedy: 'Do what `detail` says: most often the agency has to change a permission at Google.',
    example: { detail: requestText('container_not_found') },
  },
  rate_limited: {
    means:
      'There were too many requests in too short a time, or one is under way that is allowed once at a time.',
    remedy: 'Wait as many seconds as `Retry-After` says.',
    example: { detail: 'There are at most 3000 such requests from you in 60 s; wait 12 s.' },
  },
  internal: {
    means: 'There is an error on our side.',
    remedy: 'Repeat the request; if it fails again, contact us with the `requestId`.',
    example: { detail: INTERNAL.detail },
  },
  google_unavailable: {
    means: 'Google could not be reached or did not respond in time.',
    remedy: 'Repeat the request later. Nothing is done twice.',
    example: { detail: requestText('timeout') },
  },
  quota_exhausted: {
    means: 'The requests that Google allows for all organizations together are used up for now.',
    remedy: 'Wait as many seconds as `Retry-After` says. A sync continues automatically.',
    example: { detail: requestText('rate_limited') },
  },
  clock_skew: {
    means: 'The service and its database disagree about the time, so that the database accepts nothing.',
    remedy: 'Wait; the operator of the service has to set a clock right. Nothing was read or changed.',
    example: { detail: CLOCK_SKEW.detail },
  },
  unavailable: {
    means: 'The service or one of its dependencies is down or overloaded.',
    remedy:
      'Repeat the request after some seconds, or as many as `Retry-After` says; check first whether a write took effect.',
    example: {
      detail: 'The service is busy or down for a moment. Please try again shortly.',
    },
  },
  outcome_unknown: {
    means:
      'The connection to the database was lost while the change was being saved, so it may have been saved or not.',
    remedy:
      'Read the resource to see. A request with an `Idempotency-Key` can be sent again with the same key: it counts once.',
    example: { detail: OUTCOME_UNKNOWN.detail },
  },
} as const satisfies Record<ErrorCode, Guide>
