import type pg from 'pg'
import { executeStatement } from '../roles/execute-statement.ts'

/**
 * Drops a database, where it exists, and ends the sessions in it. Not WITH (FORCE): whoever is no superuser may not end
 * an autovacuum worker by that, which a plain DROP ends by itself.
 * @throws pg.DatabaseError 42501 where a session belongs to a role that the caller is no member of
 */
export async function dropDatabase(client: pg.Client, name: string): Promise<void> {
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = $1 AND backend_type = 'client backend' AND pid <> pg_backend_pid()`,
    [name],
  )
  await executeStatement(client, { template: 'DROP DATABASE IF EXISTS %I', values: [name] })
}
