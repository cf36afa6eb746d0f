import type { z } from 'zod'
import { log } from '../telemetry/log.ts'
import { count } from '../telemetry/meter.ts'
import { spanned } from '../telemetry/trace.ts'
import { GoogleError, type GoogleService } from './google-error.ts'
import { GOOGLE_REASONS, type GoogleReason } from './google-reasons.ts'
import type { Classification, Rejection } from './rejection.ts'

const DEFAULT_TIMEOUT_MS = 30_000
/** The largest containers export to a few MiB; whatever is far above does not come from Google. */
const MAX_RESPONSE_BYTES = 16 * 1024 * 1024

export type GoogleRequest<T> = {
  service: GoogleService
  operation: string
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  url: URL
  headers?: Record<string, string>
  body?: string | URLSearchParams | undefined
  /** Whether Google may change something. If so, a lost response leaves its effect unknown (`uncertain`). */
  write: boolean
  /** Checks what we rely on; an empty response is `undefined`. */
  schema: z.ZodType<T>
  classify: (rejection: Rejection) => Classification
  signal?: AbortSignal | undefined
  timeoutMs?: number | undefined
}

/**
 * One request, sent once: nothing is repeated and no redirect is followed, because each attempt costs shared quota
 * and a repeated create makes a second object.
 * @throws GoogleError for whatever is not a well-formed success
 */
export async function googleRequest<T>(request: GoogleRequest<T>): Promise<T> {
  count('googleCalls')
  const startedAt = performance.now()
  const outcome = await exchangeInSpan(request)
  log.info('google.call', {
    service: request.service,
    operation: request.operation,
    status: outcome.status,
    durationMs: Math.round(performance.now() - startedAt),
    ...(outcome instanceof GoogleError ? { reason: outcome.reason } : {}),
  })
  if (outcome instanceof GoogleError) throw outcome
  return outcome.value
}

function exchangeInSpan<T>(request: GoogleRequest<T>): ReturnType<typeof exchange<T>> {
  const { service, operation, method, url } = request
  const fields = { 'http.request.method': method, 'server.address': url.hostname }
  return spanned(`${service} ${operation}`, { kind: 'client', fields }, async (span) => {
    const outcome = await exchange(request)
    span.record({ 'http.response.status_code': outcome.status })
    if (outcome instanceof GoogleError) span.fail(outcome.reason)
    return outcome
  })
}

async function exchange<T>(request: GoogleRequest<T>): Promise<{ status: number; value: T } | GoogleError> {
  const timeout = AbortSignal.timeout(request.timeoutMs ?? DEFAULT_TIMEOUT_MS)
  let response: Response
  let text: string | undefined
  try {
    response = await fetch(request.url, {
      method: request.method,
      headers: { accept: 'application/json', ...request.headers },
      ...(request.body === undefined ? {} : { body: request.body }),
      redirect: 'manual',
      signal: request.signal ? AbortSignal.any([request.signal, timeout]) : timeout,
    })
    text = await readText(response)
  } catch (cause) {
    if (request.signal?.aborted) return failure(request, 'aborted', { cause })
    return failure(request, timeout.aborted ? 'timeout' : 'unreachable', { cause })
  }
  const { status } = response
  const redirected = status >= 300 && status < 400
  if (text === undefined || redirected) return failure(request, 'unreadable_response', { status })
  if (!response.ok) return rejection(request, response, parseJson(text))
  const parsed = request.schema.safeParse(text === '' ? undefined : parseJson(text))
  return parsed.success ? { status, value: parsed.data } : failure(request, 'unreadable_response', { status })
}

function rejection<T>(request: GoogleRequest<T>, { status, headers }: Response, body: unknown): GoogleError {
  const classified = request.classify({ status, body, operation: request.operation })
  return failure(request, classified.reason, {
    status,
    googleRequestId: classified.requestId ?? headers.get('request-id') ?? undefined,
    retryAfterMs: classified.retryAfterMs ?? retryAfterMs(headers.get('retry-after')),
    rejectedOperation: classified.operation,
    // Only where it names the wrong value; elsewhere our own words are plainer.
    googleMessage: GOOGLE_REASONS[classified.reason].kind === 'permanent' ? classified.message : undefined,
  })
}

type Details = Omit<ConstructorParameters<typeof GoogleError>[1], 'service' | 'operation' | 'uncertain'>

function failure<T>(request: GoogleRequest<T>, reason: GoogleReason, details: Details): GoogleError {
  const { service, operation } = request
  const uncertain = request.write && GOOGLE_REASONS[reason].kind === 'transient'
  return new GoogleError(reason, { service, operation, uncertain, ...details })
}

/** The body as text, or `undefined` if it is larger than any response of Google's. */
async function readText(response: Response): Promise<string | undefined> {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > MAX_RESPONSE_BYTES) return undefined
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

/** `null`, which no schema of ours allows, stands for text that is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** RFC 9110 section 10.2.3: seconds or an HTTP date. */
function retryAfterMs(header: string | null): number | undefined {
  if (header === null) return undefined
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now()
  return Number.isNaN(ms) ? undefined : Math.max(0, ms)
}
