import { startPostgres } from '../embedded-postgres/start-postgres.ts'
import { withClient } from '../ops/database/with-client.ts'
import { migrate } from '../ops/migrations/migrate.ts'
import { claimKeys } from '../ops/roles/claim-keys.ts'
import { ensureRoles } from '../ops/roles/ensure-roles.ts'
import { writeClaimKeys } from '../ops/roles/write-claim-keys.ts'

/** A migrated database on a local PostgreSQL, with a URL for each login. */
export type LocalDatabase = {
  app: string
  system: string
  owner: string
  stop(): Promise<void>
}

const LOGIN_PASSWORD = 'local-only'

/**
 * Starts PostgreSQL, creates roles and database, applies the migrations and writes the keys of claims.
 * @param folder where the data is kept; without one, `stop` deletes it
 */
export async function startLocalDatabase(
  onStep: (step: string) => void,
  folder?: string,
): Promise<LocalDatabase> {
  const postgres = await startPostgres({ ...(folder !== undefined && { dataDirectory: folder }) }).catch(
    explain,
  )
  try {
    onStep('PostgreSQL is running')
    const as = (login: string) => {
      const url = new URL(postgres.adminUrl)
      url.pathname = '/oneclicktag'
      if (login) {
        url.username = login
        url.password = LOGIN_PASSWORD
      }
      return url.href
    }
    const urls = { app: as('oct_local_app'), system: as('oct_local_system'), owner: as('oct_local_owner') }
    await ensureRoles(as(''), urls)
    onStep('Roles are created')
    await migrate(urls.owner)
    await withClient(urls.owner, (client) => writeClaimKeys(client, claimKeys()))
    onStep('Migrations are applied')
    return { ...urls, stop: () => postgres.stop() }
  } catch (error) {
    await postgres.stop()
    throw error
  }
}

/** PostgreSQL lets one server into a folder. */
function explain(error: unknown): never {
  if (!String(error).includes('postmaster.pid')) throw error
  throw new Error(
    'Another `npm run dev` is at work with what is kept here: stop it, or add `-- --state FOLDER` for a folder of its own.',
    { cause: error },
  )
}
