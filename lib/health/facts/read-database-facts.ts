import { LOGIN_GROUPS, LOGIN_QUERY } from '../../db/login-check.ts'
import { LOGIN_STATE_SQL, type LoginState } from '../../db/login-drift.ts'
import { callBeforeTenant } from '../../tenant/before-tenant.ts'

export type DatabaseFacts = {
  serverVersion: string
  timeZone: string
  /** False where the login could see past row-level security. */
  rowSecurityEnforced: boolean
  /** What its login is besides a member of oct_app. */
  loginIssues: string
  loginState: LoginState
  /** How far the database's clock is ahead of the function's, in milliseconds. */
  clockAheadMs: number
}

/** Asks the database, through the connection that requests use. */
export async function readDatabaseFacts(): Promise<DatabaseFacts> {
  const askedAt = Date.now()
  const [row] = await callBeforeTenant<Omit<DatabaseFacts, 'clockAheadMs'> & { now: Date }>(
    `select current_setting('server_version') as "serverVersion", current_setting('TimeZone') as "timeZone",
       not (r.rolsuper or r.rolbypassrls) and (
         select bool_and(c.relrowsecurity and c.relforcerowsecurity and row_security_active(c.oid))
         from pg_class c
         where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> '_prisma_migrations'
       ) as "rowSecurityEnforced",
       login.issues as "loginIssues", to_jsonb(state) as "loginState", clock_timestamp() as now
     from pg_roles r cross join (${LOGIN_QUERY}) login cross join (${LOGIN_STATE_SQL}) state
     where r.rolname = current_user`,
    [LOGIN_GROUPS.DATABASE_URL],
  )
  if (!row) throw new Error('the role of the connection is not in pg_roles')
  const { now, ...facts } = row
  return { ...facts, clockAheadMs: now.getTime() - (askedAt + Date.now()) / 2 }
}
