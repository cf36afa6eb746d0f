import type { FromDataLayer } from '../model/from-data-layer.ts'

/** `value` for `conversionValue` and for `conversionValueKey`; every other column has none. */
type Field<Column> = Column extends `conversion${infer Rest}`
  ? Uncapitalize<Rest extends `${infer Sent}Key` ? Sent : Rest>
  : never

/** Of each column by itself: two of them may come to one field. */
type Sent<Columns, Column extends keyof Columns> = Column extends `${string}Key`
  ? FromDataLayer | Exclude<Columns[Column], string>
  : Columns[Column]

/** Columns as the API has them: `conversionValue` is `conversion.value`, and so is `{ dataLayer: conversionValueKey }`. */
export type Nested<Columns> = {
  [Column in keyof Columns as Field<Column> extends never ? Column : never]: Columns[Column]
} & { conversion: { [Column in keyof Columns as Field<Column>]: Sent<Columns, Column> } }

/** Puts what is called `conversion…` into one object, as the API has it. */
export function nestedConversion<Columns extends object>(columns: Columns): Nested<Columns> {
  const conversion: Record<string, unknown> = {}
  const rest: Record<string, unknown> = {}
  let column: keyof Columns & string
  for (column in columns) {
    const field = fieldOf(column)
    const value = columns[column]
    if (field === undefined) rest[column] = value
    else if (column.endsWith('Key') && typeof value === 'string') conversion[field] = { dataLayer: value }
    else conversion[field] ??= value
  }
  rest['conversion'] = conversion
  return rest as Nested<Columns>
}

/** There are as many columns as the table has; each row of a list has all of them. */
const fields = new Map<string, string | undefined>()

function fieldOf(column: string): string | undefined {
  const known = fields.get(column)
  if (known !== undefined || fields.has(column)) return known
  const [, first, others = ''] = /^conversion([A-Z])(\w*?)(?:Key)?$/.exec(column) ?? []
  const field = first && first.toLowerCase() + others
  fields.set(column, field)
  return field
}

/** The same back: fields by the names of their columns. */
export function flatConversion({ conversion, ...rest }: { conversion: object }): Record<string, unknown> {
  const columns = Object.entries(conversion).map(([field, value]) => {
    const column = `conversion${field.charAt(0).toUpperCase()}${field.slice(1)}`
    const key: unknown = Reflect.get(Object(value), 'dataLayer')
    return key === undefined ? [column, value] : [`${column}Key`, key]
  })
  return { ...rest, ...Object.fromEntries(columns) }
}
