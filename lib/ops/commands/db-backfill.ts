import { readdir, readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { readBackfill } from '../backfill/read-backfill.ts'
import { runBackfill } from '../backfill/run-backfill.ts'
import { runCommand } from '../command-line/run-command.ts'
import { directUrl } from '../database/direct-url.ts'

const FOLDER = 'prisma/backfills'

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { rows: { type: 'string', default: '2000' }, share: { type: 'string', default: '0.5' } },
  })
  const [given] = positionals
  if (given === undefined) {
    const files = (await readdir(FOLDER).catch(() => [])).filter((file) => file.endsWith('.sql'))
    const names = files.map((file) => `  ${basename(file, '.sql')}`)
    throw new Error(['Usage: npm run db:backfill -- NAME', `${FOLDER} contains:`, ...names].join('\n'))
  }
  const file = given.endsWith('.sql') ? given : `${FOLDER}/${given}.sql`
  const backfill = await readBackfill(basename(file, '.sql'), await readFile(file, 'utf8'))
  const rows = Number(values.rows)
  const share = Number(values.share)
  if (!Number.isInteger(rows) || rows < 10) throw new Error('--rows is the most rows of a batch, 10 or more.')
  if (!(share > 0 && share <= 1))
    throw new Error('--share is the share of the time spent in transactions: above 0, at most 1.')
  const report = await runBackfill(directUrl(), backfill, {
    rows,
    share,
    onLine: (line) => console.log(line),
  })
  const seconds = report.elapsedMs / 1000
  console.log(
    `${backfill.name} is complete: ${report.changed} rows changed, ${report.changedNow} of them in the last ` +
      `${seconds.toFixed(1)} s (${Math.round(report.changedNow / seconds)} per second); no rows remain.`,
  )
})
