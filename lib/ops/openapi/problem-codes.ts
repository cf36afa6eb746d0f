import { z } from 'zod'
import type { Route } from '../../http/route.ts'
import type { ErrorCode } from '../../model/error-code.ts'

/**
 * Every code that an operation can return: those that follow from the declaration, and those that it declares itself.
 * 405 is not among them: it belongs to a path, not to an operation.
 */
export function problemCodes(route: Route): ErrorCode[] {
  const { auth, takesKeys, method, rate, body, idempotent, problems } = route
  const isMembers = auth === 'MEMBER' || auth === 'ADMIN'
  const codes: ErrorCode[] = [
    // An unknown parameter, or a body where none is read.
    'invalid_request',
    ...(typeof auth === 'string' ? ['unauthenticated' as const] : []),
    ...(isMembers ? ['not_a_member' as const] : []),
    // An ADMIN is needed, or a user in place of an API key.
    ...(auth === 'ADMIN' || route.adminIf || (isPersons(auth) && !takesKeys) ? ['forbidden' as const] : []),
    ...(isFilled(route.params) ? ['not_found' as const] : []),
    ...(body ? ['malformed_json' as const, 'unsupported_media_type' as const] : []),
    ...(method === 'GET' ? [] : ['payload_too_large' as const]),
    ...(idempotent ? (['request_in_progress', 'idempotency_key_reused'] as const) : []),
    ...(route.replay ? (['gone'] as const) : []),
    ...(takesHeader(route, 'if-match') ? (['precondition_failed'] as const) : []),
    // Callers with the cron secret have no rate limit.
    ...(rate === 'cron' ? [] : (['rate_limited'] as const)),
    'internal',
    'clock_skew',
    'unavailable',
    ...(writes(route) ? (['outcome_unknown'] as const) : []),
  ]
  return [...new Set([...codes, ...codesOf(problems)])]
}

function isPersons(auth: Route['auth']): boolean {
  return auth === 'MEMBER' || auth === 'ADMIN' || auth === 'identity'
}

/** Whether a COMMIT of it may be lost: also a GET may record something, in transactions of its own. */
function writes({ auth, method, transaction }: Route): boolean {
  return auth !== 'cron' && (method !== 'GET' || transaction === 'own')
}

function codesOf(problems: Route['problems']): ErrorCode[] {
  // The keys of Problems are codes.
  return Object.keys(problems) as ErrorCode[]
}

function takesHeader({ headers }: Route, name: string): boolean {
  return isFilled(headers) && name in headers.shape
}

/** Whether an input schema has any properties. */
export function isFilled(schema: z.ZodType): schema is z.ZodObject {
  return schema instanceof z.ZodObject && Object.keys(schema.shape).length > 0
}
