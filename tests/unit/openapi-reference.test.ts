import '../fixtures/settings.ts'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { AUDIT_ACTIONS } from '../../lib/model/audit-action.ts'
import type { ErrorCode } from '../../lib/model/error-code.ts'
import { allRoutes } from '../../lib/ops/openapi/all-routes.ts'
import { openApiDocument } from '../../lib/ops/openapi/openapi-document.ts'
import { problemCodes } from '../../lib/ops/openapi/problem-codes.ts'
import { PROBLEM_GUIDE } from '../../lib/ops/openapi/problem-guide.ts'

type Json = Record<string, unknown>
const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const jsonOf = (value: unknown): Json => (isJson(value) ? value : {})
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

const routes = await allRoutes()
const document = jsonOf(JSON.parse(JSON.stringify(openApiDocument(routes, 'test'))))
const schemas = jsonOf(jsonOf(document['components'])['schemas'])

/** A property or parameter, with what carries its description. */
type Place = { at: string; schema: Json; bearer: Json }

/** Every property of every schema, and every parameter of every operation, wherever in the document. */
function placesIn(value: unknown, at: string): Place[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => placesIn(each, `${at}/${index}`))
  if (!isJson(value)) return []
  const { properties, schema } = value
  const own = Object.entries(jsonOf(properties)).map(([name, property]) => {
    const found = jsonOf(property)
    return { at: `${at}/${name}`, schema: found, bearer: found }
  })
  const parameter =
    'in' in value && isJson(schema) ? [{ at: `${at} ${String(value['name'])}`, schema, bearer: value }] : []
  const below = Object.entries(value).filter(([key]) => !['example', 'examples'].includes(key))
  return [...own, ...parameter, ...below.flatMap(([key, each]) => placesIn(each, `${at}/${key}`))]
}

const places = placesIn(document, '').filter(({ at }) => !at.includes('/responses/') || !at.includes('allOf'))

/** The schema itself, and those that it may be one of. */
const branches = (schema: Json): Json[] =>
  [schema, ...listOf(schema['anyOf']), ...listOf(schema['oneOf']), schema['items']].filter(isJson)

const nameOf = (ref: unknown) => String(ref).split('/').at(-1) ?? ''

/** A value made of examples alone, as a reader would put it together: what is required, or one thing. */
function sampleOf(schema: Json): unknown {
  if (schema['$ref'] !== undefined) return sampleOf(jsonOf(schemas[nameOf(schema['$ref'])]))
  const known = [...listOf(schema['examples']), schema['default'], ...listOf(schema['enum'])]
  const [example] = known.filter((each) => each !== undefined)
  if (example !== undefined) return example
  const [branch] = [...listOf(schema['oneOf']), ...listOf(schema['anyOf'])]
  if (isJson(branch)) return sampleOf(branch)
  if (isJson(schema['items'])) return [sampleOf(schema['items'])]
  const properties = jsonOf(schema['properties'])
  // Of a batch either all name a customer or the batch does.
  const optional = 'customerId' in properties ? ['customerId'] : []
  const required = [...new Set([...listOf(schema['required']).map(String), ...optional])]
  const names = required.length > 0 ? required : Object.keys(properties).slice(0, 1)
  return Object.fromEntries(names.map((name) => [name, sampleOf(jsonOf(properties[name]))]))
}

const ajv = new Ajv2020({ strict: false })
addFormats.default(ajv)
ajv.addSchema({ ...document, $id: 'document' })

