import { runCommand } from './command.ts'
import { requireNoDrift } from './schema-drift.ts'

await runCommand(async () => {
  await requireNoDrift()
  console.log('The migrations make what prisma/schema.prisma says.')
})
