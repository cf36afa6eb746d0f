import pg from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { LOGIN_STATE_SQL, type LoginState, loginDrift } from '../../lib/db/login-drift.ts'
import { startPostgres } from '../../lib/embedded-postgres/start-postgres.ts'
import { migrate } from '../../lib/ops/migrations/migrate.ts'
import { ensureRoles } from '../../lib/ops/roles/ensure-roles.ts'
import { ask } from '../fixtures/ask.ts'
import {
  adminPool,
  type FreshDatabase,
  freshDatabase,
  ownerPool,
  workerDatabase,
} from '../fixtures/database.ts'
import { asServerAdmin } from '../fixtures/database-clone.ts'
import { databaseUrls, leadingTo, onDatabase } from '../fixtures/database-urls.ts'

const withUser = (url: string, name: string, password: string) => {
  const changed = new URL(url)
  changed.username = encodeURIComponent(name)
  changed.password = encodeURIComponent(password)
  return changed.href
}

/** The logins of this test alone, for the same database. */
function newLogins(database: FreshDatabase, name: string) {
  return {
    app: withUser(database.app, `${name}_app`, 'a'),
    system: withUser(database.system, `${name}_system`, 'b'),
    owner: withUser(database.owner, `${name}_owner`, 'c'),
  }
}

/** Roles outlive the database of a test. */
async function dropRoles(pattern: string): Promise<void> {
  await asServerAdmin(async (client) => {
    const { rows } = await client.query<{ name: string }>(
      'SELECT quote_ident(rolname) AS name FROM pg_roles WHERE rolname LIKE $1',
      [pattern],
    )
    for (const { name } of rows) await client.query(`DROP ROLE ${name}`)
  })
}

it('no group and no login can step around row-level security', async () => {
  const { rows } = await adminPool().query(
    `SELECT rolname, rolcanlogin FROM pg_roles
      WHERE rolname ~ '^oct_(test_)?(app|owner|system)$'
        AND NOT (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)
      ORDER BY rolname`,
  )
  expect(rows).toEqual([
    { rolname: 'oct_app', rolcanlogin: false },
    { rolname: 'oct_owner', rolcanlogin: false },
    { rolname: 'oct_system', rolcanlogin: false },
    { rolname: 'oct_test_app', rolcanlogin: true },
    { rolname: 'oct_test_owner', rolcanlogin: true },
    { rolname: 'oct_test_system', rolcanlogin: true },
  ])
})

it.for([
  ['app', { user: 'oct_test_app', statements: '15s', idle: '15s' }],
  ['system', { user: 'oct_test_system', statements: '1min', idle: '30s' }],
  ['owner', { user: 'oct_owner', statements: '0', idle: '0' }],
] as const)('the %s login carries its zone, its schema and its time-outs', async ([login, expected]) => {
  const rows = await ask(
    workerDatabase()[login],
    `SELECT current_user::text AS user,
            current_setting('statement_timeout') AS statements,
            current_setting('idle_in_transaction_session_timeout') AS idle,
            current_setting('lock_timeout') AS locks,
            current_setting('timezone') AS zone,
            current_setting('search_path') AS path`,
  )
  expect(rows).toEqual([{ ...expected, locks: '5s', zone: 'UTC', path: 'public' }])
})

it('what the migration login makes belongs to oct_owner', async () => {
  await using database = await freshDatabase()
  const owner = ownerPool(database)
  await owner.query(
    'CREATE TABLE made_now (); CREATE SCHEMA another; CREATE EXTENSION IF NOT EXISTS btree_gin',
  )
  const { rows } = await owner.query("SELECT tableowner FROM pg_tables WHERE tablename = 'made_now'")
  expect(rows).toEqual([{ tableowner: 'oct_owner' }])
})

