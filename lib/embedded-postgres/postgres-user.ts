import { readFile, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname } from 'node:path'

/** An operating-system user to run a program as. */
export type SystemUser = { uid: number; gid: number }

/**
 * The user to run PostgreSQL, which rejects root: for root an unprivileged user of every system, else the current user
 * (`undefined`). The user must be in /etc/passwd: `initdb` looks its name up.
 */
export async function postgresUser(): Promise<SystemUser | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const passwd = await readFile('/etc/passwd', 'utf8')
  const users = passwd.split('\n').map((line) => line.split(':'))
  const [, , uid, gid] =
    users.find(([name]) => name === 'nobody') ?? users.find(([name]) => name === 'daemon') ?? []
  if (!uid || !gid)
    throw new Error('PostgreSQL does not run as root, and /etc/passwd has neither nobody nor daemon.')
  return { uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 }
}

async function openToAll(folder: string): Promise<boolean> {
  const { mode } = await stat(folder)
  if ((mode & 0o001) === 0) return false
  return folder === dirname(folder) || openToAll(dirname(folder))
}

/** Whether PostgreSQL, which is another user where this one is root, can reach a folder. */
export async function isInReach(folder: string): Promise<boolean> {
  return (await postgresUser()) === undefined || openToAll(folder)
}

/** The system's folder for temporary files, or /tmp where the other user has no access to it. */
export async function temporaryParent(user: SystemUser | undefined): Promise<string> {
  if (!user || (await openToAll(tmpdir()))) return tmpdir()
  return '/tmp'
}
