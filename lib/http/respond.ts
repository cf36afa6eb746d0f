import { challenge } from '../auth/authenticate.ts'
import { AppError } from '../errors/app-error.ts'
import type { ErrorCode } from '../model/error-code.ts'
import { settingsIfValid } from '../settings/env.ts'
import { describeError, type LogFields, log } from '../telemetry/log.ts'
import type { Task } from '../telemetry/task.ts'
import { appErrorOf } from './app-error-of.ts'
import { preflightHeaders } from './cors.ts'
import { idempotencyClaimOf } from './idempotency.ts'
import { identifyCaller } from './identify-caller.ts'
import { readBody } from './input/read-body.ts'
import { rateLimitHeaders } from './limits/rate-limit.ts'
import { RateLimitCheck } from './limits/rate-limit-check.ts'
import { allowedMethods, matchPath, type RouteTable, routeFor } from './match.ts'
import { problemOf } from './problem.ts'
import { readInput } from './read-input.ts'
import { NO_SUCH_PATH, OTHER_METHODS } from './request-problems.ts'
import { type RouteResult, routeResultOf } from './route-result.ts'
import { runAsMember } from './run-as-member.ts'

/** What becomes known of a request, for its line in the log. */
export type RequestRecord = Task & {
  /** What the caller calls it, beside our own id. */
  clientRequestId?: string
  userId?: string
  apiKeyId?: string
  code?: ErrorCode
}

/**
 * Responds to one request: who is calling → within the limits → the body → within the limits still → inputs → the verb,
 * for a member inside the tenant → the result through the output schema. Every failure becomes a problem of RFC 9457.
 */
export async function respond(
  table: RouteTable,
  request: Request,
  record: RequestRecord,
): Promise<RouteResult> {
  const url = new URL(request.url)
  const problem = (error: AppError) => problemResult(error, request, url.pathname, record)
  const match = matchPath(table, url.pathname)
  if (!match) return problem(AppError.of(NO_SUCH_PATH))
  if (request.method === 'OPTIONS')
    return { status: 204, headers: preflightHeaders(allowedMethods(match)), body: null }
  const route = routeFor(match, request.method)
  if (!route) {
    const allow = allowedMethods(match).join(', ')
    const result = problem(AppError.of(OTHER_METHODS, { methods: allow }))
    return { ...result, headers: { ...result.headers, allow } }
  }
  record.operation = route.id
  const limits = new RateLimitCheck(route.rate)
  const onTenant = (tenant: Partial<RequestRecord>) => Object.assign(record, tenant)
  let result: RouteResult
  try {
    const caller = await identifyCaller(route, request, limits)
    // What is known to be over a limit costs neither the reading of its body nor the parsing.
    await limits.notYetDenied()
    const body = await readBody(request)
    // A write is counted while it runs: before its commit it must be allowed.
    if (route.transaction === 'write') limits.throwIfDenied()
    else await limits.allowed()
    const input = await readInput(route, match, request, { requestId: record.requestId, url, body })
    if (caller.inside) {
      const { inside, role } = caller
      result = await runAsMember({ route, input, caller: inside, role, limits, onTenant })
    } else {
      const { identity } = caller
      const claim = identity && idempotencyClaimOf(route, identity.firebaseUid, input)
      result = routeResultOf(route, await route.run({ ...input, ...(identity && { identity, claim }) }))
    }
  } catch (error) {
    // A caller over the limit gets a 429, whatever else went wrong.
    result = problem(appErrorOf((await limits.denial()) ?? error))
  }
  return { ...result, headers: { ...rateLimitHeaders(limits.statuses), ...result.headers } }
}

function problemResult(
  error: AppError,
  request: Request,
  instance: string,
  record: RequestRecord,
): RouteResult {
  const publicUrl = settingsIfValid()?.PUBLIC_URL
  const docsUrl = publicUrl && `${publicUrl}/docs`
  const problem = problemOf(error, { instance, requestId: record.requestId, docsUrl })
  record.code = error.code
  if (problem.status >= 500) logFailure(error, record)
  return {
    status: problem.status,
    headers: {
      'content-type': 'application/problem+json',
      ...(error.code === 'unauthenticated' && {
        'www-authenticate': challenge(request.headers.get('authorization')),
      }),
      ...(error.retryAfterSeconds !== undefined && { 'retry-after': String(error.retryAfterSeconds) }),
    },
    body: JSON.stringify(problem),
  }
}

function logFailure(error: AppError, record: RequestRecord): void {
  const fields: LogFields = { ...record, ...describeError(error.cause ?? error) }
  if (error.code === 'internal') log.error('request.failed', fields)
  else log.warn('request.failed', fields)
}
