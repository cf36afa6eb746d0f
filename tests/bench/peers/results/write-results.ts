import { readFile, writeFile } from 'node:fs/promises'
import { resultChart } from './result-chart.ts'
import { resultTables, summaryTable } from './result-tables.ts'
import type { CellResult } from './summarise.ts'

const here = (name: string) => new URL(name, import.meta.url)
const README = here('../../../../README.md')
const PART = /(<!-- peers: .*? -->\n)[\s\S]*?(<!-- \/peers -->)/

/** Under which circumstances was measured. */
export type RunConditions = { cores: number; node: string; postgres: string; loadBefore: number }

/** Writes figures, tables and chart beside this file, and the part of the README that is between two markers. */
export async function writeResults(run: RunConditions, results: readonly CellResult[]): Promise<void> {
  const conditions = conditionsText(run, results)
  await writeFile(here('peers.json'), `${JSON.stringify({ run, cells: results }, undefined, 2)}\n`)
  await writeFile(
    here('peers.md'),
    `# All cells of the last run\n\n${LEGEND}\n${conditions}\n\n${resultTables(results)}\n`,
  )
  await writeFile(here('peers.svg'), resultChart(results))
  const readme = await readFile(README, 'utf8')
  if (!PART.test(readme)) throw new Error('README.md has lost its markers')
  const part = `${summaryTable(results)}\n\n${conditions}\n`
  await writeFile(
    README,
    readme.replace(PART, (_, begin, end) => `${begin}\n${part}${end}`),
  )
}

const LEGEND = `Ratios to bare \`pg\` in the same rounds: their median, and their quartiles in brackets. Processor time is of one
operation in µs, function + server. Where brackets overlap, nothing is to be ranked.`

/** A busy machine has few rounds, and a load that others make. */
function conditionsText(
  { cores, node, postgres, loadBefore }: RunConditions,
  results: readonly CellResult[],
): string {
  const rounds = results.map((result) => result.rounds)
  const [least, most] = [Math.min(...rounds), Math.max(...rounds)]
  return `Measured on ${cores} cores with a load of ${loadBefore} before the run, PostgreSQL ${postgres}, Node ${node}, in ${least} to ${most} rounds.`
}
