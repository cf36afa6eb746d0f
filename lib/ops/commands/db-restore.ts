import { parseArgs } from 'node:util'
import { runCommand } from '../command-line/run-command.ts'
import { hasNoIssues } from '../report/check.ts'
import { formatChecks } from '../report/format-report.ts'
import { checkRestored } from '../restore/check-restored.ts'
import { restoringPrograms, verifyFiles, withReadableFiles } from '../restore/open-backup.ts'
import { restoreDump, restoreRoles } from '../restore/restore-backup.ts'
import { claimKeys } from '../roles/claim-keys.ts'
import { roleUrls } from '../roles/role-urls.ts'

// The same steps as the drill, into the database of ADMIN_DATABASE_URL.
await runCommand(async () => {
  const { values } = parseArgs({ options: { from: { type: 'string' } } })
  if (!values.from) throw new Error('Usage: npm run db:restore -- --from FOLDER')
  const target = roleUrls()
  const keys = claimKeys()
  const backup = await verifyFiles(values.from)
  const programs = await restoringPrograms(backup.manifest, ['pg_dump', 'pg_restore'])
  const checks = await withReadableFiles(backup, process.env['BACKUP_IDENTITY'], async (readable) => {
    await restoreRoles(readable, target)
    await restoreDump(programs, readable, target.urls.owner)
    return checkRestored(target.urls, backup.manifest, readable, 20, keys)
  })
  console.log(formatChecks(checks).join('\n'))
  if (!hasNoIssues(checks)) throw new Error('The restored database differs from the backup.')
  console.log(`Restored the state of ${backup.manifest.takenAt}.`)
})
