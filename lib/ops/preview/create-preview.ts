import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { sqlStateOf } from '../../db/sql-state.ts'
import { previewLogins, previewName, previewPassword } from '../../settings/preview-name.ts'
import { migrate } from '../migrations/migrate.ts'
import { ensureGroups, ensureLogin, run } from '../roles/roles.ts'
import { planAccess } from '../roles/roles-plan.ts'
import { migrationsFolder } from '../schema-engine/prisma-cli.ts'
import { seed } from '../seed/seed.ts'
import { appliedMigrations, divergence, localMigrations } from './history.ts'
import { findPreview, type Mark, serverTime, setMark } from './mark.ts'
import {
  makeClosedDatabase,
  onPreviewServer,
  requireServerOfPreviews,
  setOpen,
  urlAs,
  withLock,
} from './preview-server.ts'
import { dropPreview } from './remove-preview.ts'
import { TEMPLATE, TEMPLATE_LOCK } from './template.ts'

const UNKNOWN_DATABASE = '3D000'

export type PreviewOptions = {
  branch: string
  /** Passwords follow from it; the functions have the same. */
  secret: string
  pullRequest?: string | undefined
  /** Makes the database anew, even where the branch could be migrated on. */
  reset?: boolean
  /** Default: `prisma/migrations` of the working copy. */
  migrations?: string
}

type Session = PreviewOptions & { client: pg.Client; adminUrl: string; name: string; migrations: string }

/**
 * Gives a branch its database: copied from the template, so that the branch's migrations meet what main has, with logins
 * that can connect to it and to no other. A later build of the branch keeps its rows and is migrated on; where the
 * branch has rewritten its migrations, the database is made anew.
 * @returns what it did, one line each, without secrets
 * @throws Error where there is no template, or a migration fails; the next build then starts anew
 */
export async function createPreview(adminUrl: string, options: PreviewOptions): Promise<string[]> {
  const started = performance.now()
  const name = previewName(options.branch)
  const migrations = options.migrations ?? migrationsFolder()
  return onPreviewServer(adminUrl, async (client) => {
    await requireServerOfPreviews(client)
    return withLock(client, name, async () => {
      await ensureGroups(client)
      const lines = await build({ ...options, client, adminUrl, name, migrations })
      return [...lines, `ready after ${((performance.now() - started) / 1000).toFixed(1)} s`]
    })
  })
}

async function build(session: Session): Promise<string[]> {
  const { client, name, branch } = session
  const ownerPassword = randomBytes(24).toString('base64url')
  const { mark: found, open = false } = (await findPreview(client, name)) ?? {}
  if (found && found.branch !== branch)
    throw new Error(`${name} is the preview of another branch, ${found.branch}; rename this one.`)
  if (found && open) await openToLogins(session, ownerPassword)
  const reason = found && (await whyAnew(session, found, open, ownerPassword))
  const keep = reason === undefined ? found : undefined
  if (!keep) await dropPreview(client, name)
  const mark = keep ?? (await makeFromTemplate(session, ownerPassword))
  const how = keep ? 'kept, with its rows' : `made from the template${reason ? ` anew: ${reason}` : ''}`
  return [`database ${name}: ${how}`, ...(await bringUp(session, mark, ownerPassword))]
}

function ownerUrlOf({ adminUrl, name }: Session, password: string): string {
  return urlAs(adminUrl, previewLogins(name).owner, password, name)
}

async function whyAnew(
  session: Session,
  mark: Mark,
  open: boolean,
  ownerPassword: string,
): Promise<string | undefined> {
  if (session.reset) return 'as asked'
  if (!open) return 'its making was cut off'
  const applied = await appliedMigrations(ownerUrlOf(session, ownerPassword), mark.madeAt)
  return divergence(applied, await localMigrations(session.migrations))
}

async function newMark({ client, branch, pullRequest }: Session): Promise<Mark> {
  const now = await serverTime(client)
  return { branch, ...(pullRequest && { pullRequest }), madeAt: now, builtAt: now }
}

async function makeFromTemplate(session: Session, ownerPassword: string): Promise<Mark> {
  const { client, name } = session
  await withLock(client, TEMPLATE_LOCK, () => makeClosedDatabase(client, name, TEMPLATE), {
    shared: true,
  }).catch((error: unknown) => {
    if (sqlStateOf(error) !== UNKNOWN_DATABASE) throw error
    throw new Error(
      'There is no template yet. `npm run preview:template` makes it, in a working copy of main.',
    )
  })
  await openToLogins(session, ownerPassword)
  const mark = await newMark(session)
  await setMark(client, name, mark)
  await setOpen(client, name, true)
  return mark
}

/**
 * Makes the logins and gives them, and nobody else, the database. The functions compute the passwords of their two; the
 * owner's is for this build and forgotten with it.
 */
async function openToLogins({ client, name, secret }: Session, ownerPassword: string): Promise<void> {
  const logins = previewLogins(name)
  await ensureLogin(client, {
    group: 'oct_app',
    name: logins.app,
    password: previewPassword(secret, name, 'app'),
  })
  await ensureLogin(client, {
    group: 'oct_system',
    name: logins.system,
    password: previewPassword(secret, name, 'system'),
  })
  await ensureLogin(client, { group: 'oct_owner', name: logins.owner, password: ownerPassword })
  for (const statement of planAccess(name, Object.values(logins))) await run(client, statement)
}

/** Applies what the branch has and the database lacks, seeds what is missing, and closes the owner's login again. */
async function bringUp(session: Session, mark: Mark, ownerPassword: string): Promise<string[]> {
  const { client, name, pullRequest, migrations } = session
  const logins = previewLogins(name)
  const ownerUrl = ownerUrlOf(session, ownerPassword)
  try {
    const applied = new Set(
      (await appliedMigrations(ownerUrl, mark.madeAt)).map((migration) => migration.name),
    )
    const lacking = [...(await localMigrations(migrations)).keys()].filter((each) => !applied.has(each))
    if (lacking.length > 0) await migrate(ownerUrl, { migrations })
    const seeded = await seed(ownerUrl)
    await setMark(client, name, {
      ...mark,
      ...(pullRequest && { pullRequest }),
      builtAt: await serverTime(client),
    })
    return [
      `migrations: ${lacking.toSorted().join(', ') || 'none to apply'}`,
      `seed: ${seeded.map((organization) => organization.name).join(', ')}`,
      `logins ${logins.app}, ${logins.system}: for this database only`,
    ]
  } finally {
    await run(client, { template: 'ALTER ROLE %I NOLOGIN', values: [logins.owner] })
  }
}
