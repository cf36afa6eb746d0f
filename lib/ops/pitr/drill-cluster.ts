import { randomUUID } from 'node:crypto'
import { chmod, chown, copyFile, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { postgresUser, type SystemUser, temporaryParent } from '../../embedded-postgres/postgres-user.ts'
import { type LocalPostgres, startPostgres } from '../../embedded-postgres/start-postgres.ts'
import type { NamedKeys } from '../../settings/named-keys.ts'
import type { Programs } from '../database/postgres-programs.ts'
import { withClient } from '../database/with-client.ts'
import { migrate } from '../migrations/migrate.ts'
import { ensureRoles } from '../roles/ensure-roles.ts'
import { randomClaimKeys } from '../roles/random-claim-keys.ts'
import type { LoginUrls } from '../roles/read-logins.ts'
import { writeClaimKeys } from '../roles/write-claim-keys.ts'
import { seed } from '../seed/seed.ts'
import { archivingSettings, recoverySettings, type ServerSettings } from './archiving-settings.ts'
import { waitUntil } from './wait-until.ts'

const SCRIPT = fileURLToPath(new URL('archive-wal.sh', import.meta.url))
const DATABASE = 'oneclicktag'
/** Durable as a production server, with commit timestamps to compare with. */
const DURABLE: ServerSettings = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  track_commit_timestamp: 'on',
}

/** What both servers of the drill share. */
export type DrillSetup = {
  programs: Programs
  /** The owner of the servers' files; default: the current user. */
  user: SystemUser | undefined
  folder: string
  archive: string
  script: string
  passwords: { app: string; system: string; owner: string }
  claimKeys: NamedKeys
}

export type DrillServer = LocalPostgres & { database: string; urls: LoginUrls }

/** Runs `work` with a temporary folder, an empty archive and the script where the servers' user may run it. */
export async function withDrillSetup<T>(
  programs: Programs,
  work: (setup: DrillSetup) => Promise<T>,
): Promise<T> {
  const user = await postgresUser()
  const folder = await mkdtemp(join(await temporaryParent(user), 'oneclicktag-pitr-'))
  const archive = join(folder, 'archive')
  const script = join(folder, 'archive-wal.sh')
  try {
    await mkdir(archive, { mode: 0o700 })
    await copyFile(SCRIPT, script)
    await chmod(script, 0o755)
    if (user) for (const path of [folder, archive]) await chown(path, user.uid, user.gid)
    const passwords = { app: randomUUID(), system: randomUUID(), owner: randomUUID() }
    return await work({ programs, user, folder, archive, script, passwords, claimKeys: randomClaimKeys() })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function start(
  { programs, passwords }: DrillSetup,
  dataDirectory: string,
  settings: ServerSettings,
): Promise<DrillServer> {
  const server = await startPostgres({
    binaries: programs.folder,
    dataDirectory,
    settings: { ...DURABLE, ...settings },
  })
  const onDatabase = (login?: keyof typeof passwords) => {
    const url = Object.assign(new URL(server.adminUrl), { pathname: `/${DATABASE}` })
    return login
      ? Object.assign(url, { username: `drill_${login}`, password: passwords[login] }).href
      : url.href
  }
  const urls = { app: onDatabase('app'), system: onDatabase('system'), owner: onDatabase('owner') }
  return { ...server, database: onDatabase(), urls }
}

const primaryFolder = (setup: DrillSetup) => join(setup.folder, 'primary')
const recoveredFolder = (setup: DrillSetup) => join(setup.folder, 'recovered')

/** The data folder of the second server, which gets the base backup. */
export async function prepareRecovered(setup: DrillSetup): Promise<string> {
  const folder = recoveredFolder(setup)
  await mkdir(folder, { mode: 0o700 })
  if (setup.user) await chown(folder, setup.user.uid, setup.user.gid)
  return join(folder, 'data')
}

/** Starts a server that archives, with our database and two seeded organizations. */
export async function startPrimary(setup: DrillSetup): Promise<DrillServer> {
  const server = await start(setup, primaryFolder(setup), archivingSettings(setup.script, setup.archive))
  try {
    await ensureRoles(server.database, server.urls)
    await migrate(server.urls.owner)
    await withClient(server.urls.owner, (client) => writeClaimKeys(client, setup.claimKeys))
    await seed(server.urls.owner)
    return server
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** Deletes the primary's files: only base backup and archive remain to recover from. */
export async function destroyPrimary(setup: DrillSetup): Promise<void> {
  // The base backup has the primary's superuser password.
  await cp(
    join(primaryFolder(setup), 'superuser-password'),
    join(recoveredFolder(setup), 'superuser-password'),
    { preserveTimestamps: true },
  )
  await rm(primaryFolder(setup), { recursive: true })
}

/**
 * Starts a server on the base backup, which replays the archive up to `target`. It takes connections that only read before
 * it is there, and is returned when it takes writes.
 */
export async function startRecovered(setup: DrillSetup, target: string): Promise<DrillServer> {
  await writeFile(join(recoveredFolder(setup), 'data', 'recovery.signal'), '')
  const server = await start(setup, recoveredFolder(setup), recoverySettings(setup.archive, target))
  try {
    await withClient(server.database, (admin) =>
      waitUntil('the recovered server is promoted', async () => {
        const { rows } = await admin.query<{ ready: boolean }>('select not pg_is_in_recovery() as ready')
        return rows[0]?.ready === true
      }),
    )
    return server
  } catch (error) {
    await server.stop()
    throw error
  }
}
