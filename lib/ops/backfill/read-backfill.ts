import { parse, scan } from 'libpg-query'

/** One UPDATE of one table, whose WHERE says which rows are not done yet. */
export type Backfill = {
  name: string
  /** As written in the statement, with the schema if given. */
  table: string
  assignments: string
  todo: string
}

const FORM = 'A backfill is one `update TABLE set … where …`; its WHERE says which rows are not done yet.'

/**
 * Parses the statement of a backfill.
 * @throws Error that describes the form of a backfill
 */
export async function readBackfill(name: string, sql: string): Promise<Backfill> {
  const { stmts = [] } = await parse(sql)
  const statement = stmts[0]?.stmt
  if (stmts.length !== 1 || !statement || !('UpdateStmt' in statement)) throw new Error(FORM)
  const { whereClause, fromClause, returningClause, withClause, relation } = statement.UpdateStmt
  if (!whereClause || fromClause || returningClause || withClause || relation?.alias) {
    throw new Error(`${FORM} No alias, FROM, WITH or RETURNING: read other tables in a subquery.`)
  }

  const ends = new Map<string, { start: number; end: number }>()
  let depth = 0
  // The parser returns where an expression begins, not where it ends. The scanner counts in bytes.
  const bytes = Buffer.from(sql)
  for (const token of (await scan(sql)).tokens) {
    if (token.text === '(') depth += 1
    if (token.text === ')') depth -= 1
    const word = token.text.toLowerCase()
    if (depth === 0 && (word === ';' || token.keywordKind !== 0) && !ends.has(word)) ends.set(word, token)
  }
  const between = (from: string, to: string) =>
    bytes.subarray(ends.get(from)?.end, ends.get(to)?.start).toString().trim()
  return {
    name,
    table: between('update', 'set'),
    assignments: between('set', 'where'),
    todo: between('where', ';'),
  }
}

/** The statement in a normal form, without comments around it. */
export function statementOf({ table, assignments, todo }: Backfill): string {
  return `update ${table} set ${assignments} where ${todo}`
}
