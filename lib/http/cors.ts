const ALLOWED_HEADERS = [
  'authorization',
  // Those of https://www.w3.org/TR/trace-context and https://www.w3.org/TR/baggage, which traced consoles send.
  'baggage',
  'content-type',
  'idempotency-key',
  'if-match',
  'traceparent',
  'tracestate',
  'x-request-id',
].join(', ')
const EXPOSED_HEADERS = [
  'content-disposition',
  'etag',
  'idempotency-replayed',
  'location',
  'ratelimit',
  'ratelimit-policy',
  'retry-after',
  'server-timing',
  'www-authenticate',
  'x-client-request-id',
  'x-request-id',
].join(', ')
const PREFLIGHT_MAX_AGE_SECONDS = 600

/**
 * Lets browsers on the allowed origins read the response (https://fetch.spec.whatwg.org/#http-cors-protocol).
 * Others get no header; that is no protection of its own, since every operation asks for a token.
 */
export function corsHeaders(origin: string | null, allowed: readonly string[]): Record<string, string> {
  if (!origin || !allowed.includes(origin)) return {}
  return { 'access-control-allow-origin': origin, 'access-control-expose-headers': EXPOSED_HEADERS }
}

/** The headers of a preflight and of any other OPTIONS, in addition to {@link corsHeaders}. */
export function preflightHeaders(methods: readonly string[]): Record<string, string> {
  const allow = methods.join(', ')
  return {
    allow,
    'access-control-allow-methods': allow,
    'access-control-allow-headers': ALLOWED_HEADERS,
    'access-control-max-age': String(PREFLIGHT_MAX_AGE_SECONDS),
  }
}
