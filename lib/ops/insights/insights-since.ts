import type { Insight, Row } from './collect-insights.ts'

/** Counters of a statement that only grow; the others are derived from them. */
const COUNTERS = ['calls', 'total_ms', 'temp_blocks', 'wal_bytes']

/**
 * What statements cost since an earlier snapshot: totals since the server's last reset say little about today. A statement
 * whose counters fell was reset in between and counts in full.
 */
export function insightsSince(now: readonly Insight[], earlier: readonly Insight[]): Insight[] {
  const before = new Map(
    earlier.find(({ name }) => name === 'slowStatements')?.rows.map((row) => [row['id'], row]),
  )
  return now.map((insight) =>
    insight.name === 'slowStatements'
      ? {
          ...insight,
          rows: insight.rows.map((row) => grown(row, before.get(row['id']))).filter(({ calls }) => calls),
        }
      : insight,
  )
}

function grown(row: Row, before: Row | undefined): Row {
  const wasReset = before !== undefined && Number(before['calls']) > Number(row['calls'])
  if (!before || wasReset) return row
  const counters = COUNTERS.map((name): [string, number] => [name, Number(row[name]) - Number(before[name])])
  const { calls = 0, total_ms: total = 0 } = Object.fromEntries(counters)
  const mean = calls > 0 ? Math.round((total / calls) * 100) / 100 : null
  return { ...row, ...Object.fromEntries(counters), mean_ms: mean }
}
