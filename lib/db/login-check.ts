import { log } from '../telemetry/log.ts'

/** The settings that functions connect by, with the one group that each one's login must be in. */
export const LOGIN_GROUPS = { DATABASE_URL: 'oct_app', SYSTEM_DATABASE_URL: 'oct_system' } as const
export type LoginSetting = keyof typeof LOGIN_GROUPS

export type LoginRow = { issues: string }

/**
 * What a connection's login is besides a member of the group `$1`; empty where it is nothing else. The login itself is
 * asked about, not the role that it acts as: it can always become itself again. Only what rights follow from counts
 * as owned, so that no statement of the login can have it rejected.
 */
export const LOGIN_QUERY = `select concat_ws(', ',
    case when r.rolsuper then 'is a superuser' end,
    case when r.rolbypassrls then 'bypasses row-level security' end,
    case when r.rolcreaterole then 'may create roles' end,
    case when r.rolcreatedb then 'may create databases' end,
    case when r.rolreplication then 'may replicate' end,
    case when not r.rolsuper then (
      select string_agg('is a member of ' || g.rolname, ', ' order by g.rolname) from pg_roles g
      where g.rolname <> $1::text and g.oid <> r.oid and pg_has_role(r.oid, g.oid, 'member')) end,
    case when not exists (
      select from pg_roles g where g.rolname = $1::text and g.oid <> r.oid and pg_has_role(r.oid, g.oid, 'member'))
      then 'is no member of ' || $1::text end,
    case when exists (
      select from pg_shdepend d where d.refclassid = 'pg_authid'::regclass and d.refobjid = r.oid and d.deptype = 'o'
        and (d.dbid = c.oid and d.classid in ('pg_class'::regclass, 'pg_proc'::regclass, 'pg_namespace'::regclass)
          or d.classid = 'pg_database'::regclass and d.objid = c.oid))
      then 'owns tables, functions, schemas or the database' end) as issues
  from pg_roles r cross join pg_database c
  where r.rolname = session_user and c.datname = current_database()`

/** The URL leads to a login that could do more than its functions may: nothing is read or written with it. */
export class UnsafeLoginError extends Error {
  override readonly name = 'UnsafeLoginError'
  /** The SQLSTATE of a connection that was rejected, so that callers get what they get while there is none. */
  readonly code = '08004'

  constructor(setting: LoginSetting) {
    super(`the login of ${setting} is not exactly a member of ${LOGIN_GROUPS[setting]}`)
  }
}

/** What to do about a login that is not exactly what it has to be. */
export function loginFix(setting: LoginSetting, issues: string): string {
  return `The login of ${setting} ${issues}: use one that is a member of ${LOGIN_GROUPS[setting]} and of nothing else, as \`npm run db:roles\` creates it.`
}

/**
 * Checks once that the login of a setting is exactly what it has to be, by `ask` on a connection that nothing has used
 * yet. A rejected login is asked about again with the next connection.
 */
export class LoginCheck {
  readonly #setting: LoginSetting
  #passed = false

  constructor(setting: LoginSetting) {
    this.#setting = setting
  }

  /** @throws UnsafeLoginError; the log says what is wrong and how to fix it */
  async pass(ask: (text: string, values: [group: string]) => Promise<readonly LoginRow[]>): Promise<void> {
    if (this.#passed) return
    const setting = this.#setting
    const [row] = await ask(LOGIN_QUERY, [LOGIN_GROUPS[setting]])
    const issues = row ? row.issues : 'is unknown'
    if (issues !== '') {
      log.error('database.login_rejected', { setting, issues, fix: loginFix(setting, issues) })
      throw new UnsafeLoginError(setting)
    }
    this.#passed = true
  }
}
