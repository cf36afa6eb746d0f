import type { CursorScope } from './cursor.ts'

/** Whether rows of a list are left out for a value that few or none may have; every customer has some. */
export function isSelective({
  limit: _limit,
  cursor: _cursor,
  sort: _sort,
  order: _order,
  customerId: _customerId,
  ...filters
}: CursorScope['terms']): boolean {
  return Object.values(filters).some((value) => value !== undefined && value !== false)
}
