import type pg from 'pg'
import { sqlStateOf } from '../../db/sql-state.ts'

/** A statement for the server's `format()`: %I quotes a name, %L a literal. */
export type Statement = { template: string; values: readonly string[] }

const ATTEMPTS = 20
const ALREADY_EXISTS = new Set(['42710', '42P04', '23505'])

/** Executes a planned statement, again where another session changed the same catalog row at the same time. */
export async function executeStatement(client: pg.Client, { template, values }: Statement): Promise<void> {
  const { rows } = await client.query<{ sql: string }>('SELECT format($1, VARIADIC $2::text[]) AS sql', [
    template,
    values,
  ])
  const sql = rows[0]?.sql ?? ''
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query(sql)
      return
    } catch (error) {
      const concurrent = sqlStateOf(error) === '23505' || /tuple concurrently/.test(String(error))
      if (!concurrent || attempt === ATTEMPTS) throw error
    }
  }
}

/**
 * Executes a CREATE statement.
 * @returns whether the object was created; false where it existed
 */
export async function createIfMissing(client: pg.Client, statement: Statement): Promise<boolean> {
  return executeStatement(client, statement).then(
    () => true,
    (error: unknown) => {
      if (ALREADY_EXISTS.has(sqlStateOf(error) ?? '')) return false
      throw error
    },
  )
}
