import { parseArgs } from 'node:util'
import { runCommand } from '../command-line/run-command.ts'
import { formatDrillReport } from '../restore/format-drill-report.ts'
import { runDrill } from '../restore/restore-drill.ts'

const USAGE = 'Usage: npm run db:restore-drill -- --from FOLDER [--sample 20] [--max-age HOURS] [--json]'

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      from: { type: 'string' },
      sample: { type: 'string', default: '20' },
      'max-age': { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  })
  const sample = Number(values.sample)
  const hours = Number(values['max-age'] ?? Number.POSITIVE_INFINITY)
  if (!values.from || !Number.isInteger(sample) || sample < 1 || !(hours > 0)) throw new Error(USAGE)
  const report = await runDrill({
    folder: values.from,
    identity: process.env['BACKUP_IDENTITY'],
    sample,
    maxAgeMs: hours * 3_600_000,
  })
  console.log(values.json ? JSON.stringify(report) : formatDrillReport(report))
  if (!report.ok) process.exitCode = 1
})
