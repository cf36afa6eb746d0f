import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type SystemUser, temporaryParent } from './postgres-user.ts'
import { SERVER_ENV } from './run-server.ts'

const run = promisify(execFile)

export const SUPERUSER = 'postgres'

/** The folder of a cluster: its files in `data`, and a file with the superuser's password. */
export type ClusterFolder = { path: string; temporary: boolean }

/** Creates `dataDirectory`, or a temporary folder, accessible only to the user who runs the server. */
export async function prepareFolder(
  dataDirectory: string | undefined,
  user: SystemUser | undefined,
): Promise<ClusterFolder> {
  const temporary = dataDirectory === undefined
  const path =
    dataDirectory ?? (await mkdtemp(join(await temporaryParent(user), 'oneclicktag-postgres-data-')))
  await mkdir(path, { recursive: true, mode: 0o700 })
  if (user) await chown(path, user.uid, user.gid)
  return { path, temporary }
}

async function localeOptions(initdb: string): Promise<string[]> {
  const { stdout } = await run(initdb, ['--version'])
  const major = Number(/\d+/.exec(stdout)?.[0])
  return major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : ['--locale=C.UTF-8']
}

/**
 * Creates a cluster in `folder` unless it has one. The password file gets its final name when the cluster is complete, so
 * an interrupted start is repeated.
 * @returns the superuser's password
 */
export async function initialiseCluster(
  binaries: string,
  folder: string,
  user: SystemUser | undefined,
): Promise<string> {
  const passwordFile = join(folder, 'superuser-password')
  const known = await readFile(passwordFile, 'utf8').catch(() => undefined)
  if (known) return known

  const initdb = join(binaries, 'initdb')
  const data = join(folder, 'data')
  const password = randomBytes(18).toString('base64url')
  const newPasswordFile = `${passwordFile}.new`
  await rm(data, { recursive: true, force: true })
  await writeFile(newPasswordFile, password, { mode: 0o600 })
  if (user) await chown(newPasswordFile, user.uid, user.gid)
  await run(
    initdb,
    [
      `--pgdata=${data}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${newPasswordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--no-sync',
      '--no-instructions',
      ...(await localeOptions(initdb)),
    ],
    { ...user, cwd: folder, env: SERVER_ENV },
  )
  await rename(newPasswordFile, passwordFile)
  return password
}
