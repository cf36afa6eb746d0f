import type * as DMMF from '@prisma/dmmf'
import { get_dmmf } from '@prisma/prisma-schema-wasm'

const HEAD = `# Data model

<!-- Written by \`npm run db:current\` from prisma/schema.prisma; \`npm run db:check\` compares it. -->

Every table but the quota's belongs to an organization. The tables of schema \`app\`, which only functions reach, are in
[current.sql](../current.sql).
`

/** Prisma's own reading of a schema. */
function readModels(prismaSchema: string): readonly DMMF.Model[] {
  const files = [['schema.prisma', prismaSchema]]
  const { datamodel }: DMMF.Document = JSON.parse(get_dmmf(JSON.stringify({ prismaSchema: files })))
  return datamodel.models
}

/** Types that PostgreSQL names otherwise, where the schema names none of its own. */
const TYPES: Record<string, string> = { String: 'text', Int: 'integer', Json: 'jsonb', Bytes: 'bytea' }

const tableOf = ({ dbName, name }: DMMF.Model) => dbName ?? name
const columnOf = ({ dbName, name }: DMMF.Field) => dbName ?? name

function columnLine(model: DMMF.Model, field: DMMF.Field): string {
  const key = model.primaryKey?.fields.includes(field.name) || field.isId ? 'PK' : ''
  const refers = model.fields.some(({ relationFromFields = [] }) => relationFromFields.includes(field.name))
  const marks = [key, refers ? 'FK' : '', field.isUnique ? 'UK' : ''].filter(Boolean).join(', ')
  const type = (field.nativeType?.[0] ?? TYPES[field.type] ?? field.type).toLowerCase()
  const nullable = field.isRequired ? '' : '"may be null"'
  return ['   ', type + (field.isList ? '[]' : ''), columnOf(field), marks, nullable]
    .filter(Boolean)
    .join(' ')
}

/** `parent ||--o{ child : column`, for each foreign key. */
function relationLines(model: DMMF.Model, models: readonly DMMF.Model[]): string[] {
  return model.fields.flatMap(({ type, isRequired, relationFromFields = [] }) => {
    const parent = models.find(({ name }) => name === type)
    const keys = model.fields.filter(({ name }) => relationFromFields.includes(name)).map(columnOf)
    const label = keys.filter((key, _, { length }) => length === 1 || key !== 'organization_id')
    return parent && keys.length > 0
      ? [`  ${tableOf(parent)} ${isRequired ? '||' : '|o'}--o{ ${tableOf(model)} : ${label.join('_')}`]
      : []
  })
}

/** The tables of schema.prisma as a page with an entity-relationship diagram (https://mermaid.js.org/syntax/entityRelationshipDiagram.html). */
export function dataModel(prismaSchema: string): string {
  const models = readModels(prismaSchema)
  const diagram = [
    'erDiagram',
    ...models.flatMap((model) => relationLines(model, models)),
    ...models.flatMap((model) => [
      `  ${tableOf(model)} {`,
      ...model.fields.filter(({ kind }) => kind !== 'object').map((field) => columnLine(model, field)),
      '  }',
    ]),
  ]
  const about = models.map(
    (model) => `| \`${tableOf(model)}\` | ${model.documentation?.replaceAll('\n', ' ') ?? ''} |`,
  )
  return [HEAD, '| table | what it holds |\n|---|---|', ...about, '\n```mermaid', ...diagram, '```\n'].join(
    '\n',
  )
}
