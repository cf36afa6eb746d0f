import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { compareCatalog, describeCatalog } from '../backup/describe-catalog.ts'
import { withClient } from '../database/with-client.ts'
import { checksumOf } from '../migrations/checksum-of.ts'
import { migrate } from '../migrations/migrate.ts'
import { withScratchServer } from '../scratch-server/with-scratch-server.ts'
import type { MigrationFile } from './read-migrations.ts'

/**
 * How a database differs from what the migrations that it has make on an empty server: tables, columns, keys, policies,
 * triggers, functions, grants, indexes that are INVALID; and migrations that are not those of the folder any more.
 */
export async function findDatabaseDrift(
  directUrl: string,
  files: readonly MigrationFile[],
): Promise<string[]> {
  const { applied, present } = await withClient(directUrl, async (client) => ({
    applied: (
      await client.query<{ name: string; checksum: string }>(
        `select migration_name as name, checksum from _prisma_migrations
         where finished_at is not null and rolled_back_at is null order by 1`,
      )
    ).rows,
    present: await describeCatalog(client),
  }))
  const sums = new Map(files.map(({ name, sql }) => [name, checksumOf(sql)]))
  const foreign = applied.flatMap(({ name, checksum }) => {
    const sum = sums.get(name)
    if (sum === undefined) return [`${name} is applied there, and not in prisma/migrations`]
    return sum === checksum ? [] : [`${name} was edited after it was applied there`]
  })
  const folder = await mkdtemp(join(tmpdir(), 'oneclicktag-migrations-'))
  try {
    const there = new Set(applied.map(({ name }) => name))
    for (const { name, path } of files.filter((file) => there.has(file.name))) {
      await cp(dirname(path), join(folder, name), { recursive: true })
    }
    await cp('prisma/migrations/migration_lock.toml', join(folder, 'migration_lock.toml'))
    const expected = await withScratchServer(async (url) => {
      await migrate(url, { migrations: folder })
      return withClient(url, describeCatalog)
    })
    return [...foreign, ...compareCatalog(expected, present, 'not of the migrations')]
  } finally {
    await rm(folder, { recursive: true })
  }
}
