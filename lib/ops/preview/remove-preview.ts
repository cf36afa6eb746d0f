import type pg from 'pg'
import { PREVIEW_NAME, previewLogins, previewName } from '../../settings/preview-name.ts'
import { run } from '../roles/roles.ts'
import { findPreview } from './mark.ts'
import { onPreviewServer, withLock } from './preview-server.ts'

/**
 * Removes the preview of a branch with everything in it; functions that still use it are cut off. May be repeated.
 * @returns what it did, one line each
 * @throws Error where the name is taken by a database that is no preview
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
 * Drops a preview's database, if there is one, and its logins.
 * @returns the logins that there were
 */
export async function dropPreview(client: pg.Client, name: string): Promise<string[]> {
  if (!PREVIEW_NAME.test(name)) throw new Error(`${name} is not the name of a preview.`)
  const { rows } = await client.query<{ login: string }>(
    'SELECT rolname AS login FROM pg_roles WHERE rolname = ANY ($1) ORDER BY 1',
    [Object.values(previewLogins(name))],
  )
  for (const { login } of rows) {
    await run(client, { template: 'ALTER ROLE %I NOLOGIN', values: [login] })
    // An admin who is no superuser ends the sessions of roles that it is a member of.
    await run(client, { template: 'GRANT %I TO CURRENT_USER', values: [login] })
  }
  await run(client, { template: 'DROP DATABASE IF EXISTS %I WITH (FORCE)', values: [name] })
  for (const { login } of rows) await run(client, { template: 'DROP ROLE %I', values: [login] })
  return rows.map(({ login }) => login)
}
