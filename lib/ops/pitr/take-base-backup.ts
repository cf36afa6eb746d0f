import { join } from 'node:path'
import type { SystemUser } from '../../embedded-postgres/postgres-user.ts'
import { type Programs, runProgram } from '../database/postgres-programs.ts'

/**
 * Copies the running cluster with the WAL that makes it consistent, and verifies the copy against its manifest.
 * @param superuserUrl a login with REPLICATION
 * @param user the owner of the copy, who will run a server on it
 */
export async function takeBaseBackup(
  programs: Programs,
  superuserUrl: string,
  folder: string,
  user: SystemUser | undefined,
): Promise<void> {
  const options = ['--checkpoint=fast', '--manifest-checksums=SHA256', '--no-password', `--pgdata=${folder}`]
  await runProgram(join(programs.folder, 'pg_basebackup'), options, { url: superuserUrl, user })
  await runProgram(join(programs.folder, 'pg_verifybackup'), ['--quiet', folder], { user })
}
