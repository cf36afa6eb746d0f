import { runCommand } from '../lib/ops/command-line/run-command.ts'
import { directUrl } from '../lib/ops/database/direct-url.ts'
import { seed } from '../lib/ops/seed/seed.ts'

// A command like those of lib/ops/commands, where Prisma's tools look for it.
await runCommand(async () => {
  for (const { name, organizationId } of await seed(directUrl())) console.log(`${name}: ${organizationId}`)
})
