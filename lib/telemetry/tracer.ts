/** What a span may hold: names, ids, codes and counts; never a value from a request. */
export type SpanFields = Readonly<Record<string, string | number | boolean | undefined>>

/** A span that is still open. */
export type OpenSpan = {
  record(fields: SpanFields): void
  rename(name: string): void
  fail(type: string): void
}

export type SpanOptions = {
  /** What is at its other end: a caller of ours, or a server that we call. */
  kind?: 'server' | 'client'
  fields?: SpanFields
  /** Where a caller says which span is the parent of this one (`traceparent`). */
  headers?: Headers
}

/** A call that is over. Times as of `performance.now()`. */
export type PastSpan = { name: string; fields: SpanFields; startedAt: number; failure?: string | undefined }

export type Tracer = {
  span<T>(name: string, options: SpanOptions, work: (span: OpenSpan) => Promise<T>): Promise<T>
  /** A call of another server, below the span under way. */
  past(span: PastSpan): void
  flush(): Promise<void>
}
