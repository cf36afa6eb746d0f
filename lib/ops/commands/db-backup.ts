import { parseArgs } from 'node:util'
import { takeBackup } from '../backup/take-backup.ts'
import { runCommand } from '../command-line/run-command.ts'
import { directUrl } from '../database/direct-url.ts'

const USAGE = 'Usage: npm run db:backup -- --to FOLDER [--plain]'

/** BACKUP_RECIPIENTS: public keys of age, comma-separated. */
function recipients(): string[] {
  return (process.env['BACKUP_RECIPIENTS'] ?? '').split(',').flatMap((key) => key.trim() || [])
}

await runCommand(async () => {
  const { values } = parseArgs({ options: { to: { type: 'string' }, plain: { type: 'boolean' } } })
  if (!values.to) throw new Error(USAGE)
  const keys = values.plain ? [] : recipients()
  if (keys.length === 0 && !values.plain) {
    throw new Error(
      `BACKUP_RECIPIENTS is not set (see .env.example). \`--plain\` leaves the files unencrypted.\n${USAGE}`,
    )
  }
  const started = performance.now()
  const manifest = await takeBackup({ ownerUrl: directUrl(), folder: values.to, recipients: keys })
  const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)
  const rows = sum(manifest.tables.map((table) => table.rows))
  const bytes = sum(manifest.files.map((file) => file.bytes))
  console.log(`${values.to}: ${manifest.tables.length} tables, ${rows} rows, ${(bytes / 1e6).toFixed(1)} MB, ${
    keys.length > 0 ? `encrypted to ${keys.length} key(s)` : 'not encrypted'
  }
${manifest.database} as of ${manifest.takenAt}, migration ${manifest.migrationHead}
${((performance.now() - started) / 1000).toFixed(1)} s; verify it with: npm run db:restore-drill -- --from ${values.to}`)
})
