import { mkdir, mkdtemp } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '../../lib/embedded-postgres/start-postgres.ts'
import { runIsolationSuite, type Verdict } from './isolation-suite.ts'
import { MUTANTS, type Mutant } from './mutants.ts'
import { copyWorkingTree, mutated, removeCopy, requireApplicable } from './working-copy.ts'

// Applies one mutant at a time to a copy and requires that the isolation suites fail. Arguments are words: only mutants
// with one of them in their names are run.

const words = process.argv.slice(2)
const chosen = MUTANTS.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)))
const given = process.env['TEST_DATABASE_ADMIN_URL']
const stop = new AbortController()
process.once('SIGINT', () => stop.abort()).once('SIGTERM', () => stop.abort())

type Outcome = { mutant: Mutant; verdict: Verdict; seconds: number }

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const startedAt = performance.now()
  const result = await work()
  return [result, Math.round((performance.now() - startedAt) / 100) / 10]
}

function explain(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'passed':
      return `NOT CAUGHT: all ${verdict.tests} tests passed`
    case 'caught':
      return `${verdict.suite}: ${verdict.by}`
    case 'broken':
      return `NOT CAUGHT, broken instead: ${verdict.because.replaceAll('\n', ' ')}`
    default:
      return verdict satisfies never
  }
}

async function tryMutants(databaseAdminUrl: string, folder: string): Promise<Outcome[]> {
  const copies = Array.from({ length: availableParallelism() }, (_, index) => join(folder, String(index)))
  for (const copy of copies) {
    await mkdir(copy)
    await copyWorkingTree(copy)
  }
  const common = { databaseAdminUrl, signal: stop.signal }
  const queue = [...chosen]
  const outcomes: Outcome[] = []
  const work = async (copy: string) => {
    for (let mutant = queue.shift(); mutant && !stop.signal.aborted; mutant = queue.shift()) {
      await using _ = await mutated(copy, mutant)
      const [verdict, seconds] = await timed(() =>
        runIsolationSuite({ ...common, folder: copy, workers: 1, first: mutant.suite }),
      )
      outcomes.push({ mutant, verdict, seconds })
      console.log(`${mutant.name.padEnd(50)} ${seconds.toFixed(1).padStart(6)} s  ${explain(verdict)}`)
    }
  }
  await Promise.all(copies.map(work))

  // The suites that failed have to pass without a mutant in the same copy, or they failed for another reason.
  const only = [
    ...new Set(outcomes.flatMap(({ verdict }) => (verdict.kind === 'caught' ? [verdict.suite] : []))),
  ]
  const [control, seconds] = await timed(() =>
    runIsolationSuite({ ...common, folder: copies[0] ?? '', workers: copies.length, only }),
  )
  if (control.kind !== 'passed') throw new Error(`Without a mutant: ${explain(control)}`)
  console.log(
    `Without a mutant, all ${control.tests} tests of the ${only.length} suites pass that failed (${seconds} s).`,
  )
  return outcomes
}

await requireApplicable(MUTANTS)
const folder = await mkdtemp(join(tmpdir(), 'oneclicktag-mutants-'))
const server = given ? undefined : await startPostgres()
try {
  const [outcomes, seconds] = await timed(() => tryMutants(given ?? server?.adminUrl ?? '', folder))
  const caught = outcomes.filter(({ verdict }) => verdict.kind === 'caught')
  console.log(`\n${caught.length} of ${chosen.length} mutants caught by an assertion, ${seconds} s`)
  if (caught.length < chosen.length || chosen.length === 0) process.exitCode = 1
} finally {
  await server?.stop()
  await removeCopy(folder)
}
