import { rejectAds } from '../errors/ads-errors.ts'
import type { Core } from '../requests/core.ts'
import type { AdsCustomer } from '../state/state.ts'
import { type Table, tableOf } from './ads-tables.ts'
import { type GaqlCondition, parseGaql } from './parse-gaql.ts'

type Row = Table['rows'][number]

const ENUM_FIELD = /\.(status|type|category|counting_type|origin|conversion_tracking_status)$/

type SearchResult = { results?: object[]; fieldMask: string }

/**
 * Runs a query over one account; only the selected fields and the resource's name are returned, and no `results`
 * where there are none.
 * @throws GoogleRejectionError with a queryError
 */
export function search({ state }: Core, customer: AdsCustomer, text: string): SearchResult {
  const query = parseGaql(text)
  const table = tableOf(query.from, state, customer)
  if (!table)
    return rejectAds('queryError', 'BAD_RESOURCE_TYPE_IN_FROM_CLAUSE', `Unknown resource ${query.from}.`)
  const unknown = [...query.select, ...query.where.map(({ field }) => field)].find(
    (it) => !table.fields.has(it),
  )
  if (unknown) rejectAds('queryError', 'UNRECOGNIZED_FIELD', `Unrecognized field in the query: '${unknown}'.`)
  for (const condition of query.where) checkLiterals(condition)
  const rows = table.rows.filter((row) => query.where.every((condition) => holds(condition, row)))
  const fields = [`${query.from}.resource_name`, ...query.select]
  const results = rows.slice(0, query.limit).map((row) => selected(row, fields))
  return { ...(results.length > 0 && { results }), fieldMask: query.select.map(camelPath).join(',') }
}

/** Strings must be quoted; numbers, booleans and enum values need not be. */
function checkLiterals({ field, values }: GaqlCondition): void {
  const bare = ({ text, quoted }: GaqlCondition['values'][number]) =>
    quoted || /^(\d+|true|false)$/i.test(text) || ENUM_FIELD.test(field)
  const wrong = values.find((literal) => !bare(literal))
  if (wrong) rejectAds('queryError', 'UNEXPECTED_INPUT', `Error in query: unexpected input ${wrong.text}.`)
}

function holds({ field, operator, values }: GaqlCondition, row: Row): boolean {
  const found = values.some(({ text }) => text === String(row(field)))
  return operator === '=' || operator === 'IN' ? found : !found
}

function selected(row: Row, fields: string[]): object {
  const result: Record<string, unknown> = {}
  for (const field of fields) {
    const value = row(field)
    if (value === undefined) continue
    const path = camelPath(field).split('.')
    const last = path.pop() ?? ''
    let place = result
    for (const part of path) place = childOf(place, part)
    place[last] = value
  }
  return result
}

function childOf(parent: Record<string, unknown>, key: string): Record<string, unknown> {
  const child = parent[key]
  if (isRecord(child)) return child
  const made: Record<string, unknown> = {}
  parent[key] = made
  return made
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function camelPath(field: string): string {
  return field.replace(/_([a-z\d])/g, (_, letter: string) => letter.toUpperCase())
}
