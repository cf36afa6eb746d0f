import type { AuditAppend } from './audit-appends.ts'
import type { Comparison } from './compare.ts'
import { LIMITS } from './limits.ts'

export type GrowthFigures = {
  a: object
  b: object
  reads: readonly Comparison[]
  pages: readonly Comparison[]
  writes: readonly Comparison[]
  audit: readonly AuditAppend[]
}

/** The tables on the terminal. */
export function printGrowth({ a, b, reads, pages, writes, audit }: GrowthFigures): void {
  console.log(`\nA ${JSON.stringify(a)}\nB ${JSON.stringify(b)}`)
  table('reads, A and B', reads, LIMITS.reads)
  table('page 1 and page 5,000 of 120,000', pages, LIMITS.pages)
  table('writes, A and B', writes, LIMITS.writes)
  console.log('\naudit entries appended')
  for (const each of audit) console.log(`  ${JSON.stringify(each)}`)
}

const HEAD = ['ms', 'ms', '×', 'CPU µs', 'CPU µs', '×', 'pages', 'pages', '×', '']

function table(title: string, comparisons: readonly Comparison[], limit: number): void {
  const width = Math.max(...comparisons.map(({ name }) => name.length))
  const line = (name: string, cells: readonly (string | number)[]) =>
    `  ${name.padEnd(width)} ${cells.map((cell) => String(cell).padStart(8)).join('')}`
  console.log(`\n${title}\n${line('', HEAD)}`)
  for (const { name, first, second, ratio } of comparisons) {
    const keys = ['ms', 'cpuUs', 'pages'] as const
    const cells = keys.flatMap((key) => [first[key], second[key], ratio[key].toFixed(2)])
    const over = keys.filter((key) => key !== 'pages' && ratio[key] > limit)
    console.log(line(name, [...cells, over.length > 0 ? `  ${over.join(', ')} > ${limit}` : '']))
  }
}
