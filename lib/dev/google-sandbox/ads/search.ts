import { createHash } from 'node:crypto'
import { rejectAds } from '../errors/ads-errors.ts'
import type { Core } from '../requests/core.ts'
import type { AdsCustomer } from '../state/state.ts'
import { accountDay, adsNow } from './account-time.ts'
import { tableOf } from './ads-tables.ts'
import { checkQuery } from './check-query.ts'
import { parseGaql } from './parse-gaql.ts'
import { type ResultRow, resultRows } from './result-rows.ts'

/** Google's fixed size of a page. */
const PAGE_ROWS = 10_000

type SearchPage = { results?: object[]; nextPageToken?: string; fieldMask: string }

/**
 * One page of a query over one account: the selected fields and the resource's name, no `results` where there are none.
 * @see https://developers.google.com/google-ads/api/docs/reporting/paging
 * @throws GoogleRejectionError with a queryError, or a requestError where the token is of another query
 */
export function search(core: Core, customer: AdsCustomer, text: string, pageToken?: string): SearchPage {
  const from = pageToken ? offsetOf(pageToken, text) : 0
  const { rows, fields, fieldMask } = pagedResult(core, customer, text, from)
  const next = from + PAGE_ROWS
  const results = rows.slice(from, next).map((row) => selected(row, fields))
  return {
    ...(results.length > 0 && { results }),
    ...(next < rows.length && { nextPageToken: tokenOf(next, text) }),
    fieldMask,
  }
}

/** The same as a stream: all rows, in parts of a page's size. */
export function searchStream(core: Core, customer: AdsCustomer, text: string): SearchPage[] {
  const { rows, fields, fieldMask } = resultOf(core, customer, text)
  return Array.from({ length: Math.ceil(rows.length / PAGE_ROWS) }, (_, part) => ({
    results: rows.slice(part * PAGE_ROWS, (part + 1) * PAGE_ROWS).map((row) => selected(row, fields)),
    fieldMask,
  }))
}

/** How many results are kept for their later pages. */
const KEPT_RESULTS = 4
const keptResults = new WeakMap<Core, Map<string, Result>>()

/** The first page is of a new result, those after it are of the same, unless others have taken its place. */
function pagedResult(core: Core, customer: AdsCustomer, text: string, from: number): Result {
  const kept = keptResults.get(core) ?? new Map<string, Result>()
  keptResults.set(core, kept)
  const key = `${customer.id} ${text}`
  const result = (from > 0 && kept.get(key)) || resultOf(core, customer, text)
  kept.delete(key)
  if (result.rows.length > PAGE_ROWS) kept.set(key, result)
  const [oldest = ''] = kept.keys()
  if (kept.size > KEPT_RESULTS) kept.delete(oldest)
  return result
}

type Result = { rows: ResultRow[]; fields: string[]; fieldMask: string }

function resultOf({ state }: Core, customer: AdsCustomer, text: string): Result {
  const query = parseGaql(text)
  const table = tableOf(query.from, state, customer)
  if (!table)
    return rejectAds('queryError', 'BAD_RESOURCE_TYPE_IN_FROM_CLAUSE', `Unknown resource ${query.from}.`)
  checkQuery(query, table, customer, accountDay(customer, adsNow(state)))
  return {
    rows: resultRows(query, table).slice(0, query.limit),
    fields: [`${query.from}.resource_name`, ...query.select],
    fieldMask: query.select.map(camelPath).join(','),
  }
}

/** Where the next page begins; it is worth nothing with another query. */
function tokenOf(offset: number, text: string): string {
  return Buffer.from(`${offset} ${digestOf(text)}`).toString('base64url')
}

function offsetOf(token: string, text: string): number {
  const [offset = '', digest] = Buffer.from(token, 'base64url').toString().split(' ')
  if (digest !== digestOf(text)) rejectAds('requestError', 'INVALID_PAGE_TOKEN', 'Page token is invalid.')
  return Number(offset)
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

function selected(row: ResultRow, fields: string[]): object {
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
