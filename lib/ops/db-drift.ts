import { runCommand } from './command.ts'
import { runPrisma } from './prisma-cli.ts'
import { withScratchServer } from './scratch-server.ts'

const FROM_MIGRATIONS_TO_SCHEMA = [
  'migrate',
  'diff',
  '--from-migrations=prisma/migrations',
  '--to-schema=prisma/schema.prisma',
  '--exit-code',
]

// Do the migrations, replayed on an empty server, make the tables that schema.prisma tells of?
await runCommand(async () => {
  const { exitCode, output } = await withScratchServer((url) => runPrisma(FROM_MIGRATIONS_TO_SCHEMA, url))
  if (exitCode === 0) return console.log('The migrations make what prisma/schema.prisma says.')
  console.log(output.trim())
  throw new Error(
    exitCode === 2
      ? 'prisma/schema.prisma and the migrations differ. `npm run db:new -- NAME` writes the missing one.'
      : 'The migrations could not be compared with prisma/schema.prisma.',
  )
})
