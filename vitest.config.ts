import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const noConsole = 'tests/fixtures/no-console.ts'

/** `--mode pgbouncer` leads what the functions ask of the database through a PgBouncer. */
export default defineConfig(({ mode }) => {
  const database = {
    globalSetup: `tests/fixtures/${mode === 'pgbouncer' ? 'pgbouncer' : 'database'}-global.ts`,
    setupFiles: [noConsole, 'tests/fixtures/database-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
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
      ],
    },
  }
})
