import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { configDefaults, defineConfig } from 'vitest/config'

const noConsole = 'tests/fixtures/no-console.ts'
/** A process serves file after file, each of which loads the modules of ours for itself. */
const shared = { isolate: false, setupFiles: [noConsole, 'tests/fixtures/fresh-modules.ts'] }

// Processes that the tests start load the same programs again and again.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules/.cache/compiled')

/** What Google answers, and what people do there: it meets nothing in the database that other tests do not. */
const google = ['tests/integration/{google-misbehaving,field-reports}*.test.ts']
/** The same of answers to nonsense, where the server is no other. */
const responses = [...google, 'tests/instance/http-fuzz.test.ts']

const embedded = 'tests/fixtures/database-global.ts'

/** The server, what leads the functions to it, and the tests for which that makes no difference, or no sense. */
const MODES = {
  database: { server: embedded, lead: embedded, without: [] },
  // Two things are different here; `pgbouncer` alone tells which of them it was.
  postgres15: {
    server: 'tests/fixtures/postgres15-global.ts',
    lead: 'tests/fixtures/debian12-global.ts',
    without: google,
  },
  pgbouncer: { server: embedded, lead: 'tests/fixtures/pgbouncer-global.ts', without: responses },
  accelerate: {
    server: embedded,
    lead: 'tests/fixtures/accelerate-global.ts',
    without: [
      ...responses,
      // The machinery and the operator reach the database past it.
      'tests/integration/{database-catalog,database-insights,purge,quota*,sync}.test.ts',
      // These look at our own pool, or break and count what is on its wire: over Accelerate there is neither.
      'tests/integration/tenant-pool.test.ts',
      'tests/instance/{database-outage,idempotency-lost-responses,outcome,round-trips}.test.ts',
      'tests/instance/tenant-{disturbed-traffic,interleaving}.test.ts',
    ],
  },
} as const

const isMode = (name: string): name is keyof typeof MODES => name in MODES

/** `--mode` chooses the connection mode. */
export default defineConfig(({ mode: given }) => {
  const mode = isMode(given) ? given : 'database'
  const { server, lead, without } = MODES[mode]
  const reachesAll = mode === 'database' || mode === 'postgres15'
  const database = {
    globalSetup: server,
    setupFiles: [noConsole, 'tests/fixtures/database-setup.ts'],
  }
  const functions = {
    ...database,
    exclude: [...configDefaults.exclude, ...without],
    // What all tests together must have seen of the API, some of them have not.
    globalSetup: [lead, ...(reachesAll ? ['tests/fixtures/api-coverage-global.ts'] : [])],
  }
  const processes = { testTimeout: 300_000, hookTimeout: 300_000 }
  const operations = { globalSetup: 'tests/fixtures/operations-global.ts', ...processes }
  return {
    test: {
      // Most of a test's time goes into waiting for PostgreSQL, so no core is left out.
      maxWorkers: availableParallelism(),
      // Time-outs find what hangs, on a busy machine too; they measure nothing.
      testTimeout: 180_000,
      hookTimeout: 180_000,
      expect: { poll: { timeout: 60_000 } },
      restoreMocks: true,
      unstubEnvs: true,
      projects: [
        {
          extends: true,
          test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], ...shared },
        },
        {
          extends: true,
          test: { name: 'contract', include: ['tests/contract/**/*.test.ts'], ...shared },
        },
        {
          extends: true,
          test: {
            name: 'integration',
            include: ['tests/integration/**/*.test.ts'],
            ...functions,
            // As requests share an instance: one process serves file after file, and loads the service once.
            isolate: false,
          },
        },
        { extends: true, test: { name: 'instance', include: ['tests/instance/**/*.test.ts'], ...functions } },
        {
          extends: true,
          test: {
            name: 'database',
            include: ['tests/database/**/*.test.ts'],
            ...database,
          },
        },
        { extends: true, test: { name: 'e2e', include: ['tests/e2e/**/*.test.ts'], ...database } },
        {
          extends: true,
          test: { name: 'processes', include: ['tests/processes/**/*.test.ts'], ...database, ...processes },
        },
        { extends: true, test: { name: 'built', include: ['tests/built/**/*.test.ts'], ...database } },
        { extends: true, test: { name: 'firebase', include: ['tests/firebase/**/*.test.ts'], ...database } },
        {
          extends: true,
          test: {
            name: 'browser',
            include: ['tests/browser/**/*.test.ts'],
            setupFiles: [noConsole],
          },
        },
        { extends: true, test: { name: 'bench', include: ['tests/bench/**/*.test.ts'], ...database } },
        {
          extends: true,
          test: {
            name: 'operations',
            include: ['tests/operations/**/*.test.ts'],
            ...database,
            ...operations,
          },
        },
      ],
    },
  }
})
