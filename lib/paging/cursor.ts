import { hash } from 'node:crypto'
import { z } from 'zod'
import { invalid } from '../errors/app-error.ts'

/** What a list can be sorted by. Times have a resolution of 1 ms; numbers are whole. */
export type SortValues = { time: Date; text: string; number: number }
export type SortKind = keyof SortValues
type SortValue = SortValues[SortKind]

/** A row's position in a list that is sorted by one value and, among equals, by id. */
export type Position<Value extends SortValue> = { value: Value; id: string }

/** What a cursor is bound to: used with another organization, list, filter or order, it is invalid. */
export type CursorScope = {
  organizationId: string
  /** The operation id. */
  list: string
  /** Filter, sort and order, as they came in the query. */
  terms: Readonly<Record<string, string | number | boolean | Date | undefined>>
}

const text = z
  .string()
  .max(500)
  .refine((value) => value.isWellFormed() && !value.includes('\0'))
const LATEST_MS = Date.UTC(9999, 11, 31)
const VALUES = {
  time: z.int().min(0).max(LATEST_MS),
  text,
  number: z
    .int()
    .min(0)
    .max(2 ** 31 - 1),
} as const satisfies Record<SortKind, z.ZodType>

const VERSION = 1

/** Writes a position as opaque text for the URL. It holds the caller's own values and reveals nothing of other rows. */
export function encodeCursor({ value, id }: Position<SortValue>, scope: CursorScope): string {
  const plain = value instanceof Date ? value.getTime() : value
  return Buffer.from(JSON.stringify([VERSION, plain, id, fingerprint(scope)])).toString('base64url')
}

/**
 * Reads a cursor back. It is not signed: a forged one reaches nothing but other places in the caller's own list.
 * @throws AppError `invalid_request` naming `query.cursor`
 */
export function decodeCursor<Kind extends SortKind>(
  cursor: string,
  kind: Kind,
  scope: CursorScope,
): Position<SortValues[Kind]>
export function decodeCursor(cursor: string, kind: SortKind, scope: CursorScope): Position<SortValue> {
  const Payload = z.tuple([z.literal(VERSION), VALUES[kind], z.uuid(), z.literal(fingerprint(scope))])
  const parsed = Payload.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()))
  if (!parsed.success) throw invalidCursor()
  const [, plain, id] = parsed.data
  const position = { value: kind === 'time' ? new Date(plain) : plain, id }
  // Base64url and JSON have many spellings of one value; only ours is a cursor.
  if (encodeCursor(position, scope) !== cursor) throw invalidCursor()
  return position
}

function invalidCursor(): Error {
  return invalid(
    'query.cursor',
    'is not a cursor of this list and filter; leave it out to start from the first page',
  )
}

function fingerprint({ organizationId, list, terms }: CursorScope): string {
  const given = Object.entries(terms).filter(([, value]) => value !== undefined)
  const canonical = JSON.stringify([organizationId, list, given.sort(([a], [b]) => (a < b ? -1 : 1))])
  return hash('sha256', canonical, 'base64url').slice(0, 22)
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
