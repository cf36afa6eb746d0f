import type { createDocument } from 'zod-openapi'
import { MEMBER_TEXTS } from './member-texts.ts'
import { PROPERTY_TEXTS } from './property-texts.ts'

export type OpenApiDocument = ReturnType<typeof createDocument>

type Json = Record<string, unknown>

/**
 * Completes the document where schemas say nothing: a description of each property and parameter, a sentence for each
 * member of a closed set, an example of each text; and an `enum` of one beside each `const`, which some generators of
 * clients need.
 */
export function describeDocument(document: OpenApiDocument): OpenApiDocument {
  for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) visit(schema, name)
  visit(document.components?.responses, '')
  visit(document.components?.headers, '')
  for (const operations of Object.values(document.paths ?? {})) visit(operations, '')
  return document
}

/** @param owner the schema that a property belongs to, however deep it is */
function visit(value: unknown, owner: string): void {
  if (Array.isArray(value)) for (const each of value) visit(each, owner)
  if (!isJson(value)) return
  const { properties, schema, name } = value
  if (isJson(schema) && typeof name === 'string' && typeof value['in'] === 'string') {
    describe(schema, name, owner, value)
  }
  if (isJson(properties)) {
    const counted = setOf(Object.keys(properties))
    for (const [key, property] of Object.entries(properties)) {
      if (!isJson(property)) continue
      describe(property, key, owner, property)
      // A property for each member of a closed set.
      property['description'] ??= counted?.[key]
    }
  }
  if ('const' in value) value['enum'] ??= [value['const']]
  for (const [key, each] of Object.entries(value)) if (!NOT_SCHEMAS.has(key)) visit(each, owner)
}

/** What holds data, not schemas. */
const NOT_SCHEMAS = new Set(['example', 'examples', 'default', 'const', 'enum', 'required'])

/** @param bearer what carries the description: a parameter carries it instead of its schema */
function describe(schema: Json, key: string, owner: string, bearer: Json): void {
  const known = PROPERTY_TEXTS[`${owner}.${key}`] ?? PROPERTY_TEXTS[key]
  const said = bearer['description'] ?? firstOf(schema, 'description') ?? known?.text
  const members = membersOf(firstOf(schema, 'enum'))
  const description = [said, members].filter((text) => text !== undefined).join('\n\n')
  if (description) bearer['description'] = description
  if (known?.example === undefined || !wantsExample(schema)) return
  schema['examples'] = [schema['type'] === 'array' ? [known.example] : known.example]
}

/** Whether what tools make up themselves would be no real example. */
function wantsExample(schema: Json): boolean {
  return ['examples', 'enum', 'const', '$ref'].every((keyword) => firstOf(schema, keyword) === undefined)
}

/** What the schema says, or the one that it may be null beside, or that of its items. */
function firstOf(schema: Json, keyword: string): unknown {
  const { anyOf, items } = schema
  const inner = [...(Array.isArray(anyOf) ? anyOf : []), items].filter(isJson)
  return schema[keyword] ?? inner.map((each) => each[keyword]).find((found) => found !== undefined)
}

function membersOf(members: unknown): string | undefined {
  if (!Array.isArray(members) || members.length < 2) return undefined
  const names = members.map(String)
  const set = setOf(names)
  return set && names.map((name) => `- \`${name}\`: ${set[name]}`).join('\n')
}

/** The smallest set that has all of these members. */
function setOf(names: readonly string[]): Readonly<Record<string, string>> | undefined {
  const sets = MEMBER_TEXTS.filter((set) => names.length > 1 && names.every((name) => name in set))
  return sets.toSorted((a, b) => Object.keys(a).length - Object.keys(b).length)[0]
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
