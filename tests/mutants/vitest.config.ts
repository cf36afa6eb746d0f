import { basename } from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The slow isolation suites run last, so that most mutants fail before them. */
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
  'tenant-session.test.ts',
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
  // Several runs share node_modules, where the cache would be.
  cacheDir: '.vitest',
  test: {
    include: ['tests/{integration,instance}/{tenant-*,database-catalog}.test.ts'],
    // It tests lost connections, not isolation.
    exclude: ['tests/instance/tenant-disturbed-traffic.test.ts'],
    globalSetup: 'tests/fixtures/database-global.ts',
    setupFiles: ['tests/fixtures/no-console.ts', 'tests/fixtures/database-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    sequence: { sequencer: FastestFirst },
  },
})
