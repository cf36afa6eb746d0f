import { parseArgs } from 'node:util'
import { runCommand } from '../command-line/run-command.ts'
import { createPreview } from '../preview/create-preview.ts'
import { previewBranch } from '../preview/preview-arguments.ts'
import { required } from '../roles/role-urls.ts'

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      branch: { type: 'string' },
      'pull-request': { type: 'string' },
      reset: { type: 'boolean', default: false },
    },
  })
  const lines = await createPreview(required('PREVIEW_ADMIN_DATABASE_URL'), {
    branch: previewBranch(values.branch),
    secret: required('PREVIEW_SECRET'),
    pullRequest: values['pull-request'] ?? process.env['VERCEL_GIT_PULL_REQUEST_ID'],
    reset: values.reset,
  })
  console.log(lines.join('\n'))
})
