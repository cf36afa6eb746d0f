import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withClient } from '../database/with-client.ts'
import { checksumOf } from '../migrations/checksum-of.ts'

export type AppliedMigration = {
  name: string
  checksum: string
  failed: boolean
  /** Applied after the preview was created: the branch's own, or a newer one of main. The rest is from the template. */
  since: boolean
}

/** Checksums (SHA-256) of the migrations in a folder, by name, as Prisma records them. */
export async function localMigrations(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { withFileTypes: true })
  const migrations = entries
    .filter((entry) => entry.isDirectory())
    .map(async ({ name }) => {
      const script = await readFile(join(folder, name, 'migration.sql'))
      return [name, checksumOf(script)] as const
    })
  return new Map(await Promise.all(migrations))
}

/** The migrations that were applied to a preview's database, in order. */
export async function appliedMigrations(ownerUrl: string, createdAt: Date): Promise<AppliedMigration[]> {
  const { rows } = await withClient(ownerUrl, (client) =>
    client.query<AppliedMigration>(
      `SELECT migration_name AS name, checksum, finished_at IS NULL AS failed, started_at > $1 AS since
         FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
      [createdAt],
    ),
  )
  return rows
}

/**
 * Why a preview cannot be migrated: a branch may rewrite its own migrations until they are merged. `undefined` where it
 * can be.
 */
export function divergence(
  applied: readonly AppliedMigration[],
  local: ReadonlyMap<string, string>,
): string | undefined {
  for (const { name, checksum, failed, since } of applied) {
    if (!since) continue
    if (failed) return `${name} had failed`
    if (!local.has(name)) return `${name} is no longer in the branch`
    if (local.get(name) !== checksum) return `${name} has changed since`
  }
  return undefined
}
