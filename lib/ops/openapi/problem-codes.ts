import { z } from 'zod'
import type { Route } from '../../http/route.ts'
import type { ErrorCode } from '../../model/error-code.ts'

/**
 * Every code that an operation can answer with: what follows from the declaration, and what it declares of its verb.
 * 405 is not among them: it belongs to a path, not to an operation.
 */
export function problemCodes(route: Route): ErrorCode[] {
  const { auth, method, rate, body, idempotent, problems } = route
  const isMembers = auth === 'MEMBER' || auth === 'ADMIN'
  const codes: ErrorCode[] = [
    // An unknown parameter, or a body where none is read.
    'invalid_request',
    ...(typeof auth === 'string' ? ['unauthenticated' as const] : []),
    ...(isMembers ? ['not_a_member' as const] : []),
    ...(auth === 'ADMIN' || route.adminIf ? ['forbidden' as const] : []),
    ...(isFilled(route.params) ? ['not_found' as const] : []),
    ...(body ? ['malformed_json' as const, 'unsupported_media_type' as const] : []),
    ...(method === 'GET' ? [] : ['payload_too_large' as const]),
    ...(idempotent ? (['request_in_progress', 'idempotency_key_reused'] as const) : []),
    ...(route.replay ? (['gone'] as const) : []),
    ...(takesHeader(route, 'if-match') ? (['precondition_failed'] as const) : []),
    // Whoever holds the cron secret is not counted.
    ...(rate === 'cron' ? [] : (['rate_limited'] as const)),
    'internal',
    'unavailable',
  ]
  return [...new Set([...codes, ...codesOf(problems)])]
}

function codesOf(problems: Route['problems']): ErrorCode[] {
  // The keys of Problems are codes.
  return Object.keys(problems) as ErrorCode[]
}

function takesHeader({ headers }: Route, name: string): boolean {
  return isFilled(headers) && name in headers.shape
}

/** Whether a schema of inputs asks for any. */
export function isFilled(schema: z.ZodType): schema is z.ZodObject {
  return schema instanceof z.ZodObject && Object.keys(schema.shape).length > 0
}
