import { callBeforeTenant } from '../tenant/before-tenant.ts'

/** What the operator wants to know of the database; nothing of any tenant. */
export type DatabaseHealth = {
  serverVersion: string
  timeZone: string
  migration: string | null
  /** False where the login could see past row-level security. */
  rowSecurityEnforced: boolean
}

type Row = {
  server_version: string
  time_zone: string
  migration: string | null
  row_security_enforced: boolean
}

/** Asks the database, through the connection that requests use. */
export async function checkHealth(): Promise<DatabaseHealth> {
  const [row] = await callBeforeTenant<Row>(
    `select current_setting('server_version') as server_version, current_setting('TimeZone') as time_zone,
       app.migration_head() as migration,
       not (r.rolsuper or r.rolbypassrls) and (
         select bool_and(c.relrowsecurity and c.relforcerowsecurity and row_security_active(c.oid))
         from pg_class c
         where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> '_prisma_migrations'
       ) as row_security_enforced
     from pg_roles r where r.rolname = current_user`,
    [],
  )
  if (!row) throw new Error('the role of the connection is not in pg_roles')
  return {
    serverVersion: row.server_version,
    timeZone: row.time_zone,
    migration: row.migration,
    rowSecurityEnforced: row.row_security_enforced,
  }
}
