import { execFile, spawn } from 'node:child_process'
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, delimiter, join } from 'node:path'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import type { SystemUser } from '../../embedded-postgres/postgres-user.ts'
import { SERVER_ENV } from '../../embedded-postgres/run-server.ts'
import { certificatesOf, tlsMode } from '../../settings/database-tls.ts'

const DEBIAN_FOLDER = '/usr/lib/postgresql'
const LAST_CHARACTERS = 2_000
/** The parameters of our URLs that libpq knows; it rejects others. */
const LIBPQ_PARAMETERS = new Set([
  'sslmode',
  'sslrootcert',
  'sslcert',
  'sslkey',
  'channel_binding',
  'connect_timeout',
  'options',
])

/** A folder with PostgreSQL programs of one version. */
export type Programs = { folder: string; version: string; major: number }

async function candidateFolders(): Promise<string[]> {
  const majors = await readdir(DEBIAN_FOLDER).catch(() => [])
  return [
    ...majors.map((major) => join(DEBIAN_FOLDER, major, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter).filter(Boolean),
  ]
}

/** The version of the program in `folder`, or undefined where it is missing or does not run. */
async function findProgram(folder: string, program: string): Promise<Programs | undefined> {
  const result = await promisify(execFile)(join(folder, program), ['--version']).catch(() => undefined)
  const version = /(\d+)(\.\d+)*/.exec(result?.stdout ?? '')
  return version ? { folder, version: version[0], major: Number(version[1]) } : undefined
}

/**
 * The oldest programs that are new enough: `POSTGRES_BIN`, else Debian's folders, else the PATH.
 * @param wanted the programs that must exist; a newer `pg_dump` reads an older server, but not the reverse
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
      const programs = await Promise.all(wanted.map((program) => findProgram(folder, program)))
      return programs.includes(undefined) ? undefined : programs[0]
    }),
  )
  const all = found.filter((programs) => programs !== undefined)
  const [best] = all.filter(({ major }) => major >= atLeast).sort((one, other) => one.major - other.major)
  if (best) return best
  const name = wanted[0] === 'postgres' ? `postgresql-${atLeast}` : `postgresql-client-${atLeast}`
  const available = all.map(({ folder, version }) => `${version} in ${folder}`).join(', ') || 'none'
  throw new Error(
    `${wanted.join(', ')} of PostgreSQL ${atLeast} or newer ${wanted.length > 1 ? 'are' : 'is'} needed; found: ${available}.
Install ${name} (apt-get install ${name}; where Debian or Ubuntu have an older one, from https://apt.postgresql.org), or name a folder in POSTGRES_BIN.`,
  )
}

/**
 * A URL for libpq: the password goes into the environment, because every user can list arguments.
 * @param caFile DATABASE_CA as a file; libpq is then as strict as the driver is
 */
export function libpqConnection(
  url: string,
  caFile?: string,
): { argument: string; env: Record<string, string> } {
  const bare = new URL(url)
  const password = decodeURIComponent(bare.password)
  bare.password = ''
  const mode = libpqMode(url, caFile !== undefined)
  if (mode !== undefined) bare.searchParams.set('sslmode', mode)
  if (caFile !== undefined) bare.searchParams.delete('sslrootcert')
  for (const name of [...bare.searchParams.keys()]) {
    if (!LIBPQ_PARAMETERS.has(name)) bare.searchParams.delete(name)
  }
  return {
    argument: `--dbname=${bare.href}`,
    env: {
      ...(password && { PGPASSWORD: password }),
      ...(caFile !== undefined && { PGSSLROOTCERT: caFile }),
    },
  }
}

/** Without DATABASE_CA what the URL says stays: an older libpq does not know where the public authorities are. */
function libpqMode(url: string, hasCa: boolean): string | undefined {
  const mode = tlsMode(url)
  switch (mode) {
    case undefined:
    case 'disable':
      return mode
    case 'no-verify':
      return 'require'
    case 'verify-ca':
    case 'verify-full':
      return hasCa ? mode : (new URL(url).searchParams.get('sslmode') ?? 'require')
    default:
      return mode satisfies never
  }
}

/** DATABASE_CA as a file, which libpq wants, until the end of the block. */
async function caFile(): Promise<AsyncDisposable & { path: string | undefined }> {
  const certificates = certificatesOf(process.env['DATABASE_CA'] ?? '')
  if (certificates.length === 0) return { path: undefined, [Symbol.asyncDispose]: () => Promise.resolve() }
  const folder = await mkdtemp(join(tmpdir(), 'oneclicktag-ca-'))
  const path = join(folder, 'ca.pem')
  await writeFile(path, `${certificates.join('\n')}\n`)
  // It is no secret, and the program may run as another user.
  await chmod(folder, 0o755)
  return { path, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) }
}

type RunOptions = {
  /** The database that the program connects to. */
  url?: string
  /** Default: the current user. */
  user?: SystemUser | undefined
  /** Reads the output as a stream; by default it is collected. */
  read?: (stdout: Readable) => Promise<void>
}

/**
 * Runs one program to its end.
 * @returns the output, unless `read` consumed it
 * @throws Error with its last error output when it fails
 */
export async function runProgram(
  path: string,
  args: readonly string[],
  { url, user, read }: RunOptions = {},
): Promise<string> {
  await using ca = await caFile()
  const connection = url === undefined ? undefined : libpqConnection(url, ca.path)
  const child = spawn(path, [...args, ...(connection ? [connection.argument] : [])], {
    ...user,
    env: { ...SERVER_ENV, HOME: process.env['HOME'] ?? '/', ...connection?.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  let errorOutput = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errorOutput = (errorOutput + text).slice(-LAST_CHARACTERS)
  })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (!read) child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text))
  const [status] = await Promise.all([ended, read?.(child.stdout)])
  if (status !== 0) throw new Error(`${basename(path)} failed (status ${status}):\n${errorOutput.trim()}`)
  return printed
}
