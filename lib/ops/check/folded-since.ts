import { git } from './base-commit.ts'
import { FIRST_RELEASE } from './check-migrations.ts'
import type { MigrationFile } from './read-migrations.ts'

const FOLDER = 'prisma/migrations'

/** Names of the migrations that a commit has, oldest first. */
export async function migrationsOf(folder: string, commit: string): Promise<string[]> {
  const paths = (await git(folder, 'ls-tree', '--name-only', commit, `${FOLDER}/`)) ?? ''
  const names = paths.split('\n').map((path) => path.slice(FOLDER.length + 1))
  return names.filter((name) => /^\d/.test(name)).sort()
}

/**
 * The newest migration of a commit, where it was folded into others since: nothing can be applied on top of it. Only
 * migrations of before the first release may be folded; a later one that is missing was removed.
 */
export async function foldedSince(
  folder: string,
  base: string,
  files: readonly MigrationFile[],
): Promise<string | undefined> {
  const newest = (await migrationsOf(folder, base)).at(-1)
  const folded = newest !== undefined && newest < FIRST_RELEASE && !files.some(({ name }) => name === newest)
  return folded ? newest : undefined
}
