import { parseArgs } from 'node:util'
import { setLogSink } from '../../telemetry/log.ts'
import { runCommand } from '../command-line/run-command.ts'
import type { DoctorLine } from '../doctor/doctor-check.ts'
import { examine } from '../doctor/examine.ts'
import { formatLine } from '../doctor/format-line.ts'

// Is the set-up right? `--json` for programs. The log goes to standard error, where it has more to say.
await runCommand(async () => {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } })
  setLogSink(({ level, ...entry }) => {
    if (level === 'warn' || level === 'error')
      process.stderr.write(`${JSON.stringify({ level, ...entry })}\n`)
  })
  const lines: DoctorLine[] = []
  for await (const line of examine()) {
    lines.push(line)
    if (!values.json) console.log(formatLine(line))
  }
  if (values.json) console.log(JSON.stringify(lines))
  if (lines.some(({ status }) => status === 'fail')) process.exitCode = 1
})
