import { setTimeout } from 'node:timers/promises'
import { migrationsFolder, runPrisma } from '../prisma-cli/run-prisma.ts'
import { requireExtensionSchema } from './require-extension-schema.ts'
import { invalidIndexes, settleUnfinished } from './settle-unfinished.ts'
import {
  DEFAULT_LIMITS,
  type MigrationLimits,
  withLimits,
  withMigrationSession,
} from './with-migration-session.ts'

const LONGEST_PAUSE_MS = 30_000

export type MigrateOptions = {
  /** Prints what is done as it is done. */
  echo?: boolean
  /** Called for every pause and everything that was cleaned up. */
  onEvent?: (line: string) => void
  limits?: MigrationLimits
  /** How often a migration is tried that does not get its locks. Default 8, which takes some two minutes. */
  attempts?: number
  /** The pause before the second attempt; it doubles with each. Default 1 s. */
  pauseMs?: number
  dropInvalidIndexes?: boolean
  /** Default: `prisma/migrations`. */
  migrations?: string
}

/**
 * Whether a migration got no lock in time (55P03), or was chosen to end a deadlock (40P01): it has changed nothing, and
 * may do better a moment later.
 */
function lackedLock(output: string): boolean {
  return /\b(55P03|40P01)\b|lock timeout|P1002/.test(output)
}

/** Doubled with each attempt, and up to half of it left off, so that two that met do not meet again. */
function pauseBefore(attempt: number, firstMs: number): number {
  return Math.min(firstMs * 2 ** (attempt - 1), LONGEST_PAUSE_MS) * (1 - Math.random() / 2)
}

/**
 * Applies the migrations that the database lacks (`prisma migrate deploy`). One that waits for a lock longer than its
 * limit is rolled back, so that nothing queues behind it for long, and tried again after a pause; one that fails for any
 * other reason is not. What an earlier run left unfinished is cleaned up first. Several may be called concurrently.
 * @returns what was done, and what Prisma printed
 * @throws Error with what Prisma printed when a migration fails or the database cannot be reached
 */
export async function migrate(directUrl: string, options: MigrateOptions = {}): Promise<string> {
  const { limits = DEFAULT_LIMITS, attempts = 8, pauseMs = 1000, migrations = migrationsFolder() } = options
  const { echo = false, dropInvalidIndexes: dropInvalid = false } = options
  const said: string[] = []
  const say = (line: string) => {
    said.push(line)
    options.onEvent?.(line)
    if (echo) console.log(line)
  }
  for (let attempt = 1; ; attempt += 1) {
    await withMigrationSession(directUrl, limits, async (client) => {
      await requireExtensionSchema(client)
      await withMigrationSession(directUrl, limits, (holder) =>
        settleUnfinished(client, holder, migrations, { say, dropInvalid }),
      )
    })
    const { exitCode, output } = await runPrisma(['migrate', 'deploy'], withLimits(directUrl, limits), {
      echo,
      migrations,
    })
    said.push(output)
    if (exitCode === 0) break
    if (!lackedLock(output)) throw new Error(echo ? 'The migrations were not applied.' : output.trim())
    if (attempt === attempts) {
      throw new Error(
        `No lock within ${limits.lockTimeout} in ${attempts} attempts. See who holds it (\`npm run db:insights\`).` +
          (echo ? '' : `\n${output.trim()}`),
      )
    }
    const pause = pauseBefore(attempt, pauseMs)
    say(
      `No lock within ${limits.lockTimeout}; attempt ${attempt + 1} of ${attempts} in ${Math.round(pause)} ms.`,
    )
    await setTimeout(pause)
  }
  const invalid = await withMigrationSession(directUrl, limits, invalidIndexes)
  if (invalid.length > 0) {
    say(`INVALID indexes, which cost writes and are used by no query: ${invalid.join(', ')}`)
    say('`npm run db:migrate -- --drop-invalid-indexes` drops them.')
  }
  return said.join('\n')
}
