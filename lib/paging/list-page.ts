import type { Position } from '../db/keyset.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { type CursorScope, decodeCursor, encodeCursor, type SortKind, type SortValues } from './cursor.ts'
import { type Page, pageOf } from './page.ts'

/** A query of a list: `PageQuery` with the filters that its cursor is bound to. */
type ListQuery = CursorScope['terms'] & { limit: number; cursor?: string | undefined }

type Keyset<Row, Kind extends SortKind> = {
  /** The operation id. */
  list: string
  tenant: Tenant
  query: ListQuery
  /** What the rows are sorted by, and where it stands in a row. */
  kind: Kind
  sortValue: (row: Row) => SortValues[Kind]
  /** What tells rows of equal sort values apart; a UUID. */
  idOf: (row: Row) => string
  /** Reads `take` rows after a position, from the start without one. */
  read: (after: Position<SortValues[Kind]> | undefined, take: number) => Promise<Row[]>
}

/**
 * Answers one page of a list that is sorted by one value and the id.
 * @throws AppError `invalid_request` naming `query.cursor`
 */
export async function keysetPage<Row, Kind extends SortKind>({
  list,
  tenant,
  query,
  kind,
  sortValue,
  idOf,
  read,
}: Keyset<Row, Kind>): Promise<Page<Row>> {
  const { limit, cursor, ...terms } = query
  const scope: CursorScope = { organizationId: tenant.organizationId, list, terms }
  const after = cursor === undefined ? undefined : decodeCursor(cursor, kind, scope)
  const rows = await read(after, limit + 1)
  return pageOf(rows, limit, (last) => encodeCursor({ value: sortValue(last), id: idOf(last) }, scope))
}
