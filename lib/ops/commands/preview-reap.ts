import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { runCommand } from '../command-line/run-command.ts'
import { readNumber } from '../preview/preview-arguments.ts'
import { reapPreviews } from '../preview/reap-previews.ts'
import { required } from '../roles/role-urls.ts'

/** Branches, one a line, from a file or (`-`) from standard input. */
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
    throw new Error('Say which may stay: --open FILE with their branches, or --older-than-days N.')
  const lines = await reapPreviews(required('PREVIEW_ADMIN_DATABASE_URL'), {
    open: values.open === undefined ? undefined : await readBranches(values.open),
    graceHours: readNumber('grace-hours', values['grace-hours']),
    olderThanDays:
      values['older-than-days'] === undefined
        ? undefined
        : readNumber('older-than-days', values['older-than-days']),
  })
  console.log(lines.join('\n') || 'There are no previews.')
})
