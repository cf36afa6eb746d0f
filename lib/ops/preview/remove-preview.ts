import type pg from 'pg'
import { PREVIEW_NAME, previewLogins, previewName } from '../../settings/preview-name.ts'
import { executeStatement } from '../roles/execute-statement.ts'
import { dropDatabase } from './drop-database.ts'
import { findPreview } from './preview-record.ts'
import { onPreviewServer, withLock } from './preview-server.ts'

/**
 * Removes the preview of a branch with everything in it; functions that still use it lose their connections. Idempotent.
 * @returns what was done, one line each
 * @throws Error where another database has the name
 */
export async function removePreview(adminUrl: string, branch: string): Promise<string[]> {
  const name = previewName(branch)
  return onPreviewServer(adminUrl, (client) =>
    withLock(client, name, async () => {
      const found = await findPreview(client, name)
      const logins = await dropPreview(client, name)
      if (!found && logins.length === 0) return [`${branch}: there is no ${name}`]
      return [
        ...(found ? [`database ${name}: removed, with everything in it`] : []),
        ...(logins.length > 0 ? [`logins ${logins.join(', ')}: removed`] : []),
      ]
    }),
  )
}

/**
 * Drops a preview's database and logins, as far as they exist.
 * @returns the logins that existed
 */
export async function dropPreview(client: pg.Client, name: string): Promise<string[]> {
  if (!PREVIEW_NAME.test(name)) throw new Error(`${name} is not the name of a preview.`)
  const { rows } = await client.query<{ login: string }>(
    'SELECT rolname AS login FROM pg_roles WHERE rolname = ANY ($1) ORDER BY 1',
    [Object.values(previewLogins(name))],
  )
  for (const { login } of rows) {
    await executeStatement(client, { template: 'ALTER ROLE %I NOLOGIN', values: [login] })
    // An admin without superuser rights can end the sessions of roles that it is a member of.
    await executeStatement(client, { template: 'GRANT %I TO CURRENT_USER', values: [login] })
  }
  await dropDatabase(client, name)
  for (const { login } of rows) await executeStatement(client, { template: 'DROP ROLE %I', values: [login] })
  return rows.map(({ login }) => login)
}
