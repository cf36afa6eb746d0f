import type { Table } from './ads-tables.ts'
import type { ConversionFact } from './conversion-facts.ts'
import { matches } from './matches.ts'
import type { GaqlQuery } from './parse-gaql.ts'

/** The value of each selected field. */
export type ResultRow = (field: string) => unknown

/**
 * The rows of a query. Segments divide a row, and what is zero in all selected metrics is left out then; without
 * segments, zeros stay. A zero is written as 0: metrics are optional fields, and these are present.
 * @see https://developers.google.com/google-ads/api/docs/reporting/zero-metrics
 */
export function resultRows({ select, where }: GaqlQuery, table: Table): ResultRow[] {
  const isSum = (field: string) => table.metrics.has(field) && !table.fields.has(field)
  const filters = where.map((condition) => ({ field: condition.field, holds: matches(condition) }))
  const ofRows = filters.filter(({ field }) => table.fields.has(field))
  const ofFacts = filters.filter(({ field }) => table.segments.has(field))
  const ofSums = filters.filter(({ field }) => isSum(field))
  const segments = select.filter((field) => table.segments.has(field))
  const sums = [...new Set([...select, ...where.map(({ field }) => field)])].filter(isSum)
  const rows = table.rows.filter((row) => ofRows.every(({ field, holds }) => holds(row.field(field))))
  if (segments.length === 0 && sums.length === 0) return rows.map(({ field }) => field)
  const holds = (segment: string, value: string) =>
    ofFacts.every((filter) => filter.field !== segment || filter.holds(value))
  return rows.flatMap((row) => {
    return addedUp(row.facts({ metrics: sums, holds }), segments, sums)
      .filter(({ metrics }) => ofSums.every(({ field, holds }) => holds(metrics[field])))
      .map(
        (sum): ResultRow =>
          (field) =>
            sum.segments[field] ?? sum.metrics[field] ?? row.field(field),
      )
  })
}

type Sum = { segments: ConversionFact['segments']; metrics: Record<string, number> }

/** One sum for each combination of segments that something was counted in; one in any case where nothing divides it. */
function addedUp(facts: readonly ConversionFact[], segments: string[], metrics: string[]): Sum[] {
  const zeros = Object.fromEntries(metrics.map((field) => [field, 0]))
  const sums = new Map<string, Sum>()
  if (segments.length === 0) sums.set('', { segments: {}, metrics: { ...zeros } })
  for (const fact of facts) {
    if (!metrics.some((field) => fact.metrics[field])) continue
    const key = segments.map((field) => fact.segments[field]).join('\n')
    const sum = sums.get(key) ?? { segments: fact.segments, metrics: { ...zeros } }
    sums.set(key, sum)
    for (const field of metrics) sum.metrics[field] = (sum.metrics[field] ?? 0) + (fact.metrics[field] ?? 0)
  }
  return [...sums.values()]
}
