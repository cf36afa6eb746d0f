import type pg from 'pg'
import { LOGIN_SETTINGS } from '../../db/login-settings.ts'
import { executeStatement } from './execute-statement.ts'
import type { Login } from './plan-login.ts'

/**
 * Takes settings away that a login should not have, in general or in this database: every login may change its own.
 * @returns the names of those that it had
 */
export async function resetSettings(client: pg.Client, { group, name }: Login): Promise<string[]> {
  const { rows } = await client.query<{ setting: string; database: string | null }>(
    `select split_part(pair, '=', 1) as setting, d.datname as database
     from pg_db_role_setting s join pg_roles r on r.oid = s.setrole and r.rolname = $1
     left join pg_database d on d.oid = s.setdatabase, unnest(s.setconfig) pair
     where s.setdatabase = 0 or d.datname = current_database()`,
    [name],
  )
  const surplus = rows.filter(
    ({ setting, database }) =>
      database !== null || !Object.hasOwn(LOGIN_SETTINGS[group], setting.toLowerCase()),
  )
  for (const { setting, database } of surplus) {
    const statement =
      database === null
        ? { template: 'ALTER ROLE %I RESET %I', values: [name, setting] }
        : { template: 'ALTER ROLE %I IN DATABASE %I RESET %I', values: [name, database, setting] }
    await executeStatement(client, statement)
  }
  return surplus.map(({ setting }) => setting)
}
