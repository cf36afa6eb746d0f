import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { lockMigrations } from './migration-lock.ts'
import { scriptKind } from './script-kind.ts'

/** Drops it while others use the table; nothing queues behind that, so it may wait for them. */
async function dropIndex(client: pg.Client, name: string): Promise<void> {
  await client.query('set lock_timeout = 0')
  await client.query(`drop index concurrently if exists ${name}`)
  await client.query('reset lock_timeout')
}

/** Indexes that a CREATE INDEX CONCURRENTLY left half made: they cost every write and are used by no query. */
export async function invalidIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name
     from pg_index x join pg_class c on c.oid = x.indexrelid join pg_namespace n on n.oid = c.relnamespace
     where not x.indisvalid and n.nspname in ('public', 'app')
       and x.indexrelid not in (select index_relid from pg_stat_progress_create_index)
     order by 1`,
  )
  return rows.map(({ name }) => name)
}

/**
 * Clears away what a run left that failed or was killed, so that its migration can be applied again. Prisma does not
 * continue after such a migration until its outcome is recorded, which can be found out here:
 * - a script that is one transaction is recorded in that transaction (run-script.ts), so where there is no
 *   record, nothing of it was applied. It is marked as `prisma migrate resolve --rolled-back` does.
 * - one that made an index CONCURRENTLY left it invalid, or whole, or not at all; an invalid one is dropped.
 * @param holder another session, which holds off other migrations meanwhile
 * @param dropInvalid drops invalid indexes of whatever origin
 * @throws Error for a script of several transactions, about which a person has to decide
 */
export async function settleUnfinished(
  client: pg.Client,
  holder: pg.Client,
  migrations: string,
  options: { say: (line: string) => void; dropInvalid: boolean },
): Promise<void> {
  const { say, dropInvalid } = options
  await lockMigrations(holder, (session) => {
    say(`Another migration is at work (session ${session}); waiting for it.`)
  })
  try {
    for (const { id, name } of await unfinished(client)) {
      const sql = await readFile(join(migrations, name, 'migration.sql'), 'utf8').catch(() => undefined)
      const script = sql === undefined ? undefined : await scriptKind(sql)
      if (script === undefined || script.kind === 'parts') {
        throw new Error(
          `${name} has begun and not ended, and may be applied in parts. See what of it is there, then ` +
            `\`npx prisma migrate resolve --rolled-back ${name}\` (or --applied).`,
        )
      }
      if (script.kind === 'alone' && script.index !== undefined) {
        const { rows } = await client.query<{ name: string }>(
          `select indexrelid::regclass::text as name from pg_index
           where indexrelid = to_regclass($1) and not indisvalid`,
          [quoted(script.index)],
        )
        for (const { name: index } of rows) {
          await dropIndex(client, index)
          say(`Dropped the invalid index ${index}, which ${name} had left.`)
        }
      }
      await client.query('update _prisma_migrations set rolled_back_at = now() where id = $1', [id])
      say(`${name} had begun and not ended; it is rolled back and will be applied again.`)
    }
    if (!dropInvalid) return
    for (const index of await invalidIndexes(client)) {
      await dropIndex(client, index)
      say(`Dropped the invalid index ${index}.`)
    }
  } finally {
    await holder.query('rollback')
  }
}

function quoted(name: string): string {
  return name
    .split('.')
    .map((part) => pg.escapeIdentifier(part))
    .join('.')
}

async function unfinished(client: pg.Client): Promise<{ id: string; name: string }[]> {
  const { rows: tables } = await client.query<{ there: boolean }>(
    `select to_regclass('_prisma_migrations') is not null as there`,
  )
  if (!tables[0]?.there) return []
  const { rows } = await client.query<{ id: string; name: string }>(
    `select id, migration_name as name from _prisma_migrations
     where finished_at is null and rolled_back_at is null order by started_at`,
  )
  return rows
}
