import type { ZodOpenApiHeadersObject } from 'zod-openapi'

/** Headers of answers, by name; each is a component of the document. */
export const HEADERS = {
  'X-Request-Id': {
    description: 'What to name when asking about this answer: yours, if you sent a well-formed one',
    required: true,
    schema: { type: 'string', pattern: '^[\\w-]{8,64}$' },
  },
  Location: {
    description: 'Where the result is found, if it has an address of its own',
    schema: { type: 'string' },
  },
  'Retry-After': {
    description: 'Seconds after which to try again',
    schema: { type: 'integer', minimum: 0 },
  },
  ETag: {
    description: 'The version of the resource, to be sent back as `If-Match`',
    schema: { type: 'string', example: '"3"' },
  },
  'Idempotency-Replayed': {
    description:
      '`true` where a request with this `Idempotency-Key` was answered before: nothing was made again',
    schema: { type: 'string', const: 'true' },
  },
  RateLimit: {
    description: 'What is left of each limit, and when it starts anew',
    schema: { type: 'string', example: '"read";r=2999;t=60' },
  },
  'RateLimit-Policy': {
    description: 'The limits that the call counts against (draft-ietf-httpapi-ratelimit-headers)',
    schema: { type: 'string', example: '"read";q=3000;w=60' },
  },
  'WWW-Authenticate': {
    description: 'The scheme, `Bearer`, with `error="invalid_token"` where a token was sent (RFC 6750)',
    required: true,
    schema: { type: 'string' },
  },
} as const
export type HeaderName = keyof typeof HEADERS

/** References to headers, as an answer lists them. */
export function headers(names: readonly HeaderName[]): ZodOpenApiHeadersObject {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))
}
