import { runCommand } from '../command-line/run-command.ts'
import { requireNoDrift } from '../schema-engine/schema-drift.ts'

await runCommand(async () => {
  await requireNoDrift()
  console.log('The migrations make what prisma/schema.prisma says.')
})
