import { runCommand } from './command.ts'
import { directUrl } from './direct-url.ts'
import { migrate } from './migrate.ts'

await runCommand(async () => {
  await migrate(directUrl(), { echo: true })
})
