import { runCommand } from '../command-line/run-command.ts'
import { refreshTemplate } from '../preview/template.ts'
import { required } from '../roles/role-urls.ts'

await runCommand(async () => {
  console.log((await refreshTemplate(required('PREVIEW_ADMIN_DATABASE_URL'))).join('\n'))
})
