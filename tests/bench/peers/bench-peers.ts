import { availableParallelism, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import type { Client } from 'pg'
import { withClient } from '../../../lib/ops/database/with-client.ts'
import { CONTESTANTS, type ContestantName, WORKS } from './contestant.ts'
import { type BenchDatabase, startDatabase } from './database/start-database.ts'
import { installPeers } from './install-peers.ts'
import { resultTables } from './results/result-tables.ts'
import { type CellResult, summarise } from './results/summarise.ts'
import { writeResults } from './results/write-results.ts'
import { checkEqual } from './run/check-equal.ts'
import { type Cell, measureCell } from './run/measure-cell.ts'
import { type RunningContestant, startContestant } from './run/start-contestant.ts'
import { startProxy } from './run/start-proxy.ts'

// Compares the product with its peers, side by side in one run: README.md beside this file has what each of them does.

const ROUND_TRIPS_MS = [0, 5] as const
const CALLERS = [32, 1] as const
/** All of the run; the last rounds begin so much before its end. */
const LIMITS_MS = { full: 600_000, quick: 60_000 }
const MARGIN_MS = 8_000
/** What measuring takes in any case, however long a busy machine took until then. */
const LEAST_MS = 20_000
const ROUNDS = { full: 8, quick: 1 }
/** Callers whose results are compared. */
const COMPARED = 3
const TURN_MS = { least: 60, most: 300 }

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, contestants: { type: 'string' } },
})
const kind = values.quick ? 'quick' : 'full'
const names = chosen(values.contestants)
const loadBefore = Math.round((loadavg()[0] ?? 0) * 10) / 10

await installPeers()
say('Packages are installed')
const database = await startDatabase()
try {
  say(`The database is filled, with ${database.callers.length} callers`)
  const { results, postgres } = await withClient(database.urls.admin, async (admin) => ({
    results: await compare(database, admin),
    postgres: await versionOf(admin),
  }))
  console.log(resultTables(results))
  const run = { cores: availableParallelism(), node: process.versions.node, postgres, loadBefore }
  if (kind === 'full' && names.length === CONTESTANTS.length) await writeResults(run, results)
} finally {
  await database.stop()
}

/** Measures all cells. Those that write come last: whatever they add, each read finds the same rows for everybody. */
async function compare(database: BenchDatabase, admin: Client): Promise<CellResult[]> {
  const results: CellResult[] = []
  const running = new Map<number, RunningContestant[]>()
  const stops: (() => void)[] = []
  try {
    for (const rttMs of ROUND_TRIPS_MS) {
      const proxy = rttMs > 0 ? await startProxy(database.urls.admin, rttMs) : undefined
      if (proxy) stops.push(() => proxy.stop())
      const through = (url: string) => proxy?.through(url) ?? url
      const contestants = await Promise.all(names.map((name) => startContestant(name, database, through)))
      stops.push(...contestants.map((contestant) => () => contestant.stop()))
      running.set(rttMs, contestants)
    }
    say('All contestants have started')
    for (const [index, contestants] of [...running.values()].entries()) {
      // Each time others: what has been written for the first is in nobody's results of the next.
      const callers = database.callers.slice(index * COMPARED, (index + 1) * COMPARED)
      await checkEqual(contestants, callers, admin)
    }
    say('Their results are equal')
    const endsAt = Math.max(LIMITS_MS[kind] - MARGIN_MS, performance.now() + LEAST_MS)
    const cells = WORKS.flatMap((work) =>
      ROUND_TRIPS_MS.flatMap((rttMs) => CALLERS.map((callers): Cell => ({ work, rttMs, callers }))),
    )
    for (const [index, cell] of cells.entries()) {
      const budgetMs = (endsAt - performance.now()) / (cells.length - index)
      const contestants = running.get(cell.rttMs) ?? []
      const rounds = await measureCell(cell, contestants, admin, {
        budgetMs,
        turnMs: turnMs(budgetMs),
        onFailure: (error) => say(error instanceof Error ? error.message : String(error)),
      })
      results.push(...summarise(cell, rounds))
      say(`${cell.work}, +${cell.rttMs} ms, ${cell.callers} callers: ${rounds.length} rounds`)
    }
    return results
  } finally {
    for (const stop of stops.toReversed()) stop()
  }
}

/** As long that the rounds fill the time of the cell, but short enough that no connection is idle for seconds. */
function turnMs(budgetMs: number): number {
  const share = budgetMs / ((ROUNDS[kind] + 2) * names.length * 1.3)
  return Math.max(TURN_MS.least, Math.min(TURN_MS.most, share))
}

async function versionOf(admin: Client): Promise<string> {
  const { rows } = await admin.query<{ version: string }>(
    `select current_setting('server_version') as version`,
  )
  return rows[0]?.version ?? 'unknown'
}

/** `pg` takes part in any case: the others are compared with it. */
function chosen(list: string | undefined): ContestantName[] {
  const asked = new Set(list?.split(',') ?? CONTESTANTS)
  return CONTESTANTS.filter((name) => name === 'pg' || asked.has(name))
}

function say(line: string): void {
  console.log(`${(performance.now() / 1000).toFixed(0).padStart(4)} s  ${line}`)
}
