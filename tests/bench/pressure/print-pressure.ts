import type { LoadFigures } from './callers.ts'
import type { MemoryFigures } from './memory-over-requests.ts'

const COLUMNS = ['callers', 'requests', 'perSecond', 'p50', 'p95', 'p99', 'max', 'maxToMedian'] as const

/** The tables on the terminal. */
export function printPressure({
  steps,
  memory,
}: {
  steps: readonly LoadFigures[]
  memory: MemoryFigures
}): void {
  const row = (cells: readonly (string | number)[]) =>
    `  ${cells.map((cell) => String(cell).padStart(12)).join('')}`
  console.log(`\n${row(COLUMNS)}`)
  for (const step of steps)
    console.log(`${row(COLUMNS.map((key) => step[key]))}  ${JSON.stringify(step.statuses)}`)
  console.log(`\n${row(['requests', 'heap MB', 'RSS MB'])}`)
  for (const { requests, heapBytes, rssBytes } of memory.points)
    console.log(row([requests, (heapBytes / 1e6).toFixed(1), (rssBytes / 1e6).toFixed(0)]))
  console.log(`heap × ${memory.heapRatio}, RSS × ${memory.rssRatio}, ${JSON.stringify(memory.statuses)}`)
}
