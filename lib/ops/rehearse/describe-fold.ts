import { join } from 'node:path'
import { compareSchemas } from '../schema/compare-schemas.ts'
import { migratedSchema } from '../schema/migrated-schema.ts'
import { withScratchServer } from '../scratch-server/with-scratch-server.ts'
import { withCommit } from './with-commit.ts'

const MIGRATIONS = 'prisma/migrations'

/**
 * How the schema of folded migrations differs from the one of a commit before, for people: whether a difference is a
 * rename or a loss is theirs to judge, and no database that is in use has either.
 * @param newest the migration of that commit which is not there any more
 */
export async function describeFold(project: string, commit: string, newest: string): Promise<string> {
  const made = (folder: string) => withScratchServer((url) => migratedSchema(url, join(folder, MIGRATIONS)))
  const differences = compareSchemas(await withCommit(project, commit, made), await made(project))
  return [
    `Folded since ${commit.slice(0, 7)}: its newest migration, ${newest}, is not in ${MIGRATIONS} any more.`,
    differences.length === 0 ? 'Both make the same schema.' : 'What they make differs in:',
    ...differences.map((line) => `  ${line}`),
  ].join('\n')
}
