import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { SERVER_ENV } from './postgres-server.ts'
import { type SystemUser, temporaryParent } from './postgres-user.ts'

const run = promisify(execFile)

export const SUPERUSER = 'postgres'

/** The folder of one cluster: its files in `data`, the superuser's password beside them. */
export type ClusterFolder = { path: string; temporary: boolean }

/** Opens `dataDirectory`, or a new temporary folder, to the user who runs the server and nobody else. */
export async function openFolder(
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
 * Makes a cluster in `folder` unless there is one, and answers its superuser's password. The password gets its final
 * name when the cluster is whole, so a start that was cut short is made anew.
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
