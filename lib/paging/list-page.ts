import type { SortKind, SortValues } from './cursor.ts'
import { type CursorScope, decodeCursor, encodeCursor, type Position } from './cursor.ts'
import { type Page, pageOf } from './page.ts'

export const ORDERS = ['asc', 'desc'] as const
export type Order = (typeof ORDERS)[number]

/** What a list is sorted by. Rows of equal value are told apart by their `id`, unless the column is unique. */
type Sort = { readonly column: string; readonly kind: SortKind; readonly unique?: true }

export const BY_CREATED_AT = { column: 'createdAt', kind: 'time' } as const satisfies Sort
export const BY_NAME = { column: 'name', kind: 'text' } as const satisfies Sort

type SortValue<S extends Sort> = SortValues[S['kind']]
type Bound<Value> = { gt: Value } | { gte: Value } | { lt: Value } | { lte: Value }
type OfColumn<S extends Sort, Value> = { [Column in S['column']]: Value }

/** What to ask the database for: the conditions, the order and the number of rows of one page, and one row more. */
type Keyset<S extends Sort> = S extends unknown
  ? {
      after: Position<SortValue<S>> | undefined
      where: Partial<OfColumn<S, Bound<SortValue<S>>>> &
        (S extends { unique: true }
          ? unknown
          : { OR?: [OfColumn<S, Bound<SortValue<S>>>, { id: Bound<string> }] })
      orderBy: S extends { unique: true } ? [OfColumn<S, Order>] : [OfColumn<S, Order>, { id: Order }]
      take: number
    }
  : never

type Row<S extends Sort> = OfColumn<S, SortValue<Sort>> &
  (S extends { unique: true } ? object : { id: string })

type List<S extends Sort, R extends Row<S>> = {
  /** The operation id. */
  list: string
  organizationId: string
  /** `PageQuery` with the filters that a cursor is bound to. */
  query: CursorScope['terms'] & { limit: number; cursor?: string | undefined }
  sort: S
  order: Order
  read: (keyset: Keyset<S>) => Promise<R[]>
}

/**
 * Reads one page of a list. The cursor of the next one is taken from the page's last row.
 * @throws AppError `invalid_request` naming `query.cursor`
 */
export async function listPage<S extends Sort, R extends Row<S>>({
  list,
  organizationId,
  query,
  sort,
  order,
  read,
}: List<S, R>): Promise<Page<R>> {
  const { limit, cursor, ...terms } = query
  const scope: CursorScope = { organizationId, list, terms }
  const after = cursor === undefined ? undefined : decodeCursor(cursor, sort.kind, scope)
  const rows = await read(keysetOf(sort, order, after, limit + 1))
  return pageOf(rows, limit, (last) => encodeCursor(positionOf(last, sort.column, organizationId), scope))
}

/** Rows of a unique column have no id that a cursor needs; the organization's stands in for it. */
function positionOf(row: object, column: string, organizationId: string): Position<SortValue<Sort>> {
  const value: unknown = Reflect.get(row, column)
  const id: unknown = Reflect.get(row, 'id')
  if (!isSortValue(value)) throw new TypeError(`a row has no ${column} to sort by`)
  return { value, id: typeof id === 'string' ? id : organizationId }
}

function isSortValue(value: unknown): value is SortValue<Sort> {
  return typeof value === 'string' || typeof value === 'number' || value instanceof Date
}

/** The cast holds because the computed keys are the sort's own column, which the compiler widens to `string`. */
function keysetOf<S extends Sort>(
  { column, unique }: S,
  order: Order,
  after: Position<SortValue<Sort>> | undefined,
  take: number,
): Keyset<S> {
  const orderBy = unique ? [{ [column]: order }] : [{ [column]: order }, { id: order }]
  return { after, where: after ? rowsAfter(column, unique, order, after) : {}, orderBy, take } as Keyset<S>
}

/** The first condition is implied by the rest; an index can begin its scan at it, but not at an OR. */
function rowsAfter(
  column: string,
  unique: true | undefined,
  order: Order,
  { value, id }: Position<SortValue<Sort>>,
) {
  const [beyond, from] = order === 'asc' ? (['gt', 'gte'] as const) : (['lt', 'lte'] as const)
  if (unique) return { [column]: { [beyond]: value } }
  return { [column]: { [from]: value }, OR: [{ [column]: { [beyond]: value } }, { id: { [beyond]: id } }] }
}
