import { runPrisma } from '../prisma-cli/run-prisma.ts'

const FROM_MIGRATIONS_TO_SCHEMA = [
  'migrate',
  'diff',
  '--from-migrations=prisma/migrations',
  '--to-schema=prisma/schema.prisma',
  '--exit-code',
]

/**
 * Do the migrations, replayed in a shadow database on a server, make the tables that schema.prisma describes?
 * @throws Error with the differences where they do not
 */
export async function requireNoDrift(directUrl: string): Promise<void> {
  const { exitCode, output } = await runPrisma(FROM_MIGRATIONS_TO_SCHEMA, directUrl)
  if (exitCode === 0) return
  const what =
    exitCode === 2
      ? 'prisma/schema.prisma and the migrations differ. `npm run db:new -- NAME` writes the missing one.'
      : 'The migrations could not be compared with prisma/schema.prisma.'
  throw new Error(`${output.trim()}\n${what}`)
}
