import { execFile, spawn } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { basename, delimiter, join } from 'node:path'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { SERVER_ENV } from '../../embedded-postgres/postgres-server.ts'
import type { SystemUser } from '../../embedded-postgres/postgres-user.ts'

const DEBIAN_FOLDER = '/usr/lib/postgresql'
const LAST_CHARACTERS = 2_000
/** What libpq knows of the parameters in our URLs; it refuses one that it does not know. */
const LIBPQ_PARAMETERS = new Set([
  'sslmode',
  'sslrootcert',
  'sslcert',
  'sslkey',
  'channel_binding',
  'connect_timeout',
  'options',
])

/** A folder with programs of PostgreSQL, all of one version. */
export type Programs = { folder: string; version: string; major: number }

async function candidateFolders(): Promise<string[]> {
  const majors = await readdir(DEBIAN_FOLDER).catch(() => [])
  return [
    ...majors.map((major) => join(DEBIAN_FOLDER, major, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter).filter(Boolean),
  ]
}

/** The version of the program in `folder`, or undefined where there is none that runs. */
async function look(folder: string, program: string): Promise<Programs | undefined> {
  const answer = await promisify(execFile)(join(folder, program), ['--version']).catch(() => undefined)
  const version = /(\d+)(\.\d+)*/.exec(answer?.stdout ?? '')
  return version ? { folder, version: version[0], major: Number(version[1]) } : undefined
}

/**
 * The oldest programs that are new enough: `POSTGRES_BIN`, else Debian's folders, else the PATH.
 * @param wanted those that must be there; a newer `pg_dump` reads an older server, never the other way round
 * @throws Error that names the package to install
 */
export async function findPrograms(
  wanted: readonly ['pg_dump' | 'postgres', ...string[]],
  atLeast: number,
): Promise<Programs> {
  const given = process.env['POSTGRES_BIN']
  const folders = given ? [given] : await candidateFolders()
  const found = await Promise.all(
    folders.map(async (folder) => {
      const programs = await Promise.all(wanted.map((program) => look(folder, program)))
      return programs.includes(undefined) ? undefined : programs[0]
    }),
  )
  const all = found.filter((programs) => programs !== undefined)
  const [best] = all.filter(({ major }) => major >= atLeast).sort((one, other) => one.major - other.major)
  if (best) return best
  const name = wanted[0] === 'postgres' ? `postgresql-${atLeast}` : `postgresql-client-${atLeast}`
  const there = all.map(({ folder, version }) => `${version} in ${folder}`).join(', ') || 'none'
  throw new Error(
    `${wanted.join(', ')} of PostgreSQL ${atLeast} or newer ${wanted.length > 1 ? 'are' : 'is'} needed; found: ${there}.
Install ${name} (apt-get install ${name}; where Debian or Ubuntu have an older one, from https://apt.postgresql.org), or name a folder in POSTGRES_BIN.`,
  )
}

/** How libpq is told of a URL: the password goes into the environment, because everybody may list arguments. */
export function libpqConnection(url: string): { argument: string; env: Record<string, string> } {
  const bare = new URL(url)
  const password = decodeURIComponent(bare.password)
  bare.password = ''
  for (const name of [...bare.searchParams.keys()]) {
    if (!LIBPQ_PARAMETERS.has(name)) bare.searchParams.delete(name)
  }
  return { argument: `--dbname=${bare.href}`, env: password ? { PGPASSWORD: password } : {} }
}

type RunOptions = {
  /** Whom the program connects to. */
  url?: string
  /** Default: who we are. */
  user?: SystemUser | undefined
  /** Reads what the program prints while it runs; by default that is collected. */
  read?: (stdout: Readable) => Promise<void>
}

/**
 * Runs one program to its end.
 * @returns what it printed, unless `read` took that
 * @throws Error with its last words when it fails
 */
export async function runProgram(
  path: string,
  args: readonly string[],
  { url, user, read }: RunOptions = {},
): Promise<string> {
  const connection = url === undefined ? undefined : libpqConnection(url)
  const child = spawn(path, [...args, ...(connection ? [connection.argument] : [])], {
    ...user,
    env: { ...SERVER_ENV, HOME: process.env['HOME'] ?? '/', ...connection?.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  let words = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-LAST_CHARACTERS)
  })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (!read) child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text))
  const [status] = await Promise.all([ended, read?.(child.stdout)])
  if (status !== 0) throw new Error(`${basename(path)} failed (status ${status}):\n${words.trim()}`)
  return printed
}
