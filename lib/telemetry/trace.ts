import { waitUntil } from '@vercel/functions'
import { describeError, log } from './log.ts'

/** What a span may tell: names, ids, codes and counts; never a value that somebody has sent. */
export type SpanFields = Readonly<Record<string, string | number | boolean | undefined>>

/** A span under way, to which is added what becomes known. */
export type OpenSpan = {
  record(fields: SpanFields): void
  rename(name: string): void
  fail(type: string): void
}

export type SpanOptions = {
  /** What stands at its other end: a caller of ours, or a server that we call. */
  kind?: 'server' | 'client'
  fields?: SpanFields
  /** Where a caller says which span is the parent of this one (`traceparent`). */
  headers?: Headers
}

/** Something that is over. Times as of `performance.now()`. */
export type PastSpan = { name: string; fields: SpanFields; startedAt: number; failure?: string | undefined }

export type Tracer = {
  span<T>(name: string, options: SpanOptions, work: (span: OpenSpan) => Promise<T>): Promise<T>
  /** A call of another server, below the span under way. */
  past(span: PastSpan): void
  flush(): Promise<void>
}

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

/** Does `work` within a span; without tracing, just does it. An error that leaves `work` is noted by its name. */
export function spanned<T>(
  name: string,
  options: SpanOptions,
  work: (span: OpenSpan) => Promise<T>,
): Promise<T> {
  return tracer ? tracer.span(name, options, work) : work(NO_OP)
}

/** Notes a call that is over; `span` is not called without tracing. */
export function recordSpan(span: () => PastSpan): void {
  tracer?.past(span())
}

/** Sends the spans that have ended, beside the answer: a function that is suspended would keep them. */
export function sendSpans(): void {
  if (tracer) waitUntil(tracer.flush())
}
