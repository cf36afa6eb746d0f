import { parseArgs } from 'node:util'
import { requiredSetting } from '../command-line/required-setting.ts'
import { runCommand } from '../command-line/run-command.ts'
import { previewBranch } from '../preview/preview-branch.ts'
import { removePreview } from '../preview/remove-preview.ts'

await runCommand(async () => {
  const { values } = parseArgs({ options: { branch: { type: 'string' } } })
  const lines = await removePreview(
    requiredSetting('PREVIEW_ADMIN_DATABASE_URL'),
    previewBranch(values.branch),
  )
  console.log(lines.join('\n'))
})
