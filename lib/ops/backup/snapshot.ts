import type pg from 'pg'
import { withClient } from '../database/with-client.ts'

/** How values are written as text: the same rows must give the same text on every server. */
const PLAIN_TEXT = `
  set local timezone = 'UTC'; set local datestyle = 'ISO'; set local intervalstyle = 'postgres';
  set local bytea_output = 'hex'; set local extra_float_digits = 1; set local statement_timeout = 0;
  set local idle_in_transaction_session_timeout = 0`

/** One moment of a database: what `client` reads and a dump of snapshot `id` both show it. */
export type Snapshot = { client: pg.Client; id: string; takenAt: Date }

/**
 * Runs `work` in a read-only transaction as `oct_owner`, whose snapshot other sessions may import while it is open.
 * @param ownerUrl a login of oct_owner
 */
export async function withSnapshot<T>(
  ownerUrl: string,
  work: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  return withClient(ownerUrl, async (client) => {
    await client.query('begin isolation level repeatable read read only; set local role oct_owner')
    await client.query(PLAIN_TEXT)
    const { rows } = await client.query<{ id: string; takenAt: Date }>(
      'select pg_export_snapshot() as id, clock_timestamp() as "takenAt"',
    )
    const [snapshot] = rows
    if (!snapshot) throw new Error('PostgreSQL exported no snapshot.')
    return work({ client, ...snapshot })
  })
}
