import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { runCommand } from '../command-line/run-command.ts'
import { directUrl } from '../database/direct-url.ts'
import { withClient } from '../database/with-client.ts'
import { alertStatus } from '../insights/alert-status.ts'
import { collectInsights, type Insight } from '../insights/collect-insights.ts'
import { formatInsights } from '../insights/format-insights.ts'
import { insightsSince } from '../insights/insights-since.ts'

// The state of the database: `--json` for programs, `--save FILE` saves the result, `--since FILE` shows statements since
// that one. Its status is 2 where something is wrong, 1 where that could not be asked.
await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      save: { type: 'string' },
      since: { type: 'string' },
    },
  })
  const insights = await withClient(directUrl(), collectInsights)
  const earlier: Insight[] = values.since ? JSON.parse(await readFile(values.since, 'utf8')) : []
  const printed = values.since ? insightsSince(insights, earlier) : insights
  if (values.save) await writeFile(values.save, JSON.stringify(insights))
  process.exitCode = alertStatus(insights)
  console.log(values.json ? JSON.stringify(printed) : formatInsights(printed))
})
