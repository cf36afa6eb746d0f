import { randomUUID } from 'node:crypto'
import { recordKeyUse } from '../auth/record-key-use.ts'
import { settingsIfValid } from '../settings/env.ts'
import { log } from '../telemetry/log.ts'
import { metered } from '../telemetry/meter.ts'
import { runTask } from '../telemetry/task.ts'
import { sendSpans, spanned, startTracing } from '../telemetry/trace.ts'
import type { OpenSpan } from '../telemetry/tracer.ts'
import { corsHeaders } from './cors.ts'
import { type RouteTable, routeTable } from './match.ts'
import { type RequestRecord, respond } from './respond.ts'
import type { Route } from './route.ts'

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** What the OWASP REST Security Cheat Sheet asks of responses that no browser is to render, frame or keep. */
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

/** Makes the function that an `api/` file exports as its default out of its routes. It never throws. */
export function serve(routes: readonly Route[]): { fetch: (request: Request) => Promise<Response> } {
  const table = routeTable(routes)
  // Where it is deployed, wrong settings are in the log before the first request.
  if (process.env['VERCEL_ENV']) settingsIfValid()
  return { fetch: (request) => handle(table, request) }
}

/** One request with its span, its cost and its line in the log. */
async function handle(table: RouteTable, request: Request): Promise<Response> {
  const settings = settingsIfValid()
  if (settings?.OTEL_EXPORTER_OTLP_ENDPOINT) await startTracing()
  const clientRequestId = clientRequestIdOf(request)
  const record: RequestRecord = {
    requestId: randomUUID(),
    operation: 'unknown',
    ...(clientRequestId !== undefined && { clientRequestId }),
  }
  const response = await runTask(record, () =>
    spanned('unknown', { kind: 'server', headers: request.headers }, (span) =>
      metered(async (meter) => {
        const startedAt = performance.now()
        const { status, headers, body } = await respond(table, request, record)
        const durationMs = Math.round((performance.now() - startedAt) * 10) / 10
        log.info('request', { ...record, method: request.method, status, durationMs, ...meter })
        recordResult(span, request, record, status)
        return new Response(request.method === 'HEAD' ? null : body, {
          status,
          headers: {
            ...ON_EVERY_RESPONSE,
            ...corsHeaders(request.headers.get('origin'), settings?.CORS_ORIGINS ?? []),
            ...headers,
            'x-request-id': record.requestId,
            ...(clientRequestId !== undefined && { 'x-client-request-id': clientRequestId }),
            'server-timing': `app;dur=${durationMs}`,
          },
        })
      }),
    ),
  )
  sendSpans()
  const { organizationId, apiKeyId } = record
  if (organizationId && apiKeyId) recordKeyUse(organizationId, apiKeyId)
  return response
}

/** The names are those of https://opentelemetry.io/docs/specs/semconv/http/http-spans/, and ours; no address, no user. */
function recordResult(span: OpenSpan, { method }: Request, record: RequestRecord, status: number): void {
  span.rename(record.operation)
  span.record({
    'http.request.method': METHODS.has(method) ? method : '_OTHER',
    'http.response.status_code': status,
    'app.request_id': record.requestId,
    'app.client_request_id': record.clientRequestId,
    'app.organization_id': record.organizationId,
    'app.error_code': record.code,
  })
  if (status >= 500) span.fail(record.code ?? String(status))
}

/**
 * The caller's own id, in a form that is safe to log and to search for. It stays beside ours and never takes its place:
 * what is on record under a request id must be one request.
 */
function clientRequestIdOf(request: Request): string | undefined {
  const given = request.headers.get('x-request-id')
  return given && /^[\w-]{8,64}$/.test(given) ? given : undefined
}
