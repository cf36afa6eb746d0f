import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { Client } from 'pg'
import { runCommand } from '../command-line/run-command.ts'
import { directUrl } from '../database/direct-url.ts'
import { askServer, type Finding } from '../insights/ask.ts'
import { sinceEarlier } from '../insights/delta.ts'
import { findingsText } from '../insights/print.ts'

// How the database is: `--json` for programs, `--save FILE` keeps the answer, `--since FILE` counts statements from there.
await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      save: { type: 'string' },
      since: { type: 'string' },
    },
  })
  const client = new Client({ connectionString: directUrl(), connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    const findings = await askServer(client)
    const earlier: Finding[] = values.since ? JSON.parse(await readFile(values.since, 'utf8')) : []
    const shown = values.since ? sinceEarlier(findings, earlier) : findings
    if (values.save) await writeFile(values.save, JSON.stringify(findings))
    console.log(values.json ? JSON.stringify(shown) : findingsText(shown))
  } finally {
    await client.end()
  }
})
