import type { Finding, Row } from './ask.ts'

/** Counters of a statement that only grow; the others are derived from them. */
const COUNTERS = ['calls', 'total_ms', 'temp_blocks', 'wal_bytes']

/**
 * What statements cost since an earlier look: totals since the server's last reset say little about today. A statement
 * whose counters fell was reset in between and counts in full.
 */
export function sinceEarlier(now: readonly Finding[], earlier: readonly Finding[]): Finding[] {
  const before = new Map(
    earlier.find(({ name }) => name === 'slowStatements')?.rows.map((row) => [row['id'], row]),
  )
  return now.map((finding) =>
    finding.name === 'slowStatements'
      ? {
          ...finding,
          rows: finding.rows.map((row) => grown(row, before.get(row['id']))).filter(({ calls }) => calls),
        }
      : finding,
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
