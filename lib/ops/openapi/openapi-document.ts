import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi'
import { API_PREFIX } from '../../http/match.ts'
import { Problem } from '../../http/problem.ts'
import type { Route } from '../../http/route.ts'
import { describeDocument, type OpenApiDocument } from './describe-document.ts'
import { INTRODUCTION } from './introduction.ts'
import { operationOf } from './openapi-operation.ts'
import { tagsOf } from './operation-tags.ts'
import { sharedResponses } from './problem-responses.ts'
import { HEADERS } from './response-headers.ts'

/**
 * Describes routes as an OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.1). Paths are relative to `/api` on
 * the host that serves the document, so that the reference calls that very host.
 */
export function openApiDocument(routes: readonly Route[], version: string): OpenApiDocument {
  const document = createDocument(
    {
      openapi: '3.1.1',
      info: { title: 'OneClickTag API', version, description: INTRODUCTION },
      servers: [{ url: API_PREFIX }],
      tags: tagsOf(routes),
      paths: pathsOf(routes),
      components: {
        schemas: { Problem },
        responses: sharedResponses(routes),
        headers: HEADERS,
        parameters: { RequestId: REQUEST_ID },
        securitySchemes: {
          idToken: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'JWT',
            description:
              'A Firebase ID token of a user with a verified e-mail address; it is valid for an hour',
          },
          apiKey: {
            type: 'http',
            scheme: 'bearer',
            description:
              'An API key (`oct_live_…`) of an organization, which may what its role may. An ADMIN creates it; people, ' +
              'invitations, keys and consents are for signed-in users',
          },
          cronSecret: { type: 'http', scheme: 'bearer', description: 'The secret of the schedule' },
        },
      },
    },
    { override: simplify },
  )
  return describeDocument(document)
}

type Override = Parameters<NonNullable<NonNullable<Parameters<typeof createDocument>[1]>['override']>>[0]

function simplify({ jsonSchema, io }: Override): void {
  // The format says the same, and the pattern is unreadable.
  if (jsonSchema.format) delete jsonSchema.pattern
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
  if (jsonSchema.type !== 'object') return
  nameKeys(jsonSchema)
  // Clients have to expect new fields in responses.
  if (io === 'output') delete jsonSchema.additionalProperties
  // Where unknown fields are invalid, a field that takes no value is equivalent to an unknown one.
  for (const [name, property] of Object.entries(jsonSchema.properties ?? {})) {
    if (isNothing(property)) delete jsonSchema.properties?.[name]
  }
}

const REQUEST_ID = {
  name: 'X-Request-Id',
  in: 'header',
  description: 'Your own id of the request, for your logs and ours; one of another form is ignored',
  schema: { type: 'string', pattern: '^[\\w-]{8,64}$' },
} as const

function pathsOf(routes: readonly Route[]): ZodOpenApiPathsObject {
  const byPath = Map.groupBy(routes, ({ path }) => path)
  return Object.fromEntries(
    [...byPath].map(([path, group]) => [
      path,
      Object.fromEntries(group.map((route) => [route.method.toLowerCase(), operationOf(route)])),
    ]),
  )
}

/** A record over a closed set of keys becomes an object with these properties, which every tool understands. */
function nameKeys(schema: Override['jsonSchema']): void {
  const { propertyNames, additionalProperties } = schema
  if (typeof propertyNames !== 'object' || !propertyNames.enum || typeof additionalProperties !== 'object')
    return
  schema.properties = Object.fromEntries(propertyNames.enum.map((key) => [String(key), additionalProperties]))
  delete schema.propertyNames
  delete schema.additionalProperties
}

/** The schema of `z.never()`. */
function isNothing(schema: unknown): boolean {
  return (
    typeof schema === 'object' && schema !== null && 'not' in schema && JSON.stringify(schema.not) === '{}'
  )
}
