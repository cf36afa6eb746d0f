import { runCommand } from '../command-line/run-command.ts'
import { ensureRoles } from '../roles/ensure-roles.ts'
import { roleUrls } from '../roles/role-urls.ts'

await runCommand(async () => {
  const { adminUrl, urls } = roleUrls()
  const done = await ensureRoles(adminUrl, urls)
  console.log(done.join('\n'))
})
