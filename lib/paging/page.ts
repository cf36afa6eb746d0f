import { z } from 'zod'

/** The query of every list; `.extend` it with filters. */
export const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(25).describe('Rows on a page'),
  cursor: z.string().max(4096).optional().describe('`nextCursor` of the page before'),
})

export type PageQuery = z.infer<typeof PageQuery>

/** One page of rows; `nextCursor` is `null` on the last. */
export type Page<Row> = { data: Row[]; nextCursor: string | null }

/** The output schema of a list of `view`s. */
export function Page<View extends z.ZodType>(view: View) {
  return z.object({ data: z.array(view), nextCursor: z.string().nullable() })
}

/**
 * Cuts a page out of rows that were read with `take: limit + 1`: the extra row means that there is a next page.
 * @param toCursor writes the position of the page's last row
 */
export function pageOf<Row>(rows: readonly Row[], limit: number, toCursor: (last: Row) => string): Page<Row> {
  const data = rows.slice(0, limit)
  const last = data.at(-1)
  return { data, nextCursor: last !== undefined && rows.length > limit ? toCursor(last) : null }
}
