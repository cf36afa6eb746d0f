import { parseArgs } from 'node:util'
import { duration, formatChecks, formatPhases } from '../backup/drill-report.ts'
import { runCommand } from '../command-line/run-command.ts'
import { type PitrReport, runPitrDrill } from '../pitr/pitr-drill.ts'

function format(report: PitrReport): string {
  return [
    `Point-in-time recovery on PostgreSQL ${report.serverVersion}, to ${report.target}`,
    `  lost of what was committed before (RPO): nothing; the last commit that is back came ${duration(report.gapMs)} before`,
    `  a server that is lost outright costs up to archive_timeout (60 s) and the ${duration(report.archiveMs)} that the archive took`,
    `  recovery (RTO): ${duration(report.recoveryMs)}`,
    ...formatPhases(report.phases),
    ...formatChecks(report.checks),
    report.ok ? 'Recovered to the second before.' : 'Do not rely on this.',
  ].join('\n')
}

await runCommand(async () => {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } })
  const report = await runPitrDrill()
  console.log(values.json ? JSON.stringify(report) : format(report))
  if (!report.ok) process.exitCode = 1
})
