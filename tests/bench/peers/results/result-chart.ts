import { CONTESTANTS, WORKS, type Work } from '../contestant.ts'
import { cellOf } from './cell-of.ts'
import type { CellResult } from './summarise.ts'

type Bar = { name: string; parts: number[]; label: string }
type Panel = { title: string; bars: Bar[] }

const PANEL = { width: 205, left: 92, gap: 12 }
const BAR = { height: 15, step: 20 }
const ROW_HEIGHT = 40 + CONTESTANTS.length * BAR.step
const NAMES_WIDTH = 86

/** Two rows of bars, a panel for each work: how long a caller waits at +5 ms, and the processor time at 32 callers. */
export function resultChart(results: readonly CellResult[]): string {
  const rows = [
    {
      title: 'Latency at +5 ms, one caller (bare pg = 1)',
      panels: WORKS.map((work) => latencyPanel(results, work)),
    },
    {
      title: 'Processor time of one operation in µs, function and server, at +0 ms and 32 callers',
      panels: WORKS.map((work) => cpuPanel(results, work)),
    },
  ]
  const width = NAMES_WIDTH + WORKS.length * (PANEL.width + PANEL.gap)
  const height = rows.length * (ROW_HEIGHT + 24)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Latency and processor time of the product and its peers">
<style>
text{font:12px system-ui,sans-serif;fill:#24292f}.t{font-weight:600}.v{font-size:11px}
.a{fill:#8c959f}.b{fill:#c4cad1}.o .a{fill:#0969da}.o .b{fill:#80b8f0}
@media (prefers-color-scheme:dark){text{fill:#e6edf3}.a{fill:#7d8590}.b{fill:#484f58}.o .a{fill:#4493f8}.o .b{fill:#1f4f8f}}
</style>
${rows.map((row, index) => rowOf(row, index * (ROW_HEIGHT + 24))).join('\n')}
</svg>
`
}

function latencyPanel(results: readonly CellResult[], work: Work): Panel {
  const bars = CONTESTANTS.map((name) => {
    const value = cellOf(results, name, { work, rttMs: 5, callers: 1 })?.latencyRatio ?? 0
    return { name, parts: [value], label: value.toFixed(1) }
  })
  return { title: work, bars }
}

function cpuPanel(results: readonly CellResult[], work: Work): Panel {
  const bars = CONTESTANTS.map((name) => {
    const found = cellOf(results, name, { work, rttMs: 0, callers: 32 })
    const parts = [found?.clientCpuUs ?? 0, found?.serverCpuUs ?? 0]
    return { name, parts, label: parts.map((part) => part.toLocaleString('en')).join(' + ') }
  })
  return { title: work, bars }
}

function rowOf({ title, panels }: { title: string; panels: Panel[] }, top: number): string {
  const names = CONTESTANTS.map(
    (name, index) =>
      `<text x="${NAMES_WIDTH - 8}" y="${top + 51 + index * BAR.step}" text-anchor="end">${name}</text>`,
  )
  const drawn = panels.map((panel, index) =>
    panelOf(panel, NAMES_WIDTH + index * (PANEL.width + PANEL.gap), top),
  )
  return `<text class="t" x="0" y="${top + 14}">${title}</text>\n${[...names, ...drawn].join('\n')}`
}

function panelOf({ title, bars }: Panel, left: number, top: number): string {
  const most = Math.max(...bars.map(({ parts }) => total(parts)))
  const space = PANEL.width - PANEL.left
  const drawn = bars.map(({ name, parts, label }, index) => {
    const y = top + 40 + index * BAR.step
    const ours = name === 'with-tenant' || name === 'http' ? ' class="o"' : ''
    const widths = parts.map((part) => Math.max(1, (part / most) * space))
    const rects = widths.map((width, part) => {
      const x = left + total(widths.slice(0, part))
      return `<rect class="${part === 0 ? 'a' : 'b'}" x="${x.toFixed(1)}" y="${y}" width="${width.toFixed(1)}" height="${BAR.height}"/>`
    })
    const end = left + total(widths) + 4
    return `<g${ours}>${rects.join('')}<text class="v" x="${end.toFixed(1)}" y="${y + 11}">${label}</text></g>`
  })
  return `<text x="${left}" y="${top + 32}">${title}</text>${drawn.join('\n')}`
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
