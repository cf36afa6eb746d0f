import { runCommand } from '../command-line/run-command.ts'
import { withClient } from '../database/with-client.ts'
import { claimKeys } from '../roles/claim-keys.ts'
import { ensureRoles } from '../roles/ensure-roles.ts'
import { roleUrls } from '../roles/role-urls.ts'
import { writeClaimKeys } from '../roles/write-claim-keys.ts'

await runCommand(async () => {
  const { adminUrl, urls } = roleUrls()
  const keys = claimKeys()
  const done = await ensureRoles(adminUrl, urls)
  done.push(await withClient(urls.owner, (client) => writeClaimKeys(client, keys)))
  console.log(done.join('\n'))
})
