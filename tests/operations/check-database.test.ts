import { expect, it, onTestFinished } from 'vitest'
import { findDatabaseDrift } from '../../lib/ops/check/find-database-drift.ts'
import { readMigrations } from '../../lib/ops/check/read-migrations.ts'
import { freshDatabase, ownerPool } from '../fixtures/database.ts'

it('a database that was changed by hand is told from what its migrations make', async () => {
  const database = await freshDatabase()
  onTestFinished(() => database[Symbol.asyncDispose]())
  const files = await readMigrations('prisma/migrations')
  expect(await findDatabaseDrift(database.owner, files)).toEqual([])

  await ownerPool(database).query(
    `alter policy tenant_select on customer using (true);
     create index by_hand on customer (name);
     update _prisma_migrations set checksum = 'x' where migration_name like '%_foundation';
     update _prisma_migrations set migration_name = '2026_elsewhere' where migration_name like '%_backfill'`,
  )
  const drift = await findDatabaseDrift(database.owner, files)
  expect(drift).toEqual([
    '20261129000100_foundation was edited after it was applied there',
    '2026_elsewhere is applied there, and not in prisma/migrations',
    expect.stringContaining('missing: policy public.customer.tenant_select'),
    expect.stringContaining('not of the migrations: column app.backfill.changed'),
    ...drift.slice(4),
  ])
  expect(drift.join('\n')).toContain('not of the migrations: index valid t CREATE INDEX by_hand')
})
