import { git } from './base-commit.ts'
import { FIRST_RELEASE } from './check-migrations.ts'
import { migrationsOf } from './folded-since.ts'
import type { Finding, MigrationFile } from './read-migrations.ts'

const FOLDER = 'prisma/migrations'
const NEW_ONE = 'Leave it as it was, and write a new migration with what is to be different.'

/** What has become of migrations that are in `base` already, and may be applied somewhere. */
export async function findEdited(
  folder: string,
  base: string,
  files: readonly MigrationFile[],
): Promise<Finding[]> {
  const changes = (await git(folder, 'diff', '--name-status', '--no-renames', base, '--', FOLDER)) ?? ''
  const edited = changes.split('\n').flatMap((change): Finding[] => {
    const [status, file = ''] = change.split('\t')
    if (!file.endsWith('/migration.sql') || (status !== 'M' && status !== 'D')) return []
    const problem = `A merged migration was ${status === 'D' ? 'removed' : 'edited'}: databases that have it do not change any more.`
    return [{ file, line: 1, rule: 'merged-edited', problem, instead: NEW_ONE }]
  })

  const merged = await migrationsOf(folder, base)
  const newest = merged.at(-1) ?? ''
  const late = files.filter(({ name }) => name >= FIRST_RELEASE && name < newest && !merged.includes(name))
  return [
    ...edited,
    ...late.map(({ path }) => ({
      file: path,
      line: 1,
      rule: 'out-of-order',
      problem: `It comes before ${newest}, which is merged: a new database gets them in another order than the others.`,
      instead: 'Rename its folder to a time after that.',
    })),
  ]
}
