import { z } from 'zod'

const Row = z.looseObject({ id: z.string() })

/** A row of `to_jsonb(tracking)` under the names that its columns have in code. */
export function trackingRow(row: unknown): Record<string, unknown> {
  const { id: trackingId, ...columns } = Row.parse(row)
  const fields = Object.entries(columns).map(([column, value]) => [camelCase(column), value])
  return { ...Object.fromEntries(fields), trackingId }
}

function camelCase(column: string): string {
  return column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
