import { randomUUID } from 'node:crypto'
import { challenge } from '../auth/authenticate.ts'
import { AppError, type ErrorCode } from '../errors/app-error.ts'
import { type Env, env } from '../settings/env.ts'
import { describeError, type LogFields, log } from '../telemetry/log.ts'
import { type Meter, metered } from '../telemetry/meter.ts'
import { runTask, type Task } from '../telemetry/task.ts'
import { sendSpans, spanned, startTracing } from '../telemetry/trace.ts'
import type { OpenSpan } from '../telemetry/tracer.ts'
import { appErrorOf } from './app-error-of.ts'
import { type Call, runCall } from './call.ts'
import { corsHeaders, preflightHeaders } from './cors.ts'
import { allowedMethods, matchPath, type RouteTable, routeFor, routeTable } from './match.ts'
import { problemOf } from './problem.ts'
import { rateLimitHeaders } from './rate-limit.ts'
import { RateLimitCheck } from './rate-limit-check.ts'
import type { Route } from './route.ts'
import type { RouteResult } from './route-result.ts'

/** What becomes known of a request while it is answered, for its line in the log. */
type RequestRecord = Task & { userId?: string; code?: ErrorCode }

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** What the OWASP REST Security Cheat Sheet asks of answers that no browser is to render, frame or keep. */
const ON_EVERY_RESPONSE = {
  'cache-control': 'private, no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  vary: 'origin',
}

/**
 * Makes the function that an `api/` file exports as its default out of its routes. It never throws: every failure
 * becomes a problem of RFC 9457.
 */
export function serve(routes: readonly Route[]): { fetch: (request: Request) => Promise<Response> } {
  const table = routeTable(routes)
  // Where it is deployed, wrong settings are in the log before anybody asks.
  if (process.env['VERCEL_ENV']) settings()
  return { fetch: (request) => serveOne(table, request) }
}

/** One request with everything that tells of it: its span, its cost, its line in the log. */
async function serveOne(table: RouteTable, request: Request): Promise<Response> {
  if (settings()?.OTEL_EXPORTER_OTLP_ENDPOINT) await startTracing()
  const record: RequestRecord = { requestId: requestIdOf(request), operation: 'unknown' }
  const work = async (span: OpenSpan) => {
    const response = await metered((meter) => respond(table, request, record, meter))
    recordResult(span, request, record, response.status)
    return response
  }
  const options = { kind: 'server', headers: request.headers } as const
  const response = await runTask(record, () => spanned('unknown', options, work))
  sendSpans()
  return response
}

async function respond(
  table: RouteTable,
  request: Request,
  record: RequestRecord,
  meter: Meter,
): Promise<Response> {
  const startedAt = performance.now()
  const result = await resultOrProblem(table, request, record)
  const durationMs = Math.round((performance.now() - startedAt) * 10) / 10
  log.info('request', { ...record, method: request.method, status: result.status, durationMs, ...meter })
  return new Response(request.method === 'HEAD' ? null : result.body, {
    status: result.status,
    headers: {
      ...ON_EVERY_RESPONSE,
      ...corsHeaders(request.headers.get('origin'), settings()?.CORS_ORIGINS ?? []),
      ...result.headers,
      'x-request-id': record.requestId,
      'server-timing': `app;dur=${durationMs}`,
    },
  })
}

/** The names are those of https://opentelemetry.io/docs/specs/semconv/http/http-spans/, and ours; no address, no user. */
function recordResult(span: OpenSpan, { method }: Request, record: RequestRecord, status: number): void {
  span.rename(record.operation)
  span.record({
    'http.request.method': METHODS.has(method) ? method : '_OTHER',
    'http.response.status_code': status,
    'app.request_id': record.requestId,
    'app.organization_id': record.organizationId,
    'app.error_code': record.code,
  })
  if (status >= 500) span.fail(record.code ?? String(status))
}

/** Takes the caller's id only in a form that is safe to log and to search for. */
function requestIdOf(request: Request): string {
  const given = request.headers.get('x-request-id')
  return given && /^[\w-]{8,64}$/.test(given) ? given : randomUUID()
}

/** Missing settings are a fault to report, not a reason to fail while reporting it. */
function settings(): Env | undefined {
  try {
    return env()
  } catch {
    return undefined
  }
}

async function resultOrProblem(
  table: RouteTable,
  request: Request,
  record: RequestRecord,
): Promise<RouteResult> {
  try {
    return await dispatch(table, request, record)
  } catch (error) {
    return problemResult(appErrorOf(error), request, record)
  }
}

async function dispatch(table: RouteTable, request: Request, record: RequestRecord): Promise<RouteResult> {
  const match = matchPath(table, new URL(request.url).pathname)
  if (!match) throw new AppError('not_found', 'There is nothing at this path.')
  const methods = allowedMethods(match)
  const allow = methods.join(', ')
  if (request.method === 'OPTIONS') {
    return { status: 204, headers: { allow, ...preflightHeaders(methods) }, body: null }
  }
  const route = routeFor(match, request.method)
  if (!route) {
    return problemResult(new AppError('method_not_allowed', `Here one can ${allow}.`), request, record, {
      allow,
    })
  }
  record.operation = route.id
  const onTenant = (tenant: { organizationId: string; userId: string }) => Object.assign(record, tenant)
  const rateLimit = new RateLimitCheck(route.rate)
  return runWithinLimits({ route, match, request, requestId: record.requestId, rateLimit, onTenant }, record)
}

async function runWithinLimits(call: Call, record: RequestRecord): Promise<RouteResult> {
  const { rateLimit, request } = call
  const result = await runCall(call).catch(async (error: unknown) =>
    // Whoever is over the limit is told so, whatever else went wrong.
    problemResult(appErrorOf((await rateLimit.denial()) ?? error), request, record),
  )
  return { ...result, headers: { ...rateLimitHeaders(rateLimit.statuses), ...result.headers } }
}

function problemResult(
  error: AppError,
  request: Request,
  record: RequestRecord,
  headers: Readonly<Record<string, string>> = {},
): RouteResult {
  const { pathname: instance } = new URL(request.url)
  const publicUrl = settings()?.PUBLIC_URL
  const docsUrl = publicUrl && `${publicUrl}/docs`
  const problem = problemOf(error, { instance, requestId: record.requestId, docsUrl })
  record.code = error.code
  if (problem.status >= 500) logFault(error, record)
  return {
    status: problem.status,
    headers: {
      ...headers,
      'content-type': 'application/problem+json',
      ...(error.code === 'unauthenticated' && {
        'www-authenticate': challenge(request.headers.get('authorization')),
      }),
      ...(error.retryAfterSeconds !== undefined && { 'retry-after': String(error.retryAfterSeconds) }),
    },
    body: JSON.stringify(problem),
  }
}

function logFault(error: AppError, record: RequestRecord): void {
  const fields: LogFields = { ...record, ...describeError(error.cause ?? error) }
  if (error.code === 'internal') log.error('request.failed', fields)
  else log.warn('request.failed', fields)
}
