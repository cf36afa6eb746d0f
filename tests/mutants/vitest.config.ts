import { basename } from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The suites that stand for the tenant wall; the slow ones last, so that most mutants never get to them. */
const LAST = [
  'tenant-http-attack.test.ts',
  'tenant-mixed-traffic.test.ts',
  'tenant-interleaving.test.ts',
  'tenant-attack.test.ts',
]
const FIRST = [
  `${process.env['FIRST_SUITE']}.test.ts`,
  'database-catalog.test.ts',
  'tenant-pool.test.ts',
  'tenant-entry.test.ts',
]

class FastestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const name = basename(moduleId)
      return FIRST.includes(name) ? FIRST.indexOf(name) - FIRST.length : LAST.indexOf(name) + 1
    }
    return files.toSorted((a, b) => place(a) - place(b))
  }
}

export default defineConfig({
  // The folder of packages is shared by several runs.
  cacheDir: '.vitest',
  test: {
    include: ['tests/{integration,instance}/{tenant-*,database-catalog}.test.ts'],
    // About broken connections, not about the wall.
    exclude: ['tests/instance/tenant-disturbed-traffic.test.ts'],
    globalSetup: 'tests/fixtures/database-global.ts',
    setupFiles: ['tests/fixtures/no-console.ts', 'tests/fixtures/database-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    sequence: { sequencer: FastestFirst },
  },
})
