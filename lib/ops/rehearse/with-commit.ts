import { execFile } from 'node:child_process'
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * Runs `work` with a folder that has all of a commit, and the installed packages next to it; it is removed afterwards.
 * @throws Error where git has no such commit
 */
export async function withCommit<T>(
  project: string,
  commit: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const parent = await mkdtemp(join(tmpdir(), 'oneclicktag-rehearsal-'))
  try {
    const archive = join(parent, 'commit.tar')
    await run('git', ['-C', project, 'archive', '--prefix=commit/', `--output=${archive}`, commit])
    await run('tar', ['-xf', archive, '-C', parent])
    const packages = dirname(dirname(createRequire(import.meta.url).resolve('prisma/package.json')))
    await symlink(packages, join(parent, 'commit/node_modules'))
    return await work(join(parent, 'commit'))
  } finally {
    await rm(parent, { recursive: true, force: true })
  }
}

/** Writes the made-up agencies as that commit does, whose tables are as it knows them. */
export async function seedAs(folder: string, ownerUrl: string): Promise<void> {
  await run(process.execPath, ['prisma/seed.ts'], {
    cwd: folder,
    env: { ...process.env, DIRECT_DATABASE_URL: ownerUrl },
  })
}
