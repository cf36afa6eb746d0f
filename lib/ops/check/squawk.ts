import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import type { Finding } from './read-migrations.ts'

/** Rules that are switched off, each with its reason. */
const NOT_OURS = {
  'require-lock-timeout': 'db:migrate sets it',
  'require-statement-timeout': 'db:migrate sets it',
  'adding-not-nullable-field': 'not-null-unproven covers it, without the lock',
  'ban-concurrent-index-creation-in-transaction':
    'concurrently-not-alone covers it, for how scripts are sent',
  'prefer-bigint-over-int': 'a number that can outgrow 32 bits is chosen case by case',
  'prefer-bigint-over-smallint': 'likewise',
}

const Output = z.array(
  z.object({
    file: z.string(),
    /** From 0. */
    line: z.number(),
    message: z.string(),
    help: z.string().nullable(),
    rule_name: z.string(),
  }),
)

/**
 * What squawk finds in migrations (https://squawkhq.com/docs/rules).
 * @throws Error where it cannot be run
 */
export async function squawk(paths: readonly string[]): Promise<Finding[]> {
  if (paths.length === 0) return []
  const program = join(
    dirname(createRequire(import.meta.url).resolve('squawk-cli/package.json')),
    'js/bin/squawk',
  )
  const options = ['--assume-in-transaction', '--pg-version=15.0', '--reporter=json']
  const excluded = `--exclude=${Object.keys(NOT_OURS).join(',')}`
  const run = promisify(execFile)(process.execPath, [program, ...options, excluded, ...paths])
  // It ends with status 1 where it found something.
  const { stdout } = await run.catch((error: unknown) => {
    if (error instanceof Error && 'stdout' in error && String(error.stdout).startsWith('[')) {
      return { stdout: String(error.stdout) }
    }
    throw error
  })
  return Output.parse(JSON.parse(stdout)).map(({ file, line, message, help, rule_name }) => ({
    file,
    line: line + 1,
    rule: rule_name,
    problem: message,
    instead: help ?? 'Two releases: see prisma/handbook/recipes.md.',
  }))
}
