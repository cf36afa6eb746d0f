import { parseArgs } from 'node:util'
import { checkRestored } from '../backup/check-restored.ts'
import { formatChecks } from '../backup/drill-report.ts'
import { restoringPrograms, verifyFiles, withReadableFiles } from '../backup/open-backup.ts'
import { restoreDump, restoreRoles } from '../backup/restore-backup.ts'
import { runCommand } from '../command-line/run-command.ts'
import { roleUrls } from '../roles/role-urls.ts'

// The way of the drill, into the database of ADMIN_DATABASE_URL.
await runCommand(async () => {
  const { values } = parseArgs({ options: { from: { type: 'string' } } })
  if (!values.from) throw new Error('Usage: npm run db:restore -- --from FOLDER')
  const target = roleUrls()
  const backup = await verifyFiles(values.from)
  const programs = await restoringPrograms(backup.manifest, ['pg_dump', 'pg_restore'])
  const checks = await withReadableFiles(backup, process.env['BACKUP_IDENTITY'], async (readable) => {
    await restoreRoles(readable, target)
    await restoreDump(programs, readable, target.urls.owner)
    return checkRestored(target.urls, backup.manifest, readable, 20)
  })
  console.log(formatChecks(checks).join('\n'))
  if (checks.some((check) => check.faults.length > 0))
    throw new Error('What was restored is not what was backed up.')
  console.log(`Restored as it was at ${backup.manifest.takenAt}.`)
})
