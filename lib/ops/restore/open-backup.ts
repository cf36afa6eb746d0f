import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { decryptFiles } from '../backup/encrypted-files.ts'
import { fileIssues } from '../backup/file-sums.ts'
import { type Manifest, readManifest } from '../backup/manifest.ts'
import { findPrograms, type Programs } from '../database/postgres-programs.ts'

/** A backup whose files are what its manifest says. */
export type Backup = { folder: string; manifest: Manifest }

/** @throws Error that names every missing, changed or unknown file */
export async function verifyFiles(folder: string): Promise<Backup> {
  const path = resolve(folder)
  const manifest = await readManifest(path)
  const issues = await fileIssues(path, manifest.files)
  if (issues.length > 0) throw new Error(`The files are not those of the backup:\n  ${issues.join('\n  ')}`)
  return { folder: path, manifest }
}

/**
 * Runs `work` with the folder of the readable files: the backup's own, or a temporary one with them decrypted.
 * @param identity the private key of one recipient; not needed where nothing is encrypted
 */
export async function withReadableFiles<T>(
  { folder, manifest }: Backup,
  identity: string | undefined,
  work: (readable: string) => Promise<T>,
): Promise<T> {
  if (manifest.recipients === null) return work(folder)
  if (!identity) {
    throw new Error(
      `This backup is encrypted to ${manifest.recipients.join(', ')}: BACKUP_IDENTITY has to be the private key of one of them.`,
    )
  }
  const readable = await mkdtemp(join(tmpdir(), 'oneclicktag-backup-'))
  try {
    await decryptFiles(folder, readable, identity)
    return await work(readable)
  } finally {
    await rm(readable, { recursive: true, force: true })
  }
}

/** Programs that can read the backup's dump, and run or connect to a server that accepts it. */
export async function restoringPrograms(
  { serverMajor, tools }: Manifest,
  wanted: Parameters<typeof findPrograms>[0],
): Promise<Programs> {
  return findPrograms(wanted, Math.max(serverMajor, Number.parseInt(tools.pg_dump, 10)))
}
