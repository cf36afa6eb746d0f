import type { Insight, Row } from './collect-insights.ts'

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB']

function bytes(value: number): string {
  const power = value > 0 ? Math.min(Math.floor(Math.log2(value) / 10), UNITS.length - 1) : 0
  return `${(value / 1024 ** power).toFixed(power > 0 ? 1 : 0)} ${UNITS[power]}`
}

function cell(column: string, value: Row[string]): string {
  if (value === null || value === undefined) return '–'
  if (typeof value === 'number' && column.endsWith('bytes')) return bytes(value)
  return typeof value === 'number' ? value.toLocaleString('en-US') : String(value)
}

/** Insights as text for readers: a table each, numbers to the right, advice only where there are rows. */
export function formatInsights(insights: readonly Insight[]): string {
  return insights.map(formatInsight).join('\n\n')
}

function formatInsight({ title, advice, rows, failure, alert }: Insight): string {
  if (failure) return `${title}\n  failed: ${failure}`
  const [first] = rows
  if (!first) return `${title}\n  none`
  const columns = Object.keys(first)
  const lines = [columns, ...rows.map((row) => columns.map((column) => cell(column, row[column] ?? null)))]
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)))
  const isNumber = columns.map((column) => rows.every((row) => typeof (row[column] ?? 0) === 'number'))
  const text = lines.map((line) =>
    line
      .map((value, index) =>
        isNumber[index] ? value.padStart(widths[index] ?? 0) : value.padEnd(widths[index] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  )
  return [`${alert ? 'ALERT ' : ''}${title} (${advice})`, ...text.map((line) => `  ${line}`)].join('\n')
}
