import pg from 'pg'
import { z } from 'zod'
import { GROUPS } from '../roles/groups.ts'

/** A setting of a role, of a role in this database, or of the database (`role` null). */
const Setting = z.strictObject({
  role: z.string().nullable(),
  inDatabase: z.boolean(),
  name: z.string(),
  value: z.string(),
})
type Setting = z.infer<typeof Setting>

/** Our groups, their logins without passwords, and the settings of both. */
export const RecordedRoles = z.strictObject({
  logins: z.array(z.strictObject({ name: z.string(), group: z.enum(GROUPS) })),
  settings: z.array(Setting),
})
export type RecordedRoles = z.infer<typeof RecordedRoles>

/** Settings that hold a list: quoted as one, it would be a single name with commas in it. */
const LISTS = new Set([
  'search_path',
  'temp_tablespaces',
  'session_preload_libraries',
  'local_preload_libraries',
])

/**
 * What `pg_dumpall --roles-only --no-role-passwords` would print for our roles. The server's admin is not included: it
 * may create roles, and every server has its own.
 */
export async function readRoles(client: pg.Client): Promise<RecordedRoles> {
  const logins = await client.query<RecordedRoles['logins'][number]>(
    `select distinct login.rolname as name, team.rolname as group
     from pg_auth_members m join pg_roles team on team.oid = m.roleid join pg_roles login on login.oid = m.member
     where team.rolname = any ($1) and login.rolcanlogin and not (login.rolsuper or login.rolcreaterole)
     order by 1, 2`,
    [GROUPS],
  )
  const names = [...GROUPS, ...logins.rows.map((login) => login.name)]
  const settings = await client.query<Setting>(
    `select r.rolname as role, s.setdatabase <> 0 as "inDatabase",
       split_part(pair, '=', 1) as name, substr(pair, strpos(pair, '=') + 1) as value
     from pg_db_role_setting s left join pg_roles r on r.oid = s.setrole, unnest(s.setconfig) pair
     where s.setdatabase in (0, (select oid from pg_database where datname = current_database()))
       and (r.rolname = any ($1) or s.setrole = 0 and s.setdatabase <> 0)
     order by 1 nulls first, 2, 3`,
    [names],
  )
  return { logins: logins.rows, settings: settings.rows }
}

function settingSql({ role, inDatabase, name, value }: Setting): string {
  const items = LISTS.has(name)
    ? value.split(',').map((item) => item.trim().replace(/^"(.*)"$/, '$1'))
    : [value]
  const assignment = `set ${pg.escapeIdentifier(name)} = ${items.map((item) => pg.escapeLiteral(item)).join(', ')}`
  if (!inDatabase) return `alter role ${pg.escapeIdentifier(role ?? 'all')} ${assignment};`
  const statement =
    role === null ? 'alter database %I' : `alter role ${pg.escapeIdentifier(role)} in database %I`
  return `do $do$ begin execute format(${pg.escapeLiteral(statement)}, current_database()) || ${pg.escapeLiteral(` ${assignment}`)}; end $do$;`
}

function createRoleSql(name: string, kind: 'login' | 'nologin'): string {
  return `do $do$ begin create role ${pg.escapeIdentifier(name)} ${kind}; exception when duplicate_object then null; end $do$;`
}

/** The same as idempotent SQL, for an admin who may create roles. Passwords are set by `npm run db:roles`. */
export function rolesSql({ logins, settings }: RecordedRoles): string {
  return [
    ...GROUPS.map((group) => createRoleSql(group, 'nologin')),
    ...logins.flatMap(({ name, group }) => [
      createRoleSql(name, 'login'),
      `grant ${group} to ${pg.escapeIdentifier(name)};`,
    ]),
    ...settings.map(settingSql),
    '',
  ].join('\n')
}
