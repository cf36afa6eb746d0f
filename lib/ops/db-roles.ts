import { runCommand } from './command.ts'
import { roleUrls } from './role-urls.ts'
import { ensureRoles } from './roles.ts'

await runCommand(async () => {
  const { adminUrl, urls } = roleUrls()
  const done = await ensureRoles(adminUrl, urls)
  console.log(done.join('\n'))
})
