import { availableParallelism } from 'node:os'
import { configDefaults, defineConfig } from 'vitest/config'

const noConsole = 'tests/fixtures/no-console.ts'

/** These test the server, its logins, migrations and backfills, which are reached past a pooler always. */
const theServerItself = 'tests/integration/database-{backfill,roles,run-script,schema-engine,server}.test.ts'

/** These test the sync engine against Google, and answers to nonsense: the way to the database makes no difference. */
const theEngine = 'tests/integration/{google-misbehaving*,http-fuzz,quota*,sync}.test.ts'

/** Which database the functions ask and what leads there, and the integration tests that make no sense with it. */
const WAYS = {
  database: [],
  postgres15: [],
  // Plans are the server's, and settings reach its sessions late through a pool that outlives ours.
  pgbouncer: [theServerItself, theEngine, 'tests/integration/query-plans.test.ts'],
  accelerate: [
    theServerItself,
    theEngine,
    // These look at our own pool, or break and count what is on its wire: over Accelerate there is neither.
    'tests/integration/{database-outage,idempotency-lost-answers,query-plans,round-trips}.test.ts',
    'tests/integration/tenant-{disturbed-traffic,interleaving,pool}.test.ts',
  ],
} as const

const isWay = (mode: string): mode is keyof typeof WAYS => mode in WAYS

/** `--mode pgbouncer` and `--mode accelerate` lead what the functions ask through one of these to the database. */
export default defineConfig(({ mode }) => {
  const way = isWay(mode) ? mode : 'database'
  const database = {
    globalSetup: `tests/fixtures/${way}-global.ts`,
    exclude: [...configDefaults.exclude, ...WAYS[way]],
    setupFiles: [noConsole, 'tests/fixtures/database-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  }
  const operations = {
    globalSetup: 'tests/fixtures/operations-global.ts',
    testTimeout: 180_000,
    hookTimeout: 180_000,
  }
  return {
    test: {
      // Most of a test's time goes into waiting for PostgreSQL, so no core is left out.
      maxWorkers: availableParallelism(),
      restoreMocks: true,
      unstubEnvs: true,
      projects: [
        {
          extends: true,
          test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], setupFiles: [noConsole] },
        },
        {
          extends: true,
          test: { name: 'contract', include: ['tests/contract/**/*.test.ts'], setupFiles: [noConsole] },
        },
        {
          extends: true,
          test: {
            name: 'integration',
            include: ['tests/integration/**/*.test.ts'],
            ...database,
            // What all tests together must have seen of the API, some of them have not.
            globalSetup: [
              database.globalSetup,
              ...(WAYS[way].length === 0 ? ['tests/fixtures/api-coverage-global.ts'] : []),
            ],
          },
        },
        { extends: true, test: { name: 'e2e', include: ['tests/e2e/**/*.test.ts'], ...database } },
        { extends: true, test: { name: 'firebase', include: ['tests/firebase/**/*.test.ts'], ...database } },
        {
          extends: true,
          test: {
            name: 'browser',
            include: ['tests/browser/**/*.test.ts'],
            setupFiles: [noConsole],
            testTimeout: 30_000,
            hookTimeout: 60_000,
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
