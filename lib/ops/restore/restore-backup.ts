import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { DUMP_FOLDER, ROLES_FILE } from '../backup/manifest.ts'
import { DUMPED_TABLES } from '../backup/table-contents.ts'
import { type Programs, runProgram } from '../database/postgres-programs.ts'
import { withClient } from '../database/with-client.ts'
import { requireExtensionSchema } from '../migrations/require-extension-schema.ts'
import { ensureRoles } from '../roles/ensure-roles.ts'
import type { LoginUrls } from '../roles/read-logins.ts'

/** A database to restore into, which need not exist yet, and its logins. */
export type RestoreTarget = { adminUrl: string; urls: LoginUrls }

async function assertEmpty(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(DUMPED_TABLES)
  if (rows.length > 0)
    throw new Error(
      `Database ${client.database} already has ${rows.length} tables: a backup is restored into an empty database.`,
    )
}

/**
 * Restores roles and their settings: those of the code with the passwords of `urls`, then those that the backup recorded.
 * @throws Error where the database is not empty
 */
export async function restoreRoles(readable: string, { adminUrl, urls }: RestoreTarget): Promise<void> {
  await ensureRoles(adminUrl, urls)
  await withClient(adminUrl, async (client) => {
    await assertEmpty(client)
    await requireExtensionSchema(client)
    await client.query(await readFile(join(readable, ROLES_FILE), 'utf8'))
  })
}

const ISOLATION_RULES = /^\d+; \d+ \d+ (POLICY|ROW SECURITY) /

/**
 * Restores structure and rows as `oct_owner`; no superuser is needed. Policies come last, because foreign keys are
 * checked by queries of the owner, to which forced row-level security applies too.
 * @throws Error at the first failure
 */
export async function restoreDump(programs: Programs, readable: string, ownerUrl: string): Promise<void> {
  const pgRestore = join(programs.folder, 'pg_restore')
  const dump = join(readable, DUMP_FOLDER)
  const contents = (await runProgram(pgRestore, ['--list', dump])).split('\n')
  const lists = await mkdtemp(join(tmpdir(), 'oneclicktag-restore-'))
  try {
    const restore = async (name: string, lines: readonly string[], jobs: number) => {
      const list = join(lists, name)
      await writeFile(list, lines.join('\n'))
      const options = ['--exit-on-error', '--no-password', '--role=oct_owner', `--jobs=${jobs}`]
      await runProgram(pgRestore, [...options, `--use-list=${list}`, dump], { url: ownerUrl })
    }
    await restore(
      'everything-else',
      contents.filter((line) => !ISOLATION_RULES.test(line)),
      Math.min(4, availableParallelism()),
    )
    await restore(
      'row-security',
      contents.filter((line) => ISOLATION_RULES.test(line)),
      1,
    )
  } finally {
    await rm(lists, { recursive: true, force: true })
  }
}
