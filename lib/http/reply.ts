/** Statuses of success that a route can declare. 204 and 302 carry no body. */
export type SuccessStatus = 200 | 201 | 202 | 204 | 302

/** Statuses under which a route may send its output all the same, for callers who look at nothing else (monitors). */
export type FailureStatus = 500 | 503

type ReplyOptions = {
  /** Where it differs from the route's declared one, e.g. 200 for the replay of a 201, or its `failureStatus`. */
  status?: 200 | 201 | 202 | FailureStatus | undefined
  /** E.g. `location` (a 201, 202 or 302) or `etag`. */
  headers?: Readonly<Record<string, string>>
}

/** Data with what HTTP says around it; made by {@link reply}. */
export class Reply<Data> {
  readonly data: Data
  readonly status: SuccessStatus | FailureStatus | undefined
  readonly headers: Readonly<Record<string, string>>

  constructor(data: Data, options: ReplyOptions) {
    this.data = data
    this.status = options.status
    this.headers = options.headers ?? {}
  }
}

/** Says that a response shows what was made by an earlier request. */
export const REPLAYED = { 'idempotency-replayed': 'true' } as const

/** What a route's `run` returns when plain data is not enough. */
export function reply<Data>(data: Data, options: ReplyOptions): Reply<Data> {
  return new Reply(data, options)
}

type StreamOptions = {
  contentType: string
  /** Under which name a browser keeps it. */
  filename: string
}

/** A response that is sent while it is made; the route declares its `media`. */
export class Stream {
  readonly chunks: AsyncIterable<string>
  readonly headers: Readonly<Record<string, string>>
  readonly #options: StreamOptions

  constructor(chunks: AsyncIterable<string>, options: StreamOptions) {
    const { contentType, filename } = options
    this.chunks = chunks
    this.#options = options
    this.headers = {
      'content-type': contentType,
      'content-disposition': `attachment; filename="${filename}"`,
    }
  }

  /** The same, with what is done once: at its end, at its failure, or when its receiver is gone, begun or not. */
  onEnd(done: () => Promise<void>): Stream {
    return new Stream(ending(this.chunks, done), this.#options)
  }
}

/** By hand, because a generator that was never begun would not run its `finally`. */
function ending(chunks: AsyncIterable<string>, done: () => Promise<void>): AsyncIterable<string> {
  const iterator = chunks[Symbol.asyncIterator]()
  return {
    [Symbol.asyncIterator]: () => ({
      async next() {
        try {
          const result = await iterator.next()
          if (result.done) await done()
          return result
        } catch (error) {
          await done()
          throw error
        }
      },
      async return() {
        await done()
        await iterator.return?.()
        return { done: true, value: undefined }
      },
    }),
  }
}

/** A 302 to another address; the route declares `status: 302`. */
export function redirect(location: string): Reply<undefined> {
  return new Reply(undefined, { headers: { location } })
}
