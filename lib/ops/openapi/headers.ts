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
