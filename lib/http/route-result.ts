import { z } from 'zod'
import { etagOf } from './if-match.ts'
import { Reply, Stream } from './reply.ts'
import type { Route } from './route.ts'

export type RouteResult = {
  status: number
  headers: Readonly<Record<string, string>>
  /** JSON text, or what is sent while it is made. */
  body: string | ReadableStream | null
  /** The ids of the resources in it. */
  ids?: readonly string[]
}

/** What a route's `run` came to, through the output schema: a field that is not declared there does not leave. */
export function routeResultOf(route: Route, result: unknown): RouteResult {
  if (result instanceof Stream) {
    const body = ReadableStream.from(result.chunks).pipeThrough(new TextEncoderStream())
    return { status: route.status, headers: result.headers, body }
  }
  const { data, status = route.status, headers } = result instanceof Reply ? result : new Reply(result, {})
  if (!route.output) return { status, headers, body: null }
  const output = route.output.parse(data)
  return {
    status,
    headers: { 'content-type': 'application/json', ...etagIn(output), ...headers },
    body: JSON.stringify(output),
    ids: idsIn(output),
  }
}

const Versioned = z.looseObject({ version: z.int() })

/** A resource with a version has it as its ETag, to be sent back as `If-Match`. */
function etagIn(output: unknown): { etag?: string } {
  const versioned = Versioned.safeParse(output).data
  return versioned ? { etag: etagOf(versioned.version) } : {}
}

const OneOrMany = z.union([
  z.looseObject({ id: z.string() }).transform(({ id }) => [id]),
  z
    .looseObject({ data: z.array(z.looseObject({ id: z.string() })) })
    .transform(({ data }) => data.map(({ id }) => id)),
])

/** A single resource is a bare object, a list has its resources in `data`. */
function idsIn(output: unknown): string[] {
  return OneOrMany.safeParse(output).data ?? []
}
