import { z } from 'zod'
import type { ZodOpenApiOperationObject, ZodOpenApiResponseObject } from 'zod-openapi'
import type { Route } from '../../http/route.ts'
import { tagOf } from './operation-tags.ts'
import { isFilled } from './problem-codes.ts'
import { problemResponses } from './problem-responses.ts'
import { type HeaderName, headers } from './response-headers.ts'

const STATUS_TEXTS = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted: the work continues in the background',
  204: 'No Content',
  302: 'Found: continue at `Location`',
} as const satisfies Record<Route['status'], string>

/** One route as an operation of the document. */
export function operationOf(route: Route): ZodOpenApiOperationObject {
  const { id, summary, params, query, body } = route
  const header = headerParameters(route)
  const requestParams = {
    ...(isFilled(params) && { path: params }),
    ...(isFilled(query) && { query }),
    ...(isFilled(header.schema) && { header: header.schema }),
  }
  return {
    operationId: id,
    tags: [tagOf(route)],
    summary,
    description: callers(route),
    'x-role': typeof route.auth === 'string' ? route.auth : 'public',
    security: securityOf(route, header.hasCredential),
    parameters: [{ $ref: '#/components/parameters/RequestId' }],
    ...(Object.keys(requestParams).length > 0 && { requestParams }),
    ...(body && {
      requestBody: { required: !isOptional(body), content: { 'application/json': { schema: body } } },
    }),
    responses: {
      [route.status]: success(route, route.status),
      ...(route.pendingStatus && { [route.pendingStatus]: success(route, route.pendingStatus) }),
      ...problemResponses(route),
    },
  }
}

/** Whether a request may come without a body. */
function isOptional(body: z.ZodType): boolean {
  return body.safeParse(undefined).success
}

function success(route: Route, status: Route['status']): ZodOpenApiResponseObject {
  const { output, media } = route
  const content = {
    ...(output && { 'application/json': { schema: output } }),
    ...Object.fromEntries(media.map((type) => [type, { schema: { type: 'string' as const } }])),
  }
  return {
    description: STATUS_TEXTS[status],
    headers: headers(successHeaders(route, status)),
    ...(Object.keys(content).length > 0 && { content }),
  }
}

function successHeaders({ output, idempotent, rate }: Route, status: Route['status']): HeaderName[] {
  const isVersioned = output instanceof z.ZodObject && 'version' in output.shape
  const names: (HeaderName | false)[] = [
    'X-Request-Id',
    'X-Client-Request-Id',
    (status === 201 || status === 202 || status === 302) && 'Location',
    isVersioned && 'ETag',
    idempotent && 'Idempotency-Replayed',
    rate !== 'cron' && 'RateLimit',
    rate !== 'cron' && 'RateLimit-Policy',
  ]
  return names.filter((name) => name !== false)
}

/** OpenAPI describes `Authorization` by a security scheme, never by a parameter. */
function headerParameters({ headers: declared }: Route) {
  const shape = declared instanceof z.ZodObject ? { ...declared.shape } : {}
  const { authorization, ...others } = shape
  const named = Object.entries(others).map(([name, schema]) => [asWritten(name), schema])
  return { schema: z.object(Object.fromEntries(named)), hasCredential: authorization !== undefined }
}

/** `if-match` as `If-Match`. */
function asWritten(header: string): string {
  return header.replace(/(?:^|-)[a-z]/g, (letter) => letter.toUpperCase())
}

function securityOf({ auth, takesKeys }: Route, hasCredential: boolean): Record<string, string[]>[] {
  if (auth === 'cron') return [{ cronSecret: [] }]
  if (typeof auth === 'string') return [{ idToken: [] }, ...(takesKeys ? [{ apiKey: [] }] : [])]
  return hasCredential ? [{}, { cronSecret: [] }] : []
}

/** The allowed callers in words. */
function callers({ auth, takesKeys, adminIf }: Route): string {
  if (typeof auth === 'object') return `Public. ${auth.public}.`.replace('..', '.')
  const never = takesKeys ? '' : ', never for an API key'
  switch (auth) {
    case 'cron':
      return 'For the scheduler, with the cron secret.'
    case 'identity':
      return `For every signed-in user, with or without an organization${never}.`
    case 'MEMBER':
      return `For every member of the organization${adminIf ? '; some fields for an ADMIN only' : ''}${never}.`
    case 'ADMIN':
      return `For an ADMIN of the organization${never}.`
    default:
      return auth satisfies never
  }
}
