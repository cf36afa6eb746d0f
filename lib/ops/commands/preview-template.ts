import { requiredSetting } from '../command-line/required-setting.ts'
import { runCommand } from '../command-line/run-command.ts'
import { refreshTemplate } from '../preview/refresh-template.ts'

await runCommand(async () => {
  console.log((await refreshTemplate(requiredSetting('PREVIEW_ADMIN_DATABASE_URL'))).join('\n'))
})
