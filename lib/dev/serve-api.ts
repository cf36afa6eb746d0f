import { parseArgs } from 'node:util'
import { runCommand } from '../ops/command-line/run-command.ts'
import { requireSettings } from '../ops/doctor/require-settings.ts'
import { serveFunctions } from './serve-functions.ts'

// The functions only, with the settings of the environment and of .env; no database and no sandbox is started.
await runCommand(async () => {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '3000' } } })
  requireSettings(process.env)
  const { url } = await serveFunctions(Number(values.port))
  console.log(`Serving api/ at ${url}. Stop with Ctrl-C.`)
})
