import type { InvalidParam } from '../../errors/app-error.ts'
import type { ErrorCode } from '../../model/error-code.ts'

type Guide = {
  /** What the code means, whatever the operation. */
  means: string
  /** What the caller does about it. */
  remedy: string
  /** One occurrence, in the words of the API. */
  example: { detail: string; invalidParams?: InvalidParam[] }
}

/** The explanation of every code, for the reference: plain text in which backquotes mark code. */
export const PROBLEM_GUIDE = {
  invalid_request: {
    means:
      'Something in the path, the query, a header or the body is missing, of a wrong form, or not known.',
    remedy:
      'Mend what `invalidParams` names, each entry with the place and the reason. Repeating it helps nothing.',
    example: {
      detail: 'query.limit: must be at most 100',
      invalidParams: [{ name: 'query.limit', reason: 'must be at most 100' }],
    },
  },
  malformed_json: {
    means: 'The body could not be read as JSON in UTF-8.',
    remedy:
      'Send what a JSON serializer writes; a body that was cut off or written by hand is the usual cause.',
    example: { detail: 'The body is not valid JSON in UTF-8.' },
  },
  unauthenticated: {
    means: 'The call carries no token, or one that is expired, forged, or ended by signing out everywhere.',
    remedy:
      'Get a fresh Firebase ID token and send it as `Authorization: Bearer TOKEN`; one lives for an hour.',
    example: { detail: 'The ID token has expired; sign in again.' },
  },
  not_a_member: {
    means: 'You are signed in, but belong to no organization.',
    remedy: 'Sign up with `POST /api/v1/organization`, or accept an invitation.',
    example: {
      detail: 'You are signed in but belong to no organization. Sign up with POST /api/v1/organization.',
    },
  },
  forbidden: {
    means: 'You are known, but may not do this.',
    remedy: 'Do what `detail` says; where it asks for the role ADMIN, ask an ADMIN of your organization.',
    example: { detail: 'This needs the role ADMIN; ask an ADMIN of your organization.' },
  },
  not_found: {
    means:
      'There is nothing with this id that you can see. Whether it never existed, is deleted or belongs to another ' +
      'organization cannot be told from the answer.',
    remedy: 'Take ids from answers of the API. What was deleted meanwhile is gone from your lists too.',
    example: { detail: 'No such customer.' },
  },
  method_not_allowed: {
    means: 'The path exists, but not with this method.',
    remedy: 'Use one of the methods in the header `Allow`.',
    example: { detail: 'The methods of this path are GET, POST, HEAD, OPTIONS.' },
  },
  conflict: {
    means: 'The call is right in itself, but not in the present state of things.',
    remedy: 'Do first what `detail` says, or read the resource again and repeat the change.',
    example: { detail: 'Somebody changed this customer at the same moment. Read it again and repeat.' },
  },
  request_in_progress: {
    means: 'The same request, by its `Idempotency-Key`, is being worked on at this moment.',
    remedy: 'Send it again after `Retry-After`; then it answers what the first one made.',
    example: {
      detail: 'A request with this Idempotency-Key is still under way; send it again in a moment.',
    },
  },
  gone: {
    means:
      'A request with this `Idempotency-Key` was answered before, and what it made has been deleted since.',
    remedy: 'Make another with another key.',
    example: {
      detail: 'What this request made has been deleted since; make another with another key.',
    },
  },
  precondition_failed: {
    means: 'The resource is not at the version that `If-Match` names: somebody else has changed it since.',
    remedy: 'Read it again, and repeat the change with its new ETag.',
    example: { detail: 'The customer has been changed since. Read it again, and repeat with its new ETag.' },
  },
  payload_too_large: {
    means: 'The body has more than 1 MiB.',
    remedy: 'Send less at a time.',
    example: { detail: 'The body is over 1048576 bytes; send less at a time.' },
  },
  unsupported_media_type: {
    means: 'The body is not declared as JSON in UTF-8, or is compressed.',
    remedy: 'Send `Content-Type: application/json` and no `Content-Encoding`.',
    example: { detail: 'Send the body as JSON in UTF-8, with "Content-Type: application/json".' },
  },
  idempotency_key_reused: {
    means: 'This `Idempotency-Key` came with another request before.',
    remedy: 'Give each request a key of its own, and only a repetition the key of the first.',
    example: {
      detail: 'This Idempotency-Key came with another request before; give each request a key of its own.',
    },
  },
  google_rejected: {
    means: 'Google understood the request and said no; repeating it gives the same answer.',
    remedy: 'Do what `detail` says: most often somebody at the agency has to change a permission at Google.',
    example: {
      detail:
        'The connected Google account cannot see this container. Check the container id and the rights of the account.',
    },
  },
  rate_limited: {
    means: 'Too many calls came in too short a time.',
    remedy: 'Wait as many seconds as `Retry-After` says.',
    example: { detail: 'There are at most 3000 such requests from you in 60 s; wait 12 s.' },
  },
  internal: {
    means: 'Something is broken on our side.',
    remedy: 'Repeat it once; if it stays, tell us the `requestId`.',
    example: { detail: 'Something went wrong on our side; the request id tells us where to look.' },
  },
  google_unavailable: {
    means: 'Google could not be reached or did not answer in time.',
    remedy: 'Repeat it later. Nothing is done twice.',
    example: { detail: 'Google did not answer in time. We try again by ourselves.' },
  },
  quota_exhausted: {
    means: 'The calls that Google allows to all organizations together are used up for now.',
    remedy: 'Wait as many seconds as `Retry-After` says. A sync waits by itself.',
    example: {
      detail: 'Google allows only so many calls at a time. We go on by ourselves as soon as it lets us.',
    },
  },
  unavailable: {
    means: 'The service or something that it needs is down or busy for a moment.',
    remedy:
      'Repeat it after some seconds, or as many as `Retry-After` says; look first whether a write was done all the same.',
    example: {
      detail: 'The service is busy or down for a moment. Please try again shortly.',
    },
  },
} as const satisfies Record<ErrorCode, Guide>
