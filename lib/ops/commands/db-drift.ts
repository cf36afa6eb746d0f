import { runCommand } from '../command-line/run-command.ts'
import { requireNoDrift } from '../schema-engine/require-no-drift.ts'
import { withScratchServer } from '../scratch-server/with-scratch-server.ts'

await runCommand(async () => {
  await withScratchServer(requireNoDrift)
  console.log('The migrations make what prisma/schema.prisma says.')
})
