import {
  type Attributes,
  context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources'
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { describeError, log } from './log.ts'
import type { OpenSpan, SpanFields, Tracer } from './tracer.ts'

/** A collector that does not respond must not keep a function awake. In milliseconds. */
const EXPORT_TIMEOUT = 3_000
const KINDS = { server: SpanKind.SERVER, client: SpanKind.CLIENT } as const
const FROM_HEADERS = {
  get: (headers: Headers, name: string) => headers.get(name) ?? undefined,
  keys: (headers: Headers) => [...headers.keys()],
}

/**
 * Spans by OpenTelemetry, sent as OTLP over HTTP to where the standard variables say
 * (https://opentelemetry.io/docs/specs/otel/protocol/exporter/). Trace ids of callers are adopted and never
 * passed on, least of all to Google.
 */
export function openTelemetry(): Tracer {
  const exporter = new OTLPTraceExporter({ timeoutMillis: EXPORT_TIMEOUT })
  const provider = new BasicTracerProvider({
    resource: resourceOf(process.env),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  })
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  trace.setGlobalTracerProvider(provider)
  const tracer = provider.getTracer('oneclicktag')
  const propagator = new W3CTraceContextPropagator()

  return {
    span(name, { kind, fields = {}, headers }, work) {
      const parent = headers ? propagator.extract(ROOT_CONTEXT, headers, FROM_HEADERS) : context.active()
      const options = { kind: kind ? KINDS[kind] : SpanKind.INTERNAL, attributes: attributesOf(fields) }
      return tracer.startActiveSpan(name, options, parent, async (span) => {
        try {
          return await work(openSpan(span))
        } catch (error) {
          fail(span, error instanceof Error ? error.name : typeof error)
          throw error
        } finally {
          span.end()
        }
      })
    },
    past({ name, fields, startedAt, failure }) {
      const endTime = Date.now()
      const startTime = endTime - (performance.now() - startedAt)
      const span = tracer.startSpan(name, {
        kind: SpanKind.CLIENT,
        attributes: attributesOf(fields),
        startTime,
      })
      if (failure !== undefined) fail(span, failure)
      span.end(endTime)
    },
    flush: () =>
      provider
        .forceFlush()
        .catch((error: unknown) => log.warn('tracing.export_failed', describeError(error))),
  }
}

function openSpan(span: Span): OpenSpan {
  return {
    record: (fields) => void span.setAttributes(attributesOf(fields)),
    rename: (name) => void span.updateName(name),
    fail: (type) => fail(span, type),
  }
}

/** https://opentelemetry.io/docs/specs/semconv/general/recording-errors/; a message could hold a value. */
function fail(span: Span, type: string): void {
  span.setAttribute('error.type', type).setStatus({ code: SpanStatusCode.ERROR })
}

function attributesOf(fields: SpanFields): Attributes {
  return { ...fields }
}

/** Which deployment the spans are of, as Vercel's variables say; `OTEL_SERVICE_NAME` and `OTEL_RESOURCE_ATTRIBUTES` win. */
function resourceOf(source: NodeJS.ProcessEnv) {
  return defaultResource()
    .merge(
      resourceFromAttributes({
        'service.name': 'oneclicktag',
        'service.version': source['VERCEL_GIT_COMMIT_SHA'],
        'deployment.environment.name': source['VERCEL_ENV'],
        'cloud.region': source['VERCEL_REGION'],
      }),
    )
    .merge(detectResources({ detectors: [envDetector] }))
}
