import { CONTESTANTS, type ContestantName, WORKS } from '../contestant.ts'
import type { Cell } from '../run/measure-cell.ts'
import { cellOf } from './cell-of.ts'
import type { CellResult } from './summarise.ts'

/** What each contestant is, for readers of a table. */
export const TITLES: Record<ContestantName, string> = {
  pg: 'bare `pg`, prepared, no isolation',
  'pg-rls': 'hand-written transaction, row-level security',
  'drizzle-rls': 'Drizzle, row-level security',
  'kysely-rls': 'Kysely, row-level security',
  'prisma-rls': 'Prisma’s own extension, row-level security',
  zenstack: 'ZenStack 3, policies in the query',
  'with-tenant': '**`withTenant`**',
  http: '**the HTTP function**',
}

/** The cells that tell most, as one table for the README. */
export function summaryTable(results: readonly CellResult[]): string {
  const latency = WORKS.map((work) => ({
    title: `${work} +5 ms`,
    text: (name: ContestantName) => {
      const found = cellOf(results, name, { work, rttMs: 5, callers: 1 })
      return found ? ratio(found.latencyRatio) : '–'
    },
  }))
  const cpu = WORKS.map((work) => ({
    title: `${work} CPU`,
    text: (name: ContestantName) => cpuText(cellOf(results, name, { work, rttMs: 0, callers: 32 })),
  }))
  return table(results, [...latency, ...cpu])
}

/** All cells, with the spread of their ratios. */
export function resultTables(results: readonly CellResult[]): string {
  const situations = results.map(({ rttMs, callers }) => [`${rttMs} ${callers}`, { rttMs, callers }] as const)
  return [...new Map(situations).values()]
    .map(({ rttMs, callers }) => {
      const columns = WORKS.flatMap((work) => [
        { title: `${work} latency`, text: spread(results, { work, rttMs, callers }, 'latency') },
        { title: 'throughput', text: spread(results, { work, rttMs, callers }, 'throughput') },
        {
          title: 'CPU µs',
          text: (name: ContestantName) => cpuText(cellOf(results, name, { work, rttMs, callers })),
        },
      ])
      return `### +${rttMs} ms, ${callers === 1 ? 'one caller' : `${callers} callers`}\n\n${table(results, columns)}`
    })
    .join('\n\n')
}

type Column = { title: string; text: (name: ContestantName) => string }

function table(results: readonly CellResult[], columns: readonly Column[]): string {
  const took = new Set(results.map(({ contestant }) => contestant))
  const rows = CONTESTANTS.filter((name) => took.has(name)).map((name) => [
    TITLES[name],
    ...columns.map(({ text }) => text(name)),
  ])
  const head = ['', ...columns.map(({ title }) => title)]
  return [head, head.map((_, index) => (index === 0 ? '---' : '--:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}

function spread(results: readonly CellResult[], cell: Cell, of: 'latency' | 'throughput') {
  return (name: ContestantName) => {
    const found = cellOf(results, name, cell)
    if (!found) return '–'
    const middle = of === 'latency' ? found.latencyRatio : found.throughputRatio
    const [lower, upper] = found.spread[of]
    return name === 'pg' ? '1' : `${ratio(middle)} (${ratio(lower)}–${ratio(upper)})`
  }
}

function cpuText(found: CellResult | undefined): string {
  if (!found) return '–'
  const number = (us: number | null) => (us === null ? '?' : us.toLocaleString('en'))
  return `${number(found.clientCpuUs)} + ${number(found.serverCpuUs)}`
}

function ratio(value: number): string {
  return value === 1 ? '1' : value >= 10 ? value.toFixed(0) : value.toFixed(value < 1 ? 2 : 1)
}
