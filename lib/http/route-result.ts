import { Reply, Stream } from './reply.ts'
import type { Route } from './route.ts'

export type RouteResult = {
  status: number
  headers: Readonly<Record<string, string>>
  /** JSON text, or what is sent while it is made. */
  body: string | ReadableStream | null
  /** The ids of the resources in it, where a repeated request is served from them. */
  ids?: readonly string[]
}

/** Renders what a route's `run` returned, by the one pass through its output schema: an undeclared field does not leave. */
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
    ...(route.idempotent && { ids: idsIn(output) }),
  }
}

/** A resource with a version has it as its ETag, to be sent back as `If-Match`: a strong tag (RFC 9110 §8.8.3). */
function etagIn(output: unknown): { etag?: string } {
  const version = property(output, 'version')
  return typeof version === 'number' ? { etag: `"${version}"` } : {}
}

/** A single resource is a bare object, a list has its resources in `data`. */
function idsIn(output: unknown): string[] {
  const data = property(output, 'data')
  const resources: unknown[] = Array.isArray(data) ? data : [output]
  return resources.map((resource) => property(resource, 'id')).filter((id) => typeof id === 'string')
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}
