import { parseArgs } from 'node:util'
import { requiredSetting } from '../command-line/required-setting.ts'
import { runCommand } from '../command-line/run-command.ts'
import { createPreview } from '../preview/create-preview.ts'
import { previewBranch } from '../preview/preview-branch.ts'

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      branch: { type: 'string' },
      'pull-request': { type: 'string' },
      reset: { type: 'boolean', default: false },
    },
  })
  const lines = await createPreview(requiredSetting('PREVIEW_ADMIN_DATABASE_URL'), {
    branch: previewBranch(values.branch),
    secret: requiredSetting('PREVIEW_SECRET'),
    pullRequest: values['pull-request'] ?? process.env['VERCEL_GIT_PULL_REQUEST_ID'],
    reset: values.reset,
  })
  console.log(lines.join('\n'))
})
