import { randomBytes } from 'node:crypto'
import { withClient } from '../database/with-client.ts'
import { migrate } from '../migrations/migrate.ts'
import { ensureGroups, ensureLogin } from '../roles/ensure-login.ts'
import { executeStatement } from '../roles/execute-statement.ts'
import { planAccess, planSchema } from '../roles/plan-access.ts'
import { seed } from '../seed/seed.ts'
import { dropDatabase } from './drop-database.ts'
import {
  createClosedDatabase,
  onPreviewServer,
  requirePreviewServer,
  setOpen,
  urlAs,
  withLock,
} from './preview-server.ts'

/** The database that previews are copied from: the schema of main, with made-up rows. It accepts no connections. */
export const TEMPLATE = 'preview_template'

const NEXT = 'preview_template_next'
const OWNER = 'preview_template_owner'

/** Held shared to copy the template, exclusively to replace it. */
export const TEMPLATE_LOCK = 'preview template'

/**
 * Recreates the template from the migrations and the seed of this working copy, which has to be main's. Previews are
 * copied from the old one meanwhile; the new one replaces it by a rename.
 * @returns what was done, one line each
 * @throws Error on a server that has other databases of OneClickTag
 */
export async function refreshTemplate(
  adminUrl: string,
  options: { migrations?: string } = {},
): Promise<string[]> {
  const started = performance.now()
  return onPreviewServer(adminUrl, async (client) => {
    await requirePreviewServer(client)
    return withLock(client, 'preview template next', async () => {
      await ensureGroups(client)
      await dropDatabase(client, NEXT)
      await createClosedDatabase(client, NEXT, 'template0')
      const password = randomBytes(24).toString('base64url')
      await ensureLogin(client, { group: 'oct_owner', name: OWNER, password })
      for (const statement of planAccess(NEXT, [OWNER])) await executeStatement(client, statement)
      await setOpen(client, NEXT, true)

      await prepareSchema(adminUrl)
      const ownerUrl = urlAs(adminUrl, OWNER, password, NEXT)
      await migrate(ownerUrl, options)
      const seeded = await seed(ownerUrl)
      const head = await migrationHead(ownerUrl)

      await executeStatement(client, { template: 'ALTER ROLE %I NOLOGIN', values: [OWNER] })
      await setOpen(client, NEXT, false)
      await withLock(client, TEMPLATE_LOCK, async () => {
        await executeStatement(client, { template: 'DROP DATABASE IF EXISTS %I', values: [TEMPLATE] })
        await executeStatement(client, {
          template: 'ALTER DATABASE %I RENAME TO %I',
          values: [NEXT, TEMPLATE],
        })
      })
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      return [
        `template ${TEMPLATE}: recreated in ${seconds} s, accepts no connections`,
        `migrations: up to ${head}`,
        `seed: ${seeded.map(({ name }) => name).join(', ')}`,
      ]
    })
  })
}

async function prepareSchema(adminUrl: string): Promise<void> {
  const url = new URL(adminUrl)
  url.pathname = `/${NEXT}`
  await onPreviewServer(url.href, async (client) => {
    for (const statement of planSchema()) await executeStatement(client, statement)
  })
}

async function migrationHead(ownerUrl: string): Promise<string> {
  const { rows } = await withClient(ownerUrl, (client) =>
    client.query<{ name: string }>(
      'SELECT max(migration_name) AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL',
    ),
  )
  return rows[0]?.name ?? 'none'
}
