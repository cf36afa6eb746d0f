export const ORDERS = ['asc', 'desc'] as const
export type Order = (typeof ORDERS)[number]

/** A row's place in a list that is ordered by one value and, among equals, by id. */
export type Position<Value extends Date | string | number> = { value: Value; id: string }

type Above<Value> = { gt: Value } | { gte: Value }
type Below<Value> = { lt: Value } | { lte: Value }
type Bounds<Value> = {
  within: Above<Value> | Below<Value>
  past: Above<Value> | Below<Value>
  pastId: Above<string> | Below<string>
}

/**
 * The conditions for rows after a position, to be used as `{ x: within, OR: [{ x: past }, { id: pastId }] }`.
 * `within` is implied by the rest; it stands there because an index can begin its scan at it, but not at an OR.
 */
export function boundsAfter<Value extends Date | string>(
  order: Order,
  { value, id }: Position<Value>,
): Bounds<Value> {
  return order === 'asc'
    ? { within: { gte: value }, past: { gt: value }, pastId: { gt: id } }
    : { within: { lte: value }, past: { lt: value }, pastId: { lt: id } }
}
