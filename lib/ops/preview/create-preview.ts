import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { sqlStateOf } from '../../db/sql-state.ts'
import { previewClaimKeys, previewLogins, previewName, previewPassword } from '../../settings/preview-name.ts'
import { withClient } from '../database/with-client.ts'
import { migrate } from '../migrations/migrate.ts'
import { migrationsFolder } from '../prisma-cli/run-prisma.ts'
import { ensureGroups, ensureLogin } from '../roles/ensure-login.ts'
import { executeStatement } from '../roles/execute-statement.ts'
import { planAccess } from '../roles/plan-access.ts'
import { writeClaimKeys } from '../roles/write-claim-keys.ts'
import { seed } from '../seed/seed.ts'
import { appliedMigrations, divergence, localMigrations } from './migration-history.ts'
import { findPreview, type PreviewRecord, serverTime, writeRecord } from './preview-record.ts'
import {
  createClosedDatabase,
  onPreviewServer,
  requirePreviewServer,
  setOpen,
  urlAs,
  withLock,
} from './preview-server.ts'
import { TEMPLATE, TEMPLATE_LOCK } from './refresh-template.ts'
import { dropPreview } from './remove-preview.ts'

const UNKNOWN_DATABASE = '3D000'

export type PreviewOptions = {
  branch: string
  /** Passwords follow from it; the functions have the same. */
  secret: string
  pullRequest?: string | undefined
  /** Recreates the database, even where it could be migrated. */
  reset?: boolean
  /** Default: `prisma/migrations` of the working copy. */
  migrations?: string
}

type Session = PreviewOptions & { client: pg.Client; adminUrl: string; name: string; migrations: string }

/**
 * Creates the database of a branch: a copy of the template, so that the branch's migrations run on what main has, with
 * logins that can connect to no other database. A later build keeps the rows and applies new migrations; where the
 * branch has rewritten its migrations, the database is recreated.
 * @returns what was done, one line each, without secrets
 * @throws Error where there is no template or a migration fails; the next build then recreates the database
 */
export async function createPreview(adminUrl: string, options: PreviewOptions): Promise<string[]> {
  const started = performance.now()
  const name = previewName(options.branch)
  const migrations = options.migrations ?? migrationsFolder()
  return onPreviewServer(adminUrl, async (client) => {
    await requirePreviewServer(client)
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
  const { record: found, open = false } = (await findPreview(client, name)) ?? {}
  if (found && found.branch !== branch)
    throw new Error(`${name} is the preview of another branch, ${found.branch}; rename this one.`)
  if (found && open) await openToLogins(session, ownerPassword)
  const reason = found && (await recreationReason(session, found, open, ownerPassword))
  const keep = reason === undefined ? found : undefined
  if (!keep) await dropPreview(client, name)
  const record = keep ?? (await copyTemplate(session, ownerPassword))
  const how = keep
    ? 'kept, with its rows'
    : `${reason ? 'recreated' : 'created'} from the template${reason ? `: ${reason}` : ''}`
  return [`database ${name}: ${how}`, ...(await update(session, record, ownerPassword))]
}

function ownerUrlOf({ adminUrl, name }: Session, password: string): string {
  return urlAs(adminUrl, previewLogins(name).owner, password, name)
}

async function recreationReason(
  session: Session,
  record: PreviewRecord,
  open: boolean,
  ownerPassword: string,
): Promise<string | undefined> {
  if (session.reset) return 'as requested'
  if (!open) return 'its creation was interrupted'
  const applied = await appliedMigrations(ownerUrlOf(session, ownerPassword), record.createdAt)
  return divergence(applied, await localMigrations(session.migrations))
}

async function newRecord({ client, branch, pullRequest }: Session): Promise<PreviewRecord> {
  const now = await serverTime(client)
  return { branch, ...(pullRequest && { pullRequest }), createdAt: now, builtAt: now }
}

async function copyTemplate(session: Session, ownerPassword: string): Promise<PreviewRecord> {
  const { client, name } = session
  await withLock(client, TEMPLATE_LOCK, () => createClosedDatabase(client, name, TEMPLATE), {
    shared: true,
  }).catch((error: unknown) => {
    if (sqlStateOf(error) !== UNKNOWN_DATABASE) throw error
    throw new Error(
      'There is no template yet. Create it with `npm run preview:template` in a working copy of main.',
    )
  })
  await openToLogins(session, ownerPassword)
  const record = await newRecord(session)
  await writeRecord(client, name, record)
  await setOpen(client, name, true)
  return record
}

/**
 * Creates the logins and opens the database to them only. The functions derive the passwords of their two logins; the
 * owner's is random and used in this build only.
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
  for (const statement of planAccess(name, Object.values(logins))) await executeStatement(client, statement)
}

/** Applies the migrations that the database lacks, seeds missing rows, and disables the owner's login again. */
async function update(session: Session, record: PreviewRecord, ownerPassword: string): Promise<string[]> {
  const { client, name, secret, pullRequest, migrations } = session
  const logins = previewLogins(name)
  const ownerUrl = ownerUrlOf(session, ownerPassword)
  try {
    const applied = new Set(
      (await appliedMigrations(ownerUrl, record.createdAt)).map((migration) => migration.name),
    )
    const missing = [...(await localMigrations(migrations)).keys()].filter((each) => !applied.has(each))
    if (missing.length > 0) await migrate(ownerUrl, { migrations })
    const keys = previewClaimKeys(secret, name)
    const claims = await withClient(ownerUrl, (owner) => writeClaimKeys(owner, keys))
    const seeded = await seed(ownerUrl)
    await writeRecord(client, name, {
      ...record,
      ...(pullRequest && { pullRequest }),
      builtAt: await serverTime(client),
    })
    return [
      `migrations: ${missing.toSorted().join(', ') || 'none to apply'}`,
      claims,
      `seed: ${seeded.map((organization) => organization.name).join(', ')}`,
      `logins ${logins.app}, ${logins.system}: for this database only`,
    ]
  } finally {
    await executeStatement(client, { template: 'ALTER ROLE %I NOLOGIN', values: [logins.owner] })
  }
}
