import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { z } from 'zod'

/** The part of vitest's JSON report with what failed, and why. */
const Report = z.object({
  numPassedTests: z.int(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
})

/** The result of the isolation suites. A failure that is not an assertion is no evidence. */
export type Verdict =
  | { kind: 'passed'; tests: number }
  | { kind: 'caught'; suite: string; by: string }
  | { kind: 'broken'; because: string }

const TIME_LIMIT_MS = 300_000
/** Every attack, since a sample may miss the mutant; of requests a few, since a defect shows soon. */
const EXTENT = { TEST_DEPTH: 'full', TEST_TRANSACTIONS: '40', TEST_REQUESTS: '300' }

type SuiteOptions = {
  folder: string
  databaseAdminUrl: string
  workers: number
  signal: AbortSignal
  /** The suite to run first. */
  first?: string
  /** Default: all. */
  only?: readonly string[]
}

/** Runs the suites of a working copy until the first failure. */
export async function runIsolationSuite(options: SuiteOptions): Promise<Verdict> {
  const { folder, databaseAdminUrl, workers, signal, first = '', only = [] } = options
  const report = join(folder, 'report.json')
  await rm(report, { force: true })
  const { OCT_TEST_RUN: _, ...env } = process.env
  const program = spawn(
    process.execPath,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      ...only.map((suite) => `/${suite}.test.ts`),
      '--config=tests/mutants/vitest.config.ts',
      `--maxWorkers=${workers}`,
      '--bail=1',
      '--reporter=json',
      `--outputFile=${report}`,
    ],
    {
      cwd: folder,
      env: {
        ...env,
        ...EXTENT,
        FIRST_SUITE: first,
        TEST_DATABASE_ADMIN_URL: databaseAdminUrl,
        NO_COLOR: '1',
      },
      stdio: ['ignore', 'ignore', 'pipe'],
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIME_LIMIT_MS)]),
    },
  )
  let errorOutput = ''
  program.stderr.on('data', (chunk) => {
    errorOutput += chunk
  })
  const ended = await once(program, 'close').catch((error: unknown) => String(error))
  if (typeof ended === 'string') return { kind: 'broken', because: ended }
  const json = await readFile(report, 'utf8').catch(() => undefined)
  return json === undefined
    ? { kind: 'broken', because: errorOutput.trim().slice(0, 500) || 'there is no report' }
    : verdictOf(Report.parse(JSON.parse(json)))
}

/** The second form is that of `expect(…).rejects` and `.resolves`. */
function isAssertion(message: string): boolean {
  return /^AssertionError/.test(message) || /__VITEST_(REJECTS|RESOLVES)__/.test(message)
}

function verdictOf({ testResults, numPassedTests }: z.infer<typeof Report>): Verdict {
  const failed = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => ({
        suite: basename(name, '.test.ts'),
        test: fullName,
        message: failureMessages?.[0] ?? '',
      })),
  )
  const byAssertion = failed.find(({ message }) => isAssertion(message))
  if (byAssertion) return { kind: 'caught', suite: byAssertion.suite, by: byAssertion.test }
  const [first] = failed
  if (first) {
    return { kind: 'broken', because: `${first.suite}: ${first.test}: ${first.message.slice(0, 300)}` }
  }
  const unloaded = testResults.find(({ status }) => status === 'failed')
  if (unloaded) {
    return {
      kind: 'broken',
      because: `${basename(unloaded.name)}: ${(unloaded.message ?? '').slice(0, 300)}`,
    }
  }
  return numPassedTests > 0
    ? { kind: 'passed', tests: numPassedTests }
    : { kind: 'broken', because: 'no test was run' }
}
