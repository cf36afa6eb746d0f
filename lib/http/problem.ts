import { z } from 'zod'
import type { AppError } from '../errors/app-error.ts'
import { ERROR_CODES, type ErrorCode } from '../model/error-code.ts'

/** Status and title of every code. The title never changes with the occurrence (RFC 9457 §3.1.3). */
export const PROBLEMS = {
  invalid_request: { status: 400, title: 'The request is not valid' },
  malformed_json: { status: 400, title: 'The body is not JSON' },
  unauthenticated: { status: 401, title: 'Not signed in' },
  not_a_member: { status: 403, title: 'Not a member of an organization' },
  forbidden: { status: 403, title: 'Not allowed' },
  sign_up_closed: { status: 403, title: 'Sign-up is not open' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  conflict: { status: 409, title: 'Conflict' },
  limit_reached: { status: 409, title: 'A limit is reached' },
  version_superseded: { status: 409, title: 'Another version waits' },
  frozen: { status: 409, title: 'Publishing is frozen' },
  request_in_progress: { status: 409, title: 'The same request is under way' },
  gone: { status: 410, title: 'Gone' },
  precondition_failed: { status: 412, title: 'It has been changed since' },
  payload_too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'The body is of a wrong type' },
  idempotency_key_reused: { status: 422, title: 'The idempotency key belongs to another request' },
  google_rejected: { status: 422, title: 'Google rejected it' },
  rate_limited: { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Internal error' },
  google_unavailable: { status: 502, title: 'Google is not available' },
  quota_exhausted: { status: 503, title: 'The quota at Google is used up for now' },
  clock_skew: { status: 503, title: 'The clocks differ' },
  unavailable: { status: 503, title: 'Temporarily not available' },
  outcome_unknown: { status: 503, title: 'Not known whether it was saved' },
} as const satisfies Record<ErrorCode, { status: number; title: string }>

const InvalidParam = z.object({
  name: z.string().describe('Where the input is: `body.selector`, `query.limit`, `path.customerId`'),
  reason: z.string().describe('How to fix it'),
})

/** The body of every error: problem details of RFC 9457, with a `code` for programs to switch on. */
export const Problem = z
  .object({
    type: z.string().describe('Address of the explanation of the code'),
    title: z.string().describe('The same for every occurrence of the code'),
    status: z.int(),
    detail: z.string().describe('What is wrong this time, and what to do'),
    instance: z.string().describe('The path that was called'),
    code: z.enum(ERROR_CODES),
    requestId: z.string().describe('What to name when asking about this response'),
    invalidParams: z.array(InvalidParam).exactOptional(),
  })
  .meta({ id: 'Problem', description: 'What went wrong: problem details of RFC 9457' })
export type Problem = z.infer<typeof Problem>

type Occurrence = {
  /** The path that was called (RFC 9457 §3.1.5). */
  instance: string
  requestId: string
  /** The address of the API reference; without it the type is `about:blank`. */
  docsUrl: string | undefined
}

/** Renders an error as problem details. */
export function problemOf(error: AppError, { instance, requestId, docsUrl }: Occurrence): Problem {
  const { code, message: detail, invalidParams } = error
  return {
    type: docsUrl ? `${docsUrl}#${code}` : 'about:blank',
    ...PROBLEMS[code],
    detail,
    instance,
    code,
    requestId,
    ...(invalidParams && { invalidParams }),
  }
}
