import pg from 'pg'
import { checksumOf } from './checksum-of.ts'
import { scriptKind } from './script-kind.ts'

/** The record of this script as begun, where it is a migration that is being applied. */
async function beginning(pool: pg.Pool, schema: string, script: string): Promise<string | undefined> {
  const table = `${pg.escapeIdentifier(schema)}._prisma_migrations`
  const { rows: tables } = await pool.query<{ there: boolean }>(
    'select to_regclass($1) is not null as there',
    [table],
  )
  if (!tables[0]?.there) return undefined
  const { rows } = await pool.query<{ record: string }>(
    `select format('update ${table} set finished_at = now() where id = %L', id) as record from ${table}
     where checksum = $1 and finished_at is null and rolled_back_at is null`,
    [checksumOf(script)],
  )
  return rows[0]?.record
}

/**
 * Sends a migration's script, over a pool of one connection. Its statements are one transaction, and the record that it
 * is applied is written in the same one: whenever this process or the server is killed, both are there or neither. The
 * engine writes the record once more, which changes nothing.
 */
export async function runScript(pool: pg.Pool, schema: string, script: string): Promise<void> {
  const { kind } = await scriptKind(script)
  if (kind === 'alone') {
    // Nothing queues behind what runs CONCURRENTLY, and it has to wait until all open transactions have ended.
    await pool.query('set lock_timeout = 0')
    await pool.query(script).finally(() => pool.query('reset lock_timeout'))
    return
  }
  const record = kind === 'whole' ? await beginning(pool, schema, script) : undefined
  await pool.query(record === undefined ? script : `${script}\n;\n${record}`)
}
