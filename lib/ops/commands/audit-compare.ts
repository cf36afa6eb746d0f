import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { compareCheckpoints } from '../audit/compare-checkpoints.ts'
import { keptCheckpoints } from '../audit/kept-checkpoints.ts'
import { runCommand } from '../command-line/run-command.ts'
import { directUrl } from '../database/direct-url.ts'
import { withClient } from '../database/with-client.ts'

// Holds the database against checkpoints of the audit log that were kept outside of it: the service's log, or exports.
await runCommand(async () => {
  const { positionals } = parseArgs({ allowPositionals: true })
  const texts = await Promise.all(positionals.map((file) => readFile(file, 'utf8')))
  const kept = texts.flatMap(keptCheckpoints)
  if (kept.length === 0)
    throw new Error('Name files with lines of audit.signed, or exports as JSONL: none has a checkpoint.')
  const differences = await withClient(directUrl(), (client) => compareCheckpoints(client, kept))
  if (differences.length > 0) throw new Error(differences.join('\n'))
  console.log(`${kept.length} checkpoints are in the database as they were kept.`)
})
