import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { readBackfill } from '../backfill/read-backfill.ts'
import { runBackfill } from '../backfill/run-backfill.ts'
import { readContents, type TableContents } from '../backup/table-contents.ts'
import { findDatabaseDrift } from '../check/find-database-drift.ts'
import { readMigrations } from '../check/read-migrations.ts'
import { withClient } from '../database/with-client.ts'
import { isolationGaps } from '../isolation/isolation-gaps.ts'
import { migrate } from '../migrations/migrate.ts'
import type { Check } from '../report/check.ts'
import { type Phase, timed } from '../report/timed.ts'
import { withScratchServer } from '../scratch-server/with-scratch-server.ts'
import { seedAs, withCommit } from './with-commit.ts'

export type Rehearsal = {
  /** Names of what the commit does not have yet. */
  migrations: string[]
  backfills: string[]
  phases: Phase[]
  checks: Check[]
  ok: boolean
}

const MIGRATIONS = 'prisma/migrations'
const BACKFILLS = 'prisma/backfills'
/** Rows with a short life, and what migrations and backfills record about themselves. */
const NOT_COUNTED = ['public._prisma_migrations', 'app.backfill']

const entriesOf = async (folder: string) => new Set(await readdir(folder).catch(() => []))

/**
 * Applies what `project` has beyond a commit, its migrations and then its backfills, to a database as that commit makes
 * and fills it, on a server of its own.
 * @throws Error with what went wrong where that fails
 */
export async function rehearse(project: string, commit: string): Promise<Rehearsal> {
  return withCommit(project, commit, async (earlier) => {
    const beyond = async (folder: string) => {
      const known = await entriesOf(join(earlier, folder))
      return [...(await entriesOf(join(project, folder)))].filter((name) => !known.has(name)).sort()
    }
    const migrations = await beyond(MIGRATIONS)
    const backfills = (await beyond(BACKFILLS)).map((file) => basename(file, '.sql'))
    const phases: Phase[] = []
    if (migrations.length + backfills.length === 0)
      return { migrations, backfills, phases, checks: [], ok: true }

    const checks = await withScratchServer(async (url) => {
      await timed(phases, 'the tables of before', () =>
        migrate(url, { migrations: join(earlier, MIGRATIONS) }),
      )
      await timed(phases, 'the rows of before', () => seedAs(earlier, url))
      const before = await withClient(url, readContents)
      await timed(phases, `${migrations.length} migrations`, () =>
        migrate(url, { migrations: join(project, MIGRATIONS), attempts: 1 }),
      )
      for (const name of backfills) {
        const backfill = await readBackfill(
          name,
          await readFile(join(project, BACKFILLS, `${name}.sql`), 'utf8'),
        )
        const options = { rows: 2000, share: 1, onLine: () => undefined }
        await timed(phases, `backfill ${name}`, () => runBackfill(url, backfill, options))
      }
      const files = await readMigrations(join(project, MIGRATIONS))
      const drift = await findDatabaseDrift(url, files)
      return withClient(
        url,
        async (client): Promise<Check[]> => [
          keptRows(before, await readContents(client)),
          { name: 'structure', found: 'as the migrations make it on an empty server', issues: drift },
          {
            name: 'isolation',
            found: 'tables, keys, policies, grants, functions, triggers',
            issues: await isolationGaps(client),
          },
        ],
      )
    })
    return { migrations, backfills, phases, checks, ok: checks.every(({ issues }) => issues.length === 0) }
  })
}

/** A migration may add rows, and change them; none may be gone unless its table is. */
function keptRows(before: readonly TableContents[], after: readonly TableContents[]): Check {
  const counts = new Map(after.map(({ table, rows }) => [table, rows]))
  const counted = before.filter(({ table }) => !NOT_COUNTED.includes(table))
  const issues = counted.flatMap(({ table, rows }) => {
    const left = counts.get(table) ?? 0
    return left < rows ? [`${table} had ${rows} rows, and has ${left}`] : []
  })
  const rows = counted.reduce((sum, contents) => sum + contents.rows, 0)
  return { name: 'rows', found: `${rows} in ${counted.length} tables, none is gone`, issues }
}
