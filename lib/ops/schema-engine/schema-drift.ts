import { runPrisma } from '../prisma-cli/run-prisma.ts'
import { withScratchServer } from '../scratch-server/with-scratch-server.ts'

const FROM_MIGRATIONS_TO_SCHEMA = [
  'migrate',
  'diff',
  '--from-migrations=prisma/migrations',
  '--to-schema=prisma/schema.prisma',
  '--exit-code',
]

/**
 * Do the migrations, replayed on an empty server, make the tables that schema.prisma tells of?
 * @throws Error with the differences where they do not
 */
export async function requireNoDrift(): Promise<void> {
  const { exitCode, output } = await withScratchServer((url) => runPrisma(FROM_MIGRATIONS_TO_SCHEMA, url))
  if (exitCode === 0) return
  const what =
    exitCode === 2
      ? 'prisma/schema.prisma and the migrations differ. `npm run db:new -- NAME` writes the missing one.'
      : 'The migrations could not be compared with prisma/schema.prisma.'
  throw new Error(`${output.trim()}\n${what}`)
}
