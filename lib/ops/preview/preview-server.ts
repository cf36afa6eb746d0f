import pg from 'pg'
import { sqlStateOf } from '../../db/sql-state.ts'
import { operatorConnection } from '../database/operator-connection.ts'
import { executeStatement } from '../roles/execute-statement.ts'
import { GROUPS } from '../roles/groups.ts'

const CONNECT_TIMEOUT_MS = 10_000
const LONGEST_WAIT = '5min'
const CLONE_ATTEMPTS = 20
const OBJECT_IN_USE = '55006'

/**
 * Runs `work` on the preview server as its admin, in one session. Advisory locks belong to a session's database, so every
 * command has to name the same one.
 * @param adminUrl a login that may create roles and databases; no superuser needed
 */
export async function onPreviewServer<T>(
  adminUrl: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    ...operatorConnection(adminUrl),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'oneclicktag previews',
  })
  await client.connect()
  try {
    await client.query(`SET statement_timeout = 0; SET lock_timeout = '${LONGEST_WAIT}'`)
    return await work(client)
  } finally {
    await client.end()
  }
}

/**
 * Rejects a server with a database that is open to the groups, as `db:roles` creates them: the logins of every preview
 * are members, and could connect to it.
 */
export async function requirePreviewServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT DISTINCT d.datname AS name
       FROM pg_database d CROSS JOIN aclexplode(d.datacl) acl JOIN pg_roles r ON r.oid = acl.grantee
      WHERE acl.privilege_type = 'CONNECT' AND r.rolname = ANY ($1) ORDER BY 1`,
    [GROUPS],
  )
  if (rows.length === 0) return
  throw new Error(
    `This is not a server for previews: ${rows.map(({ name }) => name).join(', ')} is open to ${GROUPS.join(', ')}, ` +
      'and so to the logins of every preview. Set PREVIEW_ADMIN_DATABASE_URL to a server of its own.',
  )
}

/** Runs `work` under an advisory lock; a shared lock excludes exclusive ones only. */
export async function withLock<T>(
  client: pg.Client,
  subject: string,
  work: () => Promise<T>,
  { shared = false } = {},
): Promise<T> {
  const suffix = shared ? '_shared' : ''
  const key = `oneclicktag ${subject}`
  await client.query(`SELECT pg_advisory_lock${suffix}(hashtextextended($1, 0))`, [key])
  try {
    return await work()
  } finally {
    await client.query(`SELECT pg_advisory_unlock${suffix}(hashtextextended($1, 0))`, [key])
  }
}

/** The same if the lock is free; returns undefined otherwise. */
export async function withFreeLock<T>(
  client: pg.Client,
  subject: string,
  work: () => Promise<T>,
): Promise<T | undefined> {
  const key = `oneclicktag ${subject}`
  const { rows } = await client.query<{ locked: boolean }>(
    'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS locked',
    [key],
  )
  if (!rows[0]?.locked) return undefined
  try {
    return await work()
  } finally {
    await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [key])
  }
}

/** The URL of another login and database on the same server. */
export function urlAs(adminUrl: string, login: string, password: string, database: string): string {
  const url = new URL(adminUrl)
  url.username = login
  url.password = password
  url.pathname = `/${database}`
  return url.href
}

/**
 * Creates a database that does not accept connections yet, so that PUBLIC can never connect. Waits while a session uses
 * the template, for example of a vacuum.
 */
export async function createClosedDatabase(client: pg.Client, name: string, template: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await executeStatement(client, {
        template: 'CREATE DATABASE %I TEMPLATE %I ALLOW_CONNECTIONS false CONNECTION LIMIT 40',
        values: [name, template],
      })
    } catch (error) {
      // The server itself has waited for 5 s.
      if (sqlStateOf(error) !== OBJECT_IN_USE || attempt === CLONE_ATTEMPTS) throw error
    }
  }
}

/** Allows or forbids all connections. */
export async function setOpen(client: pg.Client, name: string, open: boolean): Promise<void> {
  await executeStatement(client, { template: `ALTER DATABASE %I ALLOW_CONNECTIONS ${open}`, values: [name] })
}
