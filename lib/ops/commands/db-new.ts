import { runCommand } from '../command-line/run-command.ts'
import { runPrisma } from '../prisma-cli/run-prisma.ts'
import { withScratchServer } from '../scratch-server/with-scratch-server.ts'

// The next migration: what prisma/schema.prisma says beyond the migrations, as SQL to read and complete by hand
// (policies, grants, checks). Unlike `prisma migrate dev` it needs no database and no terminal to ask in.
await runCommand(async () => {
  const name = process.argv[2] ?? ''
  if (!/^[a-z0-9_]{1,80}$/.test(name)) throw new Error('Usage: npm run db:new -- name_in_snake_case')
  const timestamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = `prisma/migrations/${timestamp}_${name}`
  const { exitCode, output } = await withScratchServer(async (url) => {
    const diff = [
      'migrate',
      'diff',
      '--from-migrations=prisma/migrations',
      '--to-schema=prisma/schema.prisma',
    ]
    return runPrisma([...diff, '--script', `--output=${folder}/migration.sql`], url)
  })
  if (exitCode !== 0) throw new Error(output.trim())
  console.log(`Made ${folder}/migration.sql`)
})
