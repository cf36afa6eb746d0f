/** `Value` for `conversionValue`; every other column has none. */
type Suffix<Column> = Column extends `conversion${infer Rest}` ? Rest : never

/** Columns as the API has them: `conversionValue` is `conversion.value`. */
export type Nested<Columns> = {
  [Column in keyof Columns as Suffix<Column> extends never ? Column : never]: Columns[Column]
} & { conversion: { [Column in keyof Columns as Uncapitalize<Suffix<Column>>]: Columns[Column] } }

/** Puts what is called `conversion…` into one object, as the API has it. */
export function nestedConversion<Columns extends object>(columns: Columns): Nested<Columns> {
  const conversion: Record<string, unknown> = {}
  const rest: Record<string, unknown> = {}
  let column: keyof Columns & string
  for (column in columns) {
    const field = fieldOf(column)
    if (field === undefined) rest[column] = columns[column]
    else conversion[field] = columns[column]
  }
  rest['conversion'] = conversion
  return rest as Nested<Columns>
}

/** There are as many columns as the table has; each row of a list has all of them. */
const fields = new Map<string, string | undefined>()

function fieldOf(column: string): string | undefined {
  const known = fields.get(column)
  if (known !== undefined || fields.has(column)) return known
  const [, first, others = ''] = /^conversion([A-Z])(\w*)$/.exec(column) ?? []
  const field = first && first.toLowerCase() + others
  fields.set(column, field)
  return field
}

/** The same back: fields by the names of their columns. */
export function flatConversion({ conversion, ...rest }: { conversion: object }): Record<string, unknown> {
  const columns = Object.entries(conversion).map(([field, value]) => [
    `conversion${field.charAt(0).toUpperCase()}${field.slice(1)}`,
    value,
  ])
  return { ...rest, ...Object.fromEntries(columns) }
}