describe('the reference', () => {
  it('describes every property and every parameter', () => {
    const silent = places.filter(({ bearer, schema }) => {
      const referred = jsonOf(schemas[nameOf(schema['$ref'])])
      return !bearer['description'] && !referred['description']
    })
    expect(places.length).toBeGreaterThan(500)
    expect(silent.map(({ at }) => at)).toEqual([])
  })

  it('says what each member of a closed set means', () => {
    const unexplained = places.flatMap(({ at, schema, bearer }) => {
      const members = branches(schema).flatMap((branch) => listOf(branch['enum']).map(String))
      if (members.length < 2 || AUDIT_ACTIONS.includes(members[0] ?? '')) return []
      const text = String(bearer['description'])
      return members.filter((member) => !text.includes(`- \`${member}\`: `)).map((each) => `${at}: ${each}`)
    })
    expect(unexplained).toEqual([])
  })

  it('describes every header of a response', () => {
    const headers = Object.values(jsonOf(jsonOf(document['components'])['headers']))
    expect(headers.length).toBeGreaterThan(5)
    expect(headers.filter((header) => !jsonOf(header)['description'])).toEqual([])
  })

  it('has a real example of every text, which its own schema accepts', () => {
    const without = places.filter(({ schema, at }) => {
      const texts = branches(schema).filter(
        ({ type }) => type === 'string' || listOf(type).includes('string'),
      )
      const isMade = (branch: Json) => ['enum', 'const', 'format'].some((keyword) => keyword in branch)
      const known = branches(schema).some((branch) => 'examples' in branch || 'example' in branch)
      return texts.some((text) => !isMade(text)) && !known && !at.includes('/parameters')
    })
    expect(without.map(({ at }) => at)).toEqual([])
    const given = places.flatMap(({ at, schema }) =>
      branches(schema).flatMap((branch) =>
        listOf(branch['examples']).map((example) => ({ at, branch, example })),
      ),
    )
    expect(given.length).toBeGreaterThan(200)
    const wrong = given.filter(({ branch, example }) => {
      const { $ref: _, ...plain } = branch
      const inDocument: Json = JSON.parse(JSON.stringify(plain).replaceAll('"#/', '"document#/'))
      return example === 'string' || !ajv.validate(inDocument, example)
    })
    expect(wrong.map(({ at, example }) => `${at}: ${JSON.stringify(example)}`)).toEqual([])
  })

  const bodied = routes.filter(({ body }) => body !== undefined)

  it.each(bodied.map((route) => [route.id, route] as const))(
    'makes of its examples a body that %s takes',
    async (_, route) => {
      const operation = jsonOf(jsonOf(jsonOf(document['paths'])[route.path])[route.method.toLowerCase()])
      const content = jsonOf(jsonOf(jsonOf(operation['requestBody'])['content'])['application/json'])
      const sample = sampleOf(jsonOf(content['schema']))
      expect((await route.body?.safeParseAsync(sample))?.error?.issues).toBeUndefined()
    },
  )

  it.each(routes.map((route) => [route.id, route] as const))(
    'says of %s who may call it, and the way out of each problem',
    (_, route) => {
      const operation = jsonOf(jsonOf(jsonOf(document['paths'])[route.path])[route.method.toLowerCase()])
      expect(operation['x-role']).toBe(typeof route.auth === 'string' ? route.auth : 'public')
      const shared = jsonOf(jsonOf(document['components'])['responses'])
      const texts = Object.values(jsonOf(operation['responses'])).map((response) => {
        const { $ref, description } = jsonOf(response)
        return String($ref === undefined ? description : jsonOf(shared[nameOf($ref)])['description'])
      })
      const codes: readonly ErrorCode[] = problemCodes(route)
      expect(
        codes.filter((code) => !texts.some((text) => text.includes(PROBLEM_GUIDE[code].remedy))),
      ).toEqual([])
    },
  )

  it('has an enum of one beside every const, for generators that know no const', () => {
    const constants = JSON.stringify(document).match(/"const":/g)?.length ?? 0
    const both = (value: unknown): number =>
      typeof value === 'object' && value !== null
        ? ('const' in value && 'enum' in value ? 1 : 0) +
          Object.values(value).reduce((total: number, each) => total + both(each), 0)
        : 0
    expect(constants).toBeGreaterThan(10)
    expect(both(document)).toBe(constants)
  })
})
