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
  for (const [column, value] of Object.entries(columns)) {
    const [, first = '', others = ''] = /^conversion([A-Z])(\w*)$/.exec(column) ?? []
    if (first) conversion[first.toLowerCase() + others] = value
    else rest[column] = value
  }
  return { ...rest, conversion } as Nested<Columns>
}

/** The same back: fields by the names of their columns. */
export function flatConversion({ conversion, ...rest }: { conversion: object }): Record<string, unknown> {
  const columns = Object.entries(conversion).map(([field, value]) => [
    `conversion${field.charAt(0).toUpperCase()}${field.slice(1)}`,
    value,
  ])
  return { ...rest, ...Object.fromEntries(columns) }
}
