import { startPostgres } from '../../embedded-postgres/start-postgres.ts'
import { withClient } from '../database/with-client.ts'
import { ensureRoles } from '../roles/ensure-roles.ts'

/**
 * Runs `work` with the URL of a migration login on an empty database of a temporary server. There `oct_owner` may create
 * databases: Prisma replays migrations in one, the shadow database.
 */
export async function withScratchServer<T>(work: (directUrl: string) => Promise<T>): Promise<T> {
  const server = await startPostgres()
  try {
    const url = (login: string, password: string) =>
      `postgresql://${login}:${password}@127.0.0.1:${server.port}/scratch`
    const admin = new URL(server.adminUrl)
    admin.pathname = '/scratch'
    const owner = url('scratch_owner', crypto.randomUUID())
    await ensureRoles(admin.href, {
      app: url('scratch_app', crypto.randomUUID()),
      system: url('scratch_system', crypto.randomUUID()),
      owner,
    })
    await withClient(server.adminUrl, (client) => client.query('ALTER ROLE oct_owner CREATEDB'))
    return await work(owner)
  } finally {
    await server.stop()
  }
}
