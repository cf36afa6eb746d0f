import type pg from 'pg'
import { connectionLimit } from './connection-limit.ts'
import { createIfMissing, executeStatement } from './execute-statement.ts'
import { GROUPS } from './groups.ts'
import { type Login, planLogin } from './plan-login.ts'

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
    await executeStatement(client, { template: 'GRANT oct_owner TO %I', values: [admin.name] })
}

/**
 * Creates the groups that are missing.
 * @returns for each group whether it was created
 */
export async function ensureGroups(client: pg.Client): Promise<Map<string, boolean>> {
  const created = new Map<string, boolean>()
  for (const group of GROUPS) {
    const statement = { template: 'CREATE ROLE %I NOLOGIN', values: [group] }
    created.set(group, await createIfMissing(client, statement))
  }
  await joinOwnerGroup(client)
  return created
}

/**
 * Creates a login, or gives an existing one its password, group and settings.
 * @returns whether it was created
 */
export async function ensureLogin(client: pg.Client, login: Login): Promise<boolean> {
  await client.query("SET password_encryption = 'scram-sha-256'")
  const statement = { template: 'CREATE ROLE %I LOGIN', values: [login.name] }
  const created = await createIfMissing(client, statement)
  const limit = await connectionLimit(client, login.group)
  for (const planned of planLogin(login, limit)) await executeStatement(client, planned)
  return created
}
