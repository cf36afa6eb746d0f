import { waitUntil } from '@vercel/functions'
import { describeError, log } from './log.ts'
import type { OpenSpan, PastSpan, SpanOptions, Tracer } from './tracer.ts'

let tracer: Tracer | undefined
let starting: Promise<void> | undefined

const NO_OP: OpenSpan = { record: () => undefined, rename: () => undefined, fail: () => undefined }

/**
 * Lets spans be made from now on; nothing of OpenTelemetry is loaded before. Should that fail, there are none.
 * @returns undefined where there is nothing to wait for
 */
export function startTracing(): Promise<void> | undefined {
  if (tracer) return undefined
  starting ??= import('./open-telemetry.ts').then(
    ({ openTelemetry }) => {
      tracer = openTelemetry()
    },
    (error: unknown) => log.error('tracing.failed', describeError(error)),
  )
  return starting
}

/** Runs `work` within a span, or alone without tracing. An error that leaves `work` is recorded by its name. */
export function spanned<T>(
  name: string,
  options: SpanOptions,
  work: (span: OpenSpan) => Promise<T>,
): Promise<T> {
  return tracer ? tracer.span(name, options, work) : work(NO_OP)
}

/** Records a call that is over; without tracing, `span` is not called. */
export function recordSpan(span: () => PastSpan): void {
  tracer?.past(span())
}

/** Sends the spans that have ended while the response is sent: a suspended function would keep them. */
export function sendSpans(): void {
  if (tracer) waitUntil(tracer.flush())
}
