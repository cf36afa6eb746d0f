import type { ZodOpenApiHeadersObject } from 'zod-openapi'

/** Response headers by name; each is a component of the document. */
export const HEADERS = {
  'X-Request-Id': {
    description: 'Our id of the request, for questions about it and in the audit log',
    required: true,
    schema: { type: 'string', format: 'uuid' },
  },
  'X-Client-Request-Id': {
    description: 'Your own id of the request, if you sent one as `X-Request-Id`',
    schema: { type: 'string', pattern: '^[\\w-]{8,64}$' },
  },
  Location: {
    description: 'The URL of the result, if it has one',
    schema: { type: 'string' },
  },
  'Retry-After': {
    description: 'Seconds to wait before the next attempt',
    schema: { type: 'integer', minimum: 0 },
  },
  ETag: {
    description: 'The version of the resource, to be sent as `If-Match`',
    schema: { type: 'string', example: '"3"' },
  },
  'Idempotency-Replayed': {
    description:
      '`true` where a request with this `Idempotency-Key` was completed before: nothing was created again',
    schema: { type: 'string', const: 'true' },
  },
  RateLimit: {
    description: 'What remains of each limit, and when it is reset',
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

/** References to headers, as a response lists them. */
export function headers(names: readonly HeaderName[]): ZodOpenApiHeadersObject {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))
}
