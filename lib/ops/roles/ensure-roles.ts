import pg from 'pg'
import { sqlStateOf } from '../../db/sql-state.ts'
import { PREVIEW_NAME } from '../../settings/preview-name.ts'
import { operatorConnection } from '../database/operator-connection.ts'
import { denyLargeObjects } from './deny-large-objects.ts'
import { ensureGroups, ensureLogin } from './ensure-login.ts'
import { createIfMissing, executeStatement } from './execute-statement.ts'
import { GROUPS } from './groups.ts'
import { planAccess, planSchema } from './plan-access.ts'
import { type LoginUrls, readLogins } from './read-logins.ts'
import { resetSettings } from './reset-settings.ts'

const CONNECT_TIMEOUT_MS = 10_000
const STATEMENT_TIMEOUT_MS = 30_000

const INSUFFICIENT_PRIVILEGE = '42501'

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    ...operatorConnection(url),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS,
  })
  await client.connect()
  return client
}

/** Connects to the database of `adminUrl`; one that is missing is created by a connection to `postgres`. */
async function connectToDatabase(adminUrl: string, done: string[]): Promise<pg.Client> {
  try {
    return await connect(adminUrl)
  } catch (error) {
    if (sqlStateOf(error) !== '3D000') throw error
  }
  const url = new URL(adminUrl)
  const database = decodeURIComponent(url.pathname.slice(1))
  url.pathname = '/postgres'
  const client = await connect(url.href)
  try {
    await createIfMissing(client, { template: 'CREATE DATABASE %I TEMPLATE template0', values: [database] })
    done.push(`database ${database}: created`)
  } finally {
    await client.end()
  }
  return connect(adminUrl)
}

/** What would let a login bypass row-level security or enter the database, one line each. */
async function roleViolations(client: pg.Client, logins: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ violation: string }>(
    `SELECT format('%I must be NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION', rolname) AS violation
       FROM pg_roles
      WHERE rolname = ANY($1) AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolreplication
        OR (rolcreatedb AND rolname <> 'oct_owner'))
     UNION ALL
     SELECT format('%I must not be a member of %I', role.name, other.rolname)
       FROM unnest($2::text[], $3::text[]) AS role (name, own)
       JOIN pg_roles itself ON itself.rolname = role.name AND NOT itself.rolsuper
       JOIN pg_roles other ON other.rolname <> ALL (ARRAY[role.name, role.own])
        AND pg_has_role(itself.oid, other.oid, 'MEMBER')
     UNION ALL
     SELECT format('PUBLIC must not connect to %I', current_database())
      WHERE has_database_privilege('public', current_database(), 'CONNECT')
     UNION ALL
     SELECT 'PUBLIC must not use or create in schema public'
      WHERE has_schema_privilege('public', 'public', 'CREATE, USAGE')
     UNION ALL
     SELECT format('%I holds previews, whose logins could connect to this database too: use another server', datname)
       FROM pg_database
      WHERE datname = 'preview_template' OR datname ~ $4`,
    [
      [...GROUPS, ...logins],
      ['oct_app', 'oct_system', ...logins.slice(0, 2)],
      ['oct_app', 'oct_system', 'oct_app', 'oct_system'],
      PREVIEW_NAME.source,
    ],
  )
  return rows.map((row) => row.violation)
}

/** Lets the owner see the statement statistics of other logins, for db:insights; not every admin may grant that. */
async function grantStatistics(client: pg.Client): Promise<string> {
  try {
    await executeStatement(client, { template: 'GRANT pg_read_all_stats TO oct_owner', values: [] })
    return 'statistics: the owner sees those of all logins'
  } catch (error) {
    if (sqlStateOf(error) !== INSUFFICIENT_PRIVILEGE) throw error
    return 'statistics: this admin may not run GRANT pg_read_all_stats TO oct_owner; db:insights names no statements'
  }
}

/** Restricts the database of `client` to the groups. */
export async function secureDatabase(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name')
  for (const statement of [...planAccess(rows[0]?.name ?? '', GROUPS), ...planSchema()]) {
    await executeStatement(client, statement)
  }
}

/**
 * Creates the groups, the logins that `urls` name and the database of `adminUrl`, and gives each its rights and
 * settings. Idempotent, also when run concurrently; `adminUrl` needs CREATEROLE and ownership of the database, not
 * superuser.
 * @returns what was done, one line each, without secrets
 * @throws Error when the admin lacks a right, or when a role found there would break the isolation
 */
export async function ensureRoles(adminUrl: string, urls: LoginUrls): Promise<string[]> {
  const logins = readLogins(urls)
  const done: string[] = []
  const client = await connectToDatabase(adminUrl, done)
  try {
    for (const [group, created] of await ensureGroups(client)) {
      done.push(`group ${group}: ${created ? 'created' : 'exists'}`)
    }
    for (const login of logins) {
      const created = await ensureLogin(client, login)
      const password = login.password === undefined ? 'no password' : 'password set'
      done.push(
        `login ${login.name}: ${created ? 'created' : 'exists'}, ${password}, member of ${login.group}`,
      )
    }
    for (const login of logins) {
      const reset = await resetSettings(client, login)
      if (reset.length > 0)
        done.push(`login ${login.name}: had settings of its own, now reset: ${reset.join(', ')}`)
    }
    done.push(await grantStatistics(client), await denyLargeObjects(client))
    await secureDatabase(client)
    const violations = await roleViolations(
      client,
      logins.map((login) => login.name),
    )
    if (violations.length > 0) throw new Error(`The roles are not safe:\n  ${violations.join('\n  ')}`)
    done.push(`database ${client.database}: open to the groups only, in UTC`)
    return done
  } finally {
    await client.end()
  }
}
