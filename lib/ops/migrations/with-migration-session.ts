import pg from 'pg'
import { operatorConnection } from '../database/operator-connection.ts'

/** How long a migration may wait for a lock, and how long one of its statements may take, as PostgreSQL writes them. */
export type MigrationLimits = { lockTimeout: string; statementTimeout: string }

/** Short enough that users who queue behind it do not notice; as long as an index of a large table takes. */
export const DEFAULT_LIMITS: MigrationLimits = { lockTimeout: '3s', statementTimeout: '15min' }

const CONNECT_TIMEOUT_MS = 10_000
const POOLER = 'This connection goes through a pooler: it does not take the settings of a session.'

/** @throws Error when it is no length of time */
export function readDuration(option: string, text: string): string {
  if (!/^\d+(ms|s|min|h)$/.test(text)) throw new Error(`--${option} is a length of time like 3s or 15min.`)
  return text
}

/**
 * The URL with the limits in it, for every client (our schema engine and Prisma's native one alike). A script whose
 * client is gone is ended within a second and rolled back, instead of going on with no client to record it.
 */
export function withLimits(directUrl: string, { lockTimeout, statementTimeout }: MigrationLimits): string {
  const url = new URL(directUrl)
  const settings = {
    lock_timeout: lockTimeout,
    statement_timeout: statementTimeout,
    client_connection_check_interval: '1s',
  }
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`)
  url.searchParams.set('options', [url.searchParams.get('options'), ...options].filter(Boolean).join(' '))
  // To libpq a plus is a plus.
  url.search = url.search.replaceAll('+', '%20')
  return url.href
}

/**
 * Runs `work` in a session with the limits, after having made sure that they arrived and that it is a session.
 * @throws Error that says so where a pooler is in between
 */
export async function withMigrationSession<T>(
  directUrl: string,
  limits: MigrationLimits,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    ...operatorConnection(withLimits(directUrl, limits)),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  })
  // A session that is ended from outside fails the current statement; that error is the one to report.
  client.on('error', () => undefined)
  await client.connect().catch((error: unknown) => {
    // PgBouncer's response to settings in a connection's start.
    if (error instanceof pg.DatabaseError && error.code === '08P01') throw new Error(POOLER)
    throw error
  })
  try {
    const { rows } = await client.query<{ arrived: boolean }>(
      `select current_setting('lock_timeout')::interval = $1::interval as arrived`,
      [limits.lockTimeout],
    )
    if (!rows[0]?.arrived) throw new Error(POOLER)
    return await work(client)
  } finally {
    await client.end()
  }
}