it('a stranger cannot connect, and the app cannot make anything', async () => {
  await using database = await freshDatabase()
  await ask(database.admin, "CREATE ROLE roles_test_stranger LOGIN PASSWORD 'x'")
  onTestFinished(() => dropRoles('roles_test_stranger'))

  const stranger = withUser(database.app, 'roles_test_stranger', 'x')
  await expect(ask(stranger, 'SELECT 1')).rejects.toMatchObject({ code: '42501' })
  await expect(ask(database.app, 'CREATE TABLE mine ()')).rejects.toMatchObject({ code: '42501' })
  await expect(ask(database.app, 'CREATE TEMPORARY TABLE mine ()')).rejects.toMatchObject({ code: '42501' })
  await expect(ask(database.app, 'SET ROLE oct_owner')).rejects.toMatchObject({ code: '42501' })
})

it('a second run changes nothing, and a new password is taken', async () => {
  await using database = await freshDatabase()
  const logins = newLogins(database, 'roles_test_again')
  onTestFinished(() => dropRoles('roles_test_again%'))

  const first = await ensureRoles(database.admin, logins)
  expect(first).toContain('login roles_test_again_app: created, password set, member of oct_app')
  const password = `it's 100% "odd" \\ $1 %I`
  const second = await ensureRoles(database.admin, {
    ...logins,
    app: withUser(logins.app, 'roles_test_again_app', password),
  })
  expect(second).toContain('login roles_test_again_app: exists, password set, member of oct_app')
  expect(second.join()).not.toContain('odd')
  await expect(ask(logins.app, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' })
  expect(await ask(withUser(logins.app, 'roles_test_again_app', password), 'SELECT 1 AS one')).toEqual([
    { one: 1 },
  ])
})

it('several runs at once all succeed', async () => {
  await using database = await freshDatabase()
  const logins = newLogins(database, 'roles_test_race')
  onTestFinished(() => dropRoles('roles_test_race%'))

  const runs = await Promise.all(Array.from({ length: 6 }, () => ensureRoles(database.admin, logins)))
  expect(runs).toHaveLength(6)
  const user = await ask(logins.owner, 'SELECT current_user::text AS user')
  expect(user).toEqual([{ user: 'oct_owner' }])
})

it('a login that could step around the walls is refused', async () => {
  await using database = await freshDatabase()
  const logins = newLogins(database, 'roles_test_hole')
  onTestFinished(() => dropRoles('roles_test_hole%'))
  await ask(
    database.admin,
    'CREATE ROLE roles_test_hole_app LOGIN BYPASSRLS; CREATE ROLE roles_test_hole_system LOGIN IN ROLE oct_owner, pg_read_all_data, oct_app',
  )

  const run = ensureRoles(database.admin, logins)
  await expect(run).rejects.toThrow('roles_test_hole_app must be NOSUPERUSER NOBYPASSRLS')
  for (const group of ['oct_owner', 'oct_app', 'pg_read_all_data']) {
    await expect(run).rejects.toThrow(`roles_test_hole_system must not be a member of ${group}`)
  }
})

it('an admin who is no superuser is enough, and makes the database too', async () => {
  const server = await startPostgres()
  onTestFinished(() => server.stop())
  await ask(server.adminUrl, "CREATE ROLE managed_admin LOGIN PASSWORD 'm' CREATEROLE CREATEDB")
  const admin = withUser(leadingTo(server.adminUrl, 'shop'), 'managed_admin', 'm')
  const logins = {
    app: withUser(admin, 'shop_app', 'a'),
    system: withUser(admin, 'shop_system', 'b'),
    owner: withUser(admin, 'shop_owner', 'c'),
  }

  await ensureRoles(admin, logins)
  await ensureRoles(admin, logins)
  await ask(logins.owner, 'CREATE EXTENSION pg_trgm; CREATE TABLE thing (); GRANT SELECT ON thing TO oct_app')
  expect(await ask(logins.app, 'SELECT count(*)::int FROM thing')).toEqual([{ count: 0 }])
})

/** How the login differs from what it should be, as it sees that itself. */
async function driftOf(url: string): Promise<string[]> {
  const [state] = await ask<LoginState>(url, LOGIN_STATE_SQL)
  return state ? loginDrift('oct_app', state) : ['unknown']
}

it.each([
  ['row_security = off', 'row_security is set to off, and should not be set'],
  ['statement_timeout = 0', 'statement_timeout is 0, and should be 15s'],
  ['search_path = pg_temp, public', 'search_path is pg_temp, public, and should be public'],
  ['default_transaction_read_only = on', 'default_transaction_read_only is set to on, and should not be set'],
  ['synchronous_commit = off', 'synchronous_commit is set to off, and should not be set'],
  ['enable_indexscan = off', 'enable_indexscan is set to off, and should not be set'],
  // A setting of no one's is for superusers.
  ['"app.anything" = 1', undefined],
])('what a login sets for itself is named, and db:roles resets it: %s', async (setting, expected) => {
  await using database = await freshDatabase()
  const logins = newLogins(database, 'roles_test_drift')
  onTestFinished(() => dropRoles('roles_test_drift%'))
  await ensureRoles(database.admin, logins)
  expect(await driftOf(logins.app)).toEqual([])

  for (const where of ['', 'in database %I']) {
    const [statement] = await ask<{ sql: string }>(
      logins.app,
      `select format('alter role current_user ${where} set ${setting}', current_database()) as sql`,
    )
    const altered = await ask(logins.app, statement?.sql ?? '').then(
      () => true,
      () => false,
    )
    expect(altered).toBe(expected !== undefined)
    if (expected === undefined) continue
    expect(await driftOf(logins.app)).toContain(expected)
    const done = await ensureRoles(database.admin, logins)
    expect(await driftOf(logins.app)).toEqual([])
    if (where) expect(done.join()).toContain('login roles_test_drift_app: had settings of its own, now reset')
  }
})

it('no login can take the connections that the others need', async () => {
  const server = await startPostgres({ settings: { max_connections: '43' } })
  onTestFinished(() => server.stop())
  const urls = databaseUrls(server.adminUrl, 'limited')
  await ensureRoles(urls.admin, urls)
  const rows = await ask(
    urls.admin,
    "select rolname as login, rolconnlimit as connections from pg_roles where rolname like 'oct_test_%' order by 1",
  )
  expect(rows).toEqual([
    { login: 'oct_test_app', connections: 30 },
    { login: 'oct_test_owner', connections: 20 },
    { login: 'oct_test_system', connections: 20 },
  ])
  await ask(urls.admin, 'alter role oct_test_app connection limit -1')
  expect(await driftOf(urls.app)).toEqual(['there is no limit to its connections'])
})

it.each(['lo_create(0)', "lo_from_bytea(0, 'x')", 'lo_creat(-1)'])(
  'neither the app nor the system can make a large object: %s',
  async (call) => {
    for (const login of ['app', 'system'] as const) {
      const made = ask(workerDatabase()[login], `select ${call}`)
      await expect(made).rejects.toMatchObject({ code: '42501' })
    }
  },
)

it.each([
  ['btree_gin', undefined],
  ['pg_trgm', /extension pg_trgm is in schema extensions.*\n {2}alter extension pg_trgm set schema public;$/],
])(
  'where %s is installed in another schema, migrations work or say the line to run',
  async (extension, riddle) => {
    const name = `oct_elsewhere_${extension}`
    const template = onDatabase(workerDatabase(), name)
    await ensureRoles(template.admin, template)
    onTestFinished(() =>
      asServerAdmin(async (client) => void (await client.query(`drop database ${name} with (force)`))),
    )
    await ask(template.admin, `create schema extensions; create extension ${extension} schema extensions`)
    if (riddle) {
      await expect(migrate(template.owner)).rejects.toThrow(riddle)
      await ask(template.admin, `alter extension ${extension} set schema public`)
    }
    expect(await migrate(template.owner)).toContain('successfully applied')
  },
)

it('a login of the app that holds Prisma’s advisory lock does not stop migrations', async () => {
  await using database = await freshDatabase()
  const holder = new pg.Client(database.app)
  await holder.connect()
  await holder.query('select pg_advisory_lock(72707369), pg_advisory_lock(72707369)')
  const said = await migrate(database.owner)
  expect(said).toContain('No pending migrations to apply')
  await holder.query('begin')
  const locked = holder.query('lock table _prisma_migrations in share update exclusive mode')
  await expect(locked).rejects.toMatchObject({ code: '42501' })
  await holder.end()
})
