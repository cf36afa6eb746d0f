import { parseArgs } from 'node:util'
import { runCommand } from '../command-line/run-command.ts'
import { type PitrReport, runPitrDrill } from '../pitr/run-pitr-drill.ts'
import { formatChecks, formatDuration, formatPhases } from '../report/format-report.ts'

function format(report: PitrReport): string {
  return [
    `Point-in-time recovery on PostgreSQL ${report.serverVersion}, to ${report.target}`,
    `  lost commits (RPO): none; the last recovered commit came ${formatDuration(report.gapMs)} before the target`,
    `  the loss of a whole server costs up to archive_timeout (60 s) and the ${formatDuration(report.archiveMs)} of archiving`,
    `  recovery (RTO): ${formatDuration(report.recoveryMs)}`,
    ...formatPhases(report.phases),
    ...formatChecks(report.checks),
    report.ok ? 'Recovered to the moment before the mistakes.' : 'The recovery failed.',
  ].join('\n')
}

await runCommand(async () => {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } })
  const report = await runPitrDrill()
  console.log(values.json ? JSON.stringify(report) : format(report))
  if (!report.ok) process.exitCode = 1
})
