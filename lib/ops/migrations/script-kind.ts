import { type ParseResult, parse } from 'libpg-query'

/**
 * How a migration's script runs. It is sent as one, so its statements are one transaction (`whole`). What cannot be
 * in a transaction is sent by itself (`alone`), with the index that it makes, if it makes one. `parts`: it ends
 * transactions of its own, or has such a statement among others, so it is unknown how much of it is applied after a failure.
 */
export type ScriptKind = { kind: 'whole' } | { kind: 'alone'; index?: string } | { kind: 'parts' }

type Statement = NonNullable<NonNullable<ParseResult['stmts']>[number]['stmt']>

/** Statements that PostgreSQL rejects inside of a transaction, and the index that one of them makes. */
function rejectsTransaction(statement: Statement): { index?: string } | undefined {
  if ('IndexStmt' in statement && statement.IndexStmt.concurrent) {
    const { idxname, relation } = statement.IndexStmt
    const schema = relation?.schemaname
    return idxname === undefined ? {} : { index: schema === undefined ? idxname : `${schema}.${idxname}` }
  }
  if ('DropStmt' in statement && statement.DropStmt.concurrent) return {}
  if ('ReindexStmt' in statement || 'VacuumStmt' in statement) return {}
  return undefined
}

/** What is no SQL is `whole` as well: the server rejects all of it. */
export async function scriptKind(sql: string): Promise<ScriptKind> {
  // The parser takes some 40 ms to load, and many scripts need none.
  if (!/\b(concurrently|reindex|vacuum|commit|end|rollback)\b/i.test(sql)) return { kind: 'whole' }
  const { stmts = [] } = await parse(sql).catch((): ParseResult => ({}))
  const statements = stmts.flatMap(({ stmt }) => (stmt ? [stmt] : []))
  const rejecting = statements.flatMap((statement) => rejectsTransaction(statement) ?? [])
  const [only] = rejecting
  if (only && statements.length === 1) return { kind: 'alone', ...only }
  if (only || statements.some((statement) => 'TransactionStmt' in statement)) return { kind: 'parts' }
  return { kind: 'whole' }
}
