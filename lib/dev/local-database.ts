import { startPostgres } from '../embedded-postgres/start-postgres.ts'
import { migrate } from '../ops/migrations/migrate.ts'
import { ensureRoles } from '../ops/roles/roles.ts'

/** A migrated database on a PostgreSQL of its own, with a URL for each login. */
export type LocalDatabase = {
  app: string
  system: string
  owner: string
  stop(): Promise<void>
}

const LOGIN_PASSWORD = 'local-only'

/** Starts PostgreSQL, makes roles and database, and applies the migrations; the data ends with it. */
export async function startLocalDatabase(onStep: (step: string) => void): Promise<LocalDatabase> {
  const postgres = await startPostgres()
  try {
    onStep('PostgreSQL is up')
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
    onStep('Roles are made')
    await migrate(urls.owner)
    onStep('Migrations are applied')
    return { ...urls, stop: () => postgres.stop() }
  } catch (error) {
    await postgres.stop()
    throw error
  }
}
