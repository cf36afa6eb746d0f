import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { scriptKind } from './script-kind.ts'

/** The advisory lock under which Prisma applies migrations (https://pris.ly/d/migrate-advisory-locking). */
const PRISMA_LOCK = 72_707_369
const POLL_MS = 500

/**
 * Runs `work` while no migration is under way, and none can begin. It polls instead of waiting in the
 * database: who waits there has a snapshot, for which CREATE INDEX CONCURRENTLY of the one at work would wait in turn.
 */
async function betweenMigrations<T>(
  client: pg.Client,
  say: (line: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  for (let asked = 0; ; asked += 1) {
    const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [
      PRISMA_LOCK,
    ])
    if (rows[0]?.locked) break
    if (asked === 0) say(`Another migration is at work (session ${await holderOf(client)}); waiting for it.`)
    await setTimeout(POLL_MS)
  }
  return await work().finally(() => client.query('select pg_advisory_unlock($1)', [PRISMA_LOCK]))
}

/** Its process at the server, for pg_terminate_backend where its client is gone. */
async function holderOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ pid: number }>(
    `select pid from pg_locks where locktype = 'advisory' and objid = $1 and granted
       and database = (select oid from pg_database where datname = current_database())`,
    [PRISMA_LOCK],
  )
  return rows.map(({ pid }) => pid).join() || 'just ended'
}

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
 * @param dropInvalid drops invalid indexes of whatever origin
 * @throws Error for a script of several transactions, about which a person has to decide
 */
export async function settleUnfinished(
  client: pg.Client,
  migrations: string,
  options: { say: (line: string) => void; dropInvalid: boolean },
): Promise<void> {
  const { say, dropInvalid } = options
  await betweenMigrations(client, say, async () => {
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
  })
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
