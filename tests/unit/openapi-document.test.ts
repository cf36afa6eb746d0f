import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Problem } from '../../lib/http/problem.ts'
import { route } from '../../lib/http/route.ts'
import { ERROR_CODES } from '../../lib/model/error-code.ts'
import { allRoutes } from '../../lib/ops/openapi/all-routes.ts'
import { openApiDocument } from '../../lib/ops/openapi/openapi-document.ts'
import { problemCodes } from '../../lib/ops/openapi/problem-codes.ts'
import { problemsHtml } from '../../lib/ops/openapi/problems-html.ts'

/** What the tests read of a document. */
const Document = z.looseObject({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({
        operationId: z.string(),
        tags: z.array(z.string()),
        security: z.array(z.record(z.string(), z.array(z.string()))),
        parameters: z.array(z.object({ name: z.string().optional(), in: z.string().optional() })),
        requestBody: z.looseObject({}).optional(),
        responses: z.record(z.string(), z.looseObject({})),
      }),
    ),
  ),
  components: z.looseObject({ schemas: z.record(z.string(), z.looseObject({})) }),
})

type Routes = Parameters<typeof openApiDocument>[0]
const apiRoutes = await allRoutes()
const describeRoutes = (routes: Routes) => Document.parse(openApiDocument(routes, '1.2.3'))
const operations = (document: z.infer<typeof Document>) =>
  Object.values(document.paths).flatMap((item) => Object.values(item))

const Thing = z.object({ id: z.uuid(), size: z.int() }).meta({ id: 'MadeUpThing' })
const params = z.object({ thingId: z.uuid() })
const change = route({
  id: 'things.change',
  method: 'PATCH',
  path: '/v1/things/{thingId}',
  summary: 'Change a thing',
  auth: 'MEMBER',
  adminIf: ({ body }) => body.size > 1,
  rate: 'write',
  transaction: 'write',
  params,
  query: z.object({ dry: z.stringbool().default(false).describe('Change nothing') }),
  headers: z.object({ 'x-colour': z.string().optional() }),
  body: z.strictObject({ size: z.int().default(1), colour: z.never().exactOptional() }),
  output: Thing,
  problems: [{ code: 'conflict', detail: 'The thing is in use.' }],
  run: async ({ params, body }) => ({ id: params.thingId, size: body.size }),
})
const [changed] = operations(describeRoutes([change]))

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const document = openApiDocument(apiRoutes, '1.2.3')
    expect(await new Validator().validate(JSON.parse(JSON.stringify(document)))).toEqual({ valid: true })
  })

  it('has one operation for each route', () => {
    const ids = operations(describeRoutes(apiRoutes)).map(({ operationId }) => operationId)
    expect(ids.toSorted()).toEqual(apiRoutes.map(({ id }) => id).toSorted())
  })

  it('names every response schema by .meta({ id }), so that clients have named types', () => {
    const named = /^\{"\$ref":"#\/components\/schemas\/\w+"\}$/
    const unnamed = operations(describeRoutes(apiRoutes)).flatMap(({ operationId, responses }) => {
      const success = z
        .looseObject({
          content: z.looseObject({ 'application/json': z.looseObject({ schema: z.unknown() }) }),
        })
        .safeParse(Object.entries(responses).find(([status]) => status < '300')?.[1])
      const schema = success.data?.content['application/json'].schema
      const page = z.looseObject({ properties: z.object({ data: z.object({ items: z.unknown() }) }).loose() })
      const element = page.safeParse(schema).data?.properties.data.items ?? schema
      return element === undefined || named.test(JSON.stringify(element)) ? [] : [operationId]
    })
    expect(unnamed).toEqual([])
  })
})

describe('an operation', () => {
  it('has every parameter, from the path, the query and the headers', () => {
    expect(changed?.parameters.map(({ name, in: where }) => name && `${where} ${name}`)).toEqual([
      'path thingId',
      'query dry',
      'header X-Colour',
      undefined,
    ])
  })

  it('lists optional properties of the body, and omits those that are always invalid', () => {
    expect(changed?.requestBody).toEqual({
      required: true,
      content: {
        'application/json': {
          schema: {
            type: 'object',
            properties: { size: { type: 'integer', default: 1 } },
            additionalProperties: false,
          },
        },
      },
    })
  })

  it('refers to a response schema by its name', () => {
    expect(changed?.responses['200']).toMatchObject({
      content: { 'application/json': { schema: { $ref: '#/components/schemas/MadeUpThing' } } },
    })
    expect(describeRoutes([change]).components.schemas['MadeUpThing']).toEqual({
      type: 'object',
      properties: {
        id: expect.objectContaining({ type: 'string', format: 'uuid', description: 'Its id' }),
        size: { type: 'integer' },
      },
      required: ['id', 'size'],
    })
  })

  it('lists the problems that follow from its declaration and those it declares', () => {
    expect(problemCodes(change).toSorted()).toEqual([
      'clock_skew',
      'conflict',
      'forbidden',
      'internal',
      'invalid_request',
      'malformed_json',
      'not_a_member',
      'not_found',
      'outcome_unknown',
      'payload_too_large',
      'rate_limited',
      'unauthenticated',
      'unavailable',
      'unsupported_media_type',
    ])
    expect(changed?.responses['409']).toMatchObject({
      content: {
        'application/problem+json': {
          examples: { conflict: { value: { detail: 'The thing is in use.', status: 409 } } },
        },
      },
    })
    expect(changed?.responses['403']).toEqual({ $ref: '#/components/responses/NotAMemberOrForbidden' })
  })

  it.each([
    ['a member', 'MEMBER', [{ idToken: [] }, { apiKey: [] }]],
    ['who has signed in', 'identity', [{ idToken: [] }]],
    ['the scheduler', 'cron', [{ cronSecret: [] }]],
    ['the public', { public: 'It returns nothing.' }, []],
  ] as const)('for %s has the right security requirement', (_, auth, security) => {
    const base = { method: 'GET', path: '/v1/things', summary: '', rate: 'read', output: Thing } as const
    const run = async () => ({ id: '', size: 1 })
    const made =
      auth === 'MEMBER'
        ? route({ ...base, id: 'things.get', auth, transaction: 'read', run })
        : route({ ...base, id: 'things.get', auth, run })
    expect(operations(describeRoutes([made]))[0]?.security).toEqual(security)
  })
})

describe('every problem code', () => {
  it.each(ERROR_CODES)('%s is explained at its anchor of the reference', (code) => {
    expect(problemsHtml()).toContain(`<article class="problem" id="${code}">`)
  })

  it('that an operation can return has a valid example', () => {
    const document = openApiDocument([change], '1.2.3')
    const shared = Object.values(document.components?.responses ?? {})
    const responses = [...shared, ...Object.values(changed?.responses ?? {})]
    const Examples = z.looseObject({
      content: z.looseObject({
        'application/problem+json': z.looseObject({
          examples: z.record(z.string(), z.object({ summary: z.string(), value: Problem })),
        }),
      }),
    })
    const codes = responses
      .map(
        (response) => Examples.safeParse(response).data?.content['application/problem+json'].examples ?? {},
      )
      .flatMap((examples) => Object.entries(examples).map(([name, { value }]) => [name, value.code]))
    expect(new Set(codes.map(([name]) => name))).toEqual(new Set(problemCodes(change)))
    expect(codes.filter(([name, code]) => name !== code)).toEqual([])
  })
})
