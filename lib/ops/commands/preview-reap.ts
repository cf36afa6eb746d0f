import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { numberOption } from '../command-line/number-option.ts'
import { requiredSetting } from '../command-line/required-setting.ts'
import { runCommand } from '../command-line/run-command.ts'
import { reapPreviews } from '../preview/reap-previews.ts'

/** Branches, one per line, from a file or (`-`) from standard input. */
async function readBranches(file: string): Promise<Set<string>> {
  const text = await readFile(file === '-' ? '/dev/stdin' : file, 'utf8')
  return new Set(text.split(/\r?\n/).filter(Boolean))
}

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      open: { type: 'string' },
      'grace-hours': { type: 'string', default: '24' },
      'older-than-days': { type: 'string' },
    },
  })
  if (values.open === undefined && values['older-than-days'] === undefined)
    throw new Error('Give --open FILE with the branches to keep, or --older-than-days N.')
  const lines = await reapPreviews(requiredSetting('PREVIEW_ADMIN_DATABASE_URL'), {
    open: values.open === undefined ? undefined : await readBranches(values.open),
    graceHours: numberOption('grace-hours', values['grace-hours']),
    olderThanDays:
      values['older-than-days'] === undefined
        ? undefined
        : numberOption('older-than-days', values['older-than-days']),
  })
  console.log(lines.join('\n') || 'There are no previews.')
})
