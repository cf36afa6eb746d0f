import { randomUUID } from 'node:crypto'
import { chmod, chown, copyFile, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { postgresUser, type SystemUser, temporaryParent } from '../../embedded-postgres/postgres-user.ts'
import { type LocalPostgres, startPostgres } from '../../embedded-postgres/start-postgres.ts'
import type { Programs } from '../database/postgres-programs.ts'
import { migrate } from '../migrations/migrate.ts'
import { ensureRoles } from '../roles/roles.ts'
import type { LoginUrls } from '../roles/roles-plan.ts'
import { seed } from '../seed/seed.ts'
import { archivingSettings, recoverySettings, type ServerSettings } from './archiving.ts'

const SCRIPT = fileURLToPath(new URL('archive-wal.sh', import.meta.url))
const DATABASE = 'oneclicktag'
/** As on a real server, and commit times on record to check against. */
const DURABLE: ServerSettings = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  track_commit_timestamp: 'on',
}

/** What both servers of the drill share. */
export type DrillGround = {
  programs: Programs
  /** Owns the servers' files; undefined: we do. */
  user: SystemUser | undefined
  folder: string
  archive: string
  script: string
  passwords: { app: string; system: string; owner: string }
}

export type DrillServer = LocalPostgres & { database: string; urls: LoginUrls }

/** Runs `work` with a temporary folder, an empty archive and the script where the servers' user may run it. */
export async function withDrillGround<T>(
  programs: Programs,
  work: (ground: DrillGround) => Promise<T>,
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
    return await work({ programs, user, folder, archive, script, passwords })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function start(
  { programs, passwords }: DrillGround,
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

const primaryFolder = (ground: DrillGround) => join(ground.folder, 'primary')
const recoveredFolder = (ground: DrillGround) => join(ground.folder, 'recovered')

/** Where the data of the second server is to be: the base backup. */
export async function prepareRecovered(ground: DrillGround): Promise<string> {
  const folder = recoveredFolder(ground)
  await mkdir(folder, { mode: 0o700 })
  if (ground.user) await chown(folder, ground.user.uid, ground.user.gid)
  return join(folder, 'data')
}

/** A server that archives, with our database and two seeded organizations. */
export async function startPrimary(ground: DrillGround): Promise<DrillServer> {
  const server = await start(ground, primaryFolder(ground), archivingSettings(ground.script, ground.archive))
  try {
    await ensureRoles(server.database, server.urls)
    await migrate(server.urls.owner)
    await seed(server.urls.owner)
    return server
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** Removes all that the lost server leaves: only base backup and archive are left to recover from. */
export async function destroyPrimary(ground: DrillGround): Promise<void> {
  // Its superuser's password is the one that came along in the base backup.
  await cp(
    join(primaryFolder(ground), 'superuser-password'),
    join(recoveredFolder(ground), 'superuser-password'),
    { preserveTimestamps: true },
  )
  await rm(primaryFolder(ground), { recursive: true })
}

/** Starts a server on the base backup, which takes the archive up to `target` before it lets anybody write. */
export async function startRecovered(ground: DrillGround, target: string): Promise<DrillServer> {
  await writeFile(join(recoveredFolder(ground), 'data', 'recovery.signal'), '')
  return start(ground, recoveredFolder(ground), recoverySettings(ground.archive, target))
}
