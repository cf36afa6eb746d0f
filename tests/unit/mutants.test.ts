import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { MUTANTS } from '../mutants/mutants.ts'
import { requireApplicable } from '../mutants/working-copy.ts'

it('every mutant of the isolation changes a text that occurs exactly once', async () => {
  await expect(requireApplicable(MUTANTS)).resolves.toBeUndefined()
})

it('every mutant of the isolation names an existing suite', () => {
  const suites = new Set(MUTANTS.map(({ suite }) => suite))
  const exists = (suite: string) =>
    ['integration', 'instance'].some((folder) => existsSync(`tests/${folder}/${suite}.test.ts`))
  expect([...suites].filter((suite) => !exists(suite))).toEqual([])
})
