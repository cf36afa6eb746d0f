import { parseArgs } from 'node:util'
import { runCommand } from '../command-line/run-command.ts'
import { previewBranch } from '../preview/preview-arguments.ts'
import { removePreview } from '../preview/remove-preview.ts'
import { required } from '../roles/role-urls.ts'

await runCommand(async () => {
  const { values } = parseArgs({ options: { branch: { type: 'string' } } })
  const lines = await removePreview(required('PREVIEW_ADMIN_DATABASE_URL'), previewBranch(values.branch))
  console.log(lines.join('\n'))
})
