import { runCommand } from '../command-line/run-command.ts'
import { roleUrls } from '../roles/role-urls.ts'
import { ensureRoles } from '../roles/roles.ts'

await runCommand(async () => {
  const { adminUrl, urls } = roleUrls()
  const done = await ensureRoles(adminUrl, urls)
  console.log(done.join('\n'))
})
