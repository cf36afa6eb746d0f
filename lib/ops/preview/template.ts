import { randomBytes } from 'node:crypto'
import { withClient } from '../database/with-client.ts'
import { migrate } from '../migrations/migrate.ts'
import { ensureGroups, ensureLogin, run } from '../roles/roles.ts'
import { planAccess, planSchema } from '../roles/roles-plan.ts'
import { seed } from '../seed/seed.ts'
import {
  makeClosedDatabase,
  onPreviewServer,
  requireServerOfPreviews,
  setOpen,
  urlAs,
  withLock,
} from './preview-server.ts'

/** What previews are made from: the schema of main, with made-up rows. Nobody can connect to it. */
export const TEMPLATE = 'preview_template'

const NEXT = 'preview_template_next'
const OWNER = 'preview_template_owner'

/** Held shared by whoever copies the template, alone by whoever replaces it. */
export const TEMPLATE_LOCK = 'preview template'

/**
 * Makes the template anew from the migrations and the seed of this working copy, which has to be main's. Previews go on
 * being made from the old one meanwhile; the new one takes its place in one moment.
 * @returns what it did, one line each
 * @throws Error on a server that has other databases of OneClickTag
 */
export async function refreshTemplate(
  adminUrl: string,
  options: { migrations?: string } = {},
): Promise<string[]> {
  const started = performance.now()
  return onPreviewServer(adminUrl, async (client) => {
    await requireServerOfPreviews(client)
    return withLock(client, 'preview template next', async () => {
      await ensureGroups(client)
      await run(client, { template: 'DROP DATABASE IF EXISTS %I WITH (FORCE)', values: [NEXT] })
      await makeClosedDatabase(client, NEXT, 'template0')
      const password = randomBytes(24).toString('base64url')
      await ensureLogin(client, { group: 'oct_owner', name: OWNER, password })
      for (const statement of planAccess(NEXT, [OWNER])) await run(client, statement)
      await setOpen(client, NEXT, true)

      await prepareSchema(adminUrl)
      const ownerUrl = urlAs(adminUrl, OWNER, password, NEXT)
      await migrate(ownerUrl, options)
      const seeded = await seed(ownerUrl)
      const head = await migrationHead(ownerUrl)

      await run(client, { template: 'ALTER ROLE %I NOLOGIN', values: [OWNER] })
      await setOpen(client, NEXT, false)
      await withLock(client, TEMPLATE_LOCK, async () => {
        await run(client, { template: 'DROP DATABASE IF EXISTS %I', values: [TEMPLATE] })
        await run(client, { template: 'ALTER DATABASE %I RENAME TO %I', values: [NEXT, TEMPLATE] })
      })
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      return [
        `template ${TEMPLATE}: made anew in ${seconds} s, closed to everybody`,
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
    for (const statement of planSchema()) await run(client, statement)
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
