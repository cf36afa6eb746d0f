import pg from 'pg'
import { sqlStateOf } from '../../db/sql-state.ts'
import { PREVIEW_NAME } from '../../settings/preview-name.ts'
import {
  GROUPS,
  type Login,
  type LoginUrls,
  planAccess,
  planLogin,
  planSchema,
  readLogins,
  type Statement,
} from './roles-plan.ts'

const CONNECT_TIMEOUT_MS = 10_000
const STATEMENT_TIMEOUT_MS = 30_000
const ATTEMPTS = 20

const INSUFFICIENT_PRIVILEGE = '42501'
const ALREADY_THERE = new Set(['42710', '42P04', '23505'])

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS,
  })
  await client.connect()
  return client
}

/** Executes a planned statement, again where another run changed the same catalog row at the same time. */
export async function run(client: pg.Client, { template, values }: Statement): Promise<void> {
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

/** Whether it had to be made. */
async function make(client: pg.Client, statement: Statement): Promise<boolean> {
  return run(client, statement).then(
    () => true,
    (error: unknown) => {
      if (ALREADY_THERE.has(sqlStateOf(error) ?? '')) return false
      throw error
    },
  )
}

/** Connects to the database of `adminUrl`, making it from a connection to `postgres` if there is none. */
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
    await make(client, { template: 'CREATE DATABASE %I TEMPLATE template0', values: [database] })
    done.push(`database ${database}: made`)
  } finally {
    await client.end()
  }
  return connect(adminUrl)
}

/**
 * A managed service's admin is no superuser: it must be a member of a group to let migrations act as it, and of the
 * login's group to hand objects over.
 */
async function joinOwnerGroup(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string; superuser: boolean }>(
    'SELECT rolname AS name, rolsuper AS superuser FROM pg_roles WHERE rolname = current_user',
  )
  const [admin] = rows
  if (admin && !admin.superuser)
    await run(client, { template: 'GRANT oct_owner TO %I', values: [admin.name] })
}

/** What would still let somebody around row-level security or into the database, one line each. */
async function findFaults(client: pg.Client, logins: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ fault: string }>(
    `SELECT format('%I must be NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION', rolname) AS fault
       FROM pg_roles
      WHERE rolname = ANY($1) AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolreplication)
     UNION ALL
     SELECT format('%I must not be a member of oct_owner', rolname)
       FROM pg_roles
      WHERE rolname = ANY($2) AND pg_has_role(rolname, 'oct_owner', 'MEMBER')
     UNION ALL
     SELECT format('PUBLIC must not connect to %I', current_database())
      WHERE has_database_privilege('public', current_database(), 'CONNECT')
     UNION ALL
     SELECT 'PUBLIC must not use or create in schema public'
      WHERE has_schema_privilege('public', 'public', 'CREATE, USAGE')
     UNION ALL
     SELECT format('%I is of previews, whose logins could connect to this database too: take another server', datname)
       FROM pg_database
      WHERE datname = 'preview_template' OR datname ~ $3`,
    [[...GROUPS, ...logins], ['oct_app', 'oct_system', ...logins.slice(0, 2)], PREVIEW_NAME.source],
  )
  return rows.map((row) => row.fault)
}

/** Makes the groups, and tells of each whether it had to be made. */
export async function ensureGroups(client: pg.Client): Promise<Map<string, boolean>> {
  const made = new Map<string, boolean>()
  for (const group of GROUPS) {
    made.set(group, await make(client, { template: 'CREATE ROLE %I NOLOGIN', values: [group] }))
  }
  await joinOwnerGroup(client)
  return made
}

/** Makes a login, or gives one that is there its password, group and settings; answers whether it had to be made. */
export async function ensureLogin(client: pg.Client, login: Login): Promise<boolean> {
  await client.query("SET password_encryption = 'scram-sha-256'")
  const made = await make(client, { template: 'CREATE ROLE %I LOGIN', values: [login.name] })
  for (const statement of planLogin(login)) await run(client, statement)
  return made
}

/** Lets the owner see what statements of other logins cost, for db:insights; not every admin may allow that. */
async function openStatistics(client: pg.Client): Promise<string> {
  try {
    await run(client, { template: 'GRANT pg_read_all_stats TO oct_owner', values: [] })
    return 'statistics: the owner sees those of all logins'
  } catch (error) {
    if (sqlStateOf(error) !== INSUFFICIENT_PRIVILEGE) throw error
    return 'statistics: this admin may not run GRANT pg_read_all_stats TO oct_owner; db:insights names no statements'
  }
}

/** Closes the database of `client` to all but the groups. */
export async function secureDatabase(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name')
  for (const statement of [...planAccess(rows[0]?.name ?? '', GROUPS), ...planSchema()]) {
    await run(client, statement)
  }
}

/**
 * Makes the groups, the logins that `urls` name and the database of `adminUrl`, and gives each its rights and
 * settings. May be repeated, also by several at once; `adminUrl` needs CREATEROLE and the database's ownership, not
 * superuser.
 * @returns what it did, one line each, without secrets
 * @throws Error when the admin may not do it, or when what it found leaves a hole in the walls
 */
export async function ensureRoles(adminUrl: string, urls: LoginUrls): Promise<string[]> {
  const logins = readLogins(urls)
  const done: string[] = []
  const client = await connectToDatabase(adminUrl, done)
  try {
    for (const [group, made] of await ensureGroups(client)) {
      done.push(`group ${group}: ${made ? 'made' : 'there'}`)
    }
    for (const login of logins) {
      const made = await ensureLogin(client, login)
      const password = login.password === undefined ? 'no password' : 'password set'
      done.push(`login ${login.name}: ${made ? 'made' : 'there'}, ${password}, member of ${login.group}`)
    }
    done.push(await openStatistics(client))
    await secureDatabase(client)
    const faults = await findFaults(
      client,
      logins.map((login) => login.name),
    )
    if (faults.length > 0) throw new Error(`The roles are not safe:\n  ${faults.join('\n  ')}`)
    done.push(`database ${client.database}: open to the groups only, UTC`)
    return done
  } finally {
    await client.end()
  }
}
