import { availableParallelism } from 'node:os'
import { configDefaults, defineConfig } from 'vitest/config'

const noConsole = 'tests/fixtures/no-console.ts'

/** These test the server, its logins and the migrations themselves, which are reached past a pooler always. */
const withoutPooler = 'tests/integration/database-{roles,server,schema-engine}.test.ts'

/** `--mode pgbouncer` leads what the functions ask of the database through a PgBouncer. */
export default defineConfig(({ mode }) => {
  const pooled = mode === 'pgbouncer'
  const database = {
    globalSetup: `tests/fixtures/${pooled ? 'pgbouncer' : 'database'}-global.ts`,
    exclude: [...configDefaults.exclude, ...(pooled ? [withoutPooler] : [])],
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
          test: { name: 'integration', include: ['tests/integration/**/*.test.ts'], ...database },
        },
        { extends: true, test: { name: 'e2e', include: ['tests/e2e/**/*.test.ts'], ...database } },
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
