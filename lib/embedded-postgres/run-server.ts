import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Socket } from 'node:net'
import { createInterface } from 'node:readline'
import type { SystemUser } from './postgres-user.ts'

const START_TIMEOUT_MS = 30_000
const LAST_LINES = 20

/** The environment of the server's programs, without any PG* variable. */
export const SERVER_ENV = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }

/**
 * Runs a server until it ends or this process ends, even by kill -9: the guard's stdin is a pipe which then closes.
 * Arguments: the signal that stops the server, the folder to remove at the end (may be empty), the command. The guard
 * prints nothing itself: without a reader, writing would end it.
 */
const GUARD = `
signal=$1; folder=$2; shift 2
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
{ read -r _ <&3; kill -s "$signal" $server; } 2>/dev/null &
reader=$!
exec 3<&- 2>/dev/null
trap 'kill -s "$signal" $server' HUP INT TERM
wait $server
while kill -0 $server 2>/dev/null; do wait $server; done
kill $reader 2>/dev/null
[ -z "$folder" ] || rm -rf "$folder"
`

type ServerOptions = {
  /** Readable by `user`. */
  folder: string
  /** A temporary folder is removed when the server ends, which then need not flush it. */
  temporary: boolean
  user: SystemUser | undefined
  /** For a server other than PostgreSQL: what it logs when it accepts connections, and the signal that stops it. */
  program?: { readyLine: string; signal: 'TERM' | 'KILL' }
}

// Followed by `connections`, of a standby and of one that still recovers by `read-only connections`.
const POSTGRES_IS_READY = 'database system is ready to accept'

/** Resolves with undefined when the server accepts connections, or with its last log lines. */
async function untilReady(guard: ChildProcess, readyLine: string): Promise<string | undefined> {
  const lines: string[] = []
  return new Promise((resolve) => {
    const settle = (failure: string | undefined) => {
      clearTimeout(timer)
      resolve(failure)
    }
    const timer = setTimeout(() => {
      settle(`The server was not ready after ${START_TIMEOUT_MS / 1000} s.\n${lines.join('\n')}`)
    }, START_TIMEOUT_MS)
    guard.once('error', (error) => settle(error.message))
    guard.once('close', () => settle(lines.join('\n')))
    if (!guard.stderr) return settle('The server has no stderr.')
    // Read to the end: a full pipe would block the server.
    createInterface({ input: guard.stderr }).on('line', (line) => {
      if (line.includes(readyLine)) settle(undefined)
      lines.push(line)
      if (lines.length > LAST_LINES) lines.shift()
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
 * Starts a PostgreSQL server (or a pooler in front of one), which ends with this process at the latest.
 * @param command the program and its arguments
 * @returns a function that ends the server and returns when it is gone
 * @throws Error with the server's last log lines when it does not start
 */
export async function runServer(
  command: readonly string[],
  options: ServerOptions,
): Promise<() => Promise<void>> {
  const { folder, temporary, user, program } = options
  const signal = program?.signal ?? (temporary ? 'QUIT' : 'INT')
  const ending = [signal, temporary ? folder : '']
  const guard = spawn('/bin/sh', ['-c', GUARD, 'postgres-guard', ...ending, ...command], {
    ...user,
    cwd: folder,
    env: SERVER_ENV,
    stdio: ['pipe', 'ignore', 'pipe'],
    // Ctrl-C in the terminal reaches this process only; the server ends with it.
    detached: true,
  })
  const failure = await untilReady(guard, program?.readyLine ?? POSTGRES_IS_READY)
  if (failure !== undefined) {
    await stop(guard)
    throw new Error(`${command[0]} did not start:\n${failure}`)
  }
  unref(guard)
  return () => stop(guard)
}
