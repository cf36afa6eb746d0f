import { setTimeout } from 'node:timers/promises'
import type pg from 'pg'
import { sqlStateOf } from '../../db/sql-state.ts'

const LOCK_NOT_AVAILABLE = '55P03'
const UNDEFINED_TABLE = '42P01'
const POLL_MS = 500

/**
 * Locks out other migrations, in a transaction of `client` that stays open until it is ended: a mode that excludes itself
 * alone, on a table that only the owner reaches. Prisma's own is an advisory lock, which every login can take.
 * It polls instead of waiting in the database: who waits there has a snapshot, for which CREATE INDEX CONCURRENTLY of the
 * one at work would wait in turn.
 * @param onBusy called once with the session that has it, if another has
 * @returns false where no migration has been applied yet, so that there is no such table
 */
export async function lockMigrations(
  client: pg.Client,
  onBusy: (session: string) => void = () => undefined,
): Promise<boolean> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await client.query('begin; set local idle_in_transaction_session_timeout = 0')
      await client.query('lock table _prisma_migrations in share update exclusive mode nowait')
      return true
    } catch (error) {
      await client.query('rollback')
      const sqlState = sqlStateOf(error)
      if (sqlState === UNDEFINED_TABLE) return false
      if (sqlState !== LOCK_NOT_AVAILABLE) throw error
      if (attempt === 0) onBusy(await holderOf(client))
      await setTimeout(POLL_MS)
    }
  }
}

/** Its process at the server, for pg_terminate_backend where its client is gone. */
async function holderOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ pid: number }>(
    `select pid from pg_locks where relation = '_prisma_migrations'::regclass and granted
       and mode = 'ShareUpdateExclusiveLock' and database = (select oid from pg_database where datname = current_database())`,
  )
  return rows.map(({ pid }) => pid).join() || 'just ended'
}
