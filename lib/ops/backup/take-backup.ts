import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { findPrograms, type Programs, runProgram } from '../database/postgres-programs.ts'
import { countDumpedRows } from './count-dumped-rows.ts'
import { describeCatalog } from './describe-catalog.ts'
import { encryptFiles } from './encrypted-files.ts'
import { sumFiles } from './file-sums.ts'
import { hiddenTables } from './hidden-tables.ts'
import { CATALOG_FILE, DUMP_FOLDER, MANIFEST_FILE, type Manifest, ROLES_FILE } from './manifest.ts'
import { readRoles, rolesSql } from './recorded-roles.ts'
import { type Snapshot, withSnapshot } from './snapshot.ts'
import { KEPT_OUT, readContents, type TableContents } from './table-contents.ts'

const DUMP_OPTIONS = [
  '--format=directory',
  '--compress=6',
  `--jobs=${Math.min(4, availableParallelism())}`,
  // Without it pg_dump rejects a role that row-level security applies to; with it, it omits what the role cannot see.
  // Hence hiddenTables.
  '--enable-row-security',
  `--exclude-table-data=${KEPT_OUT}`,
  '--role=oct_owner',
  // Nothing there is ours but rights taken away, which db:roles takes away again.
  '--exclude-schema=pg_catalog',
  '--lock-wait-timeout=60s',
  '--no-password',
]

/** Nothing of ours is one, and those of other logins the owner may not read: each would end the dump. */
function withoutLargeObjects({ major }: Programs): string {
  return major >= 16 ? '--no-large-objects' : '--no-blobs'
}

export type BackupOptions = {
  /** A login of oct_owner, bypassing any pooler. */
  ownerUrl: string
  /** Must not exist yet. */
  folder: string
  /** Public keys to encrypt to; without any the files stay readable. */
  recipients: readonly string[]
}

/** The organization that health reads as, which a migration makes. */
const OF_HEALTH = 1

async function assertMissing(path: string, why: string): Promise<void> {
  const exists = await access(path).then(
    () => true,
    () => false,
  )
  if (exists) throw new Error(`${path} exists already: ${why}`)
}

type Server = { database: string; version: string; number: number; migrationHead: string | null }

async function readServer({ client }: Snapshot): Promise<Server> {
  const { rows } = await client.query<Server>(
    `select current_database() as database, current_setting('server_version') as version,
       current_setting('server_version_num')::int as number, app.migration_head() as "migrationHead"`,
  )
  const [server] = rows
  if (!server) throw new Error('The server returned no version.')
  return server
}

/**
 * The contents of every table.
 * @throws Error when row-level security hides rows, or when there are none
 */
async function readAll({ client }: Snapshot): Promise<TableContents[]> {
  const hidden = await hiddenTables(client)
  if (hidden.length > 0) {
    throw new Error(
      `oct_owner may not see every row of ${hidden.join(', ')}, so a backup would lack them.
Each table needs its policy: create policy owner_all on … for all to oct_owner using (true) with check (true).`,
    )
  }
  const tables = await readContents(client)
  if (tables.every(({ table, rows }) => table !== 'public.organization' || rows <= OF_HEALTH)) {
    throw new Error('This database has no organization: an empty backup would only replace a better one.')
  }
  return tables
}

async function assertComplete(
  programs: Programs,
  dump: string,
  tables: readonly TableContents[],
): Promise<void> {
  const dumped = await countDumpedRows(programs, dump)
  const issues = tables
    .filter(({ table, rows }) => dumped.get(table) !== rows)
    .map(({ table, rows }) => `${table}: ${dumped.get(table) ?? 'no'} rows instead of ${rows}`)
  if (issues.length > 0) throw new Error(`The dump is incomplete:\n  ${issues.join('\n  ')}`)
}

/** Dumps one moment; the snapshot is held no longer than the dump takes. */
async function dumpMoment(folder: string, ownerUrl: string) {
  return withSnapshot(ownerUrl, async (snapshot) => {
    const { database, version, number, migrationHead } = await readServer(snapshot)
    if (!migrationHead)
      throw new Error('This database has no migrations: it is not a database of OneClickTag.')
    const serverMajor = Math.floor(number / 10_000)
    const programs = await findPrograms(['pg_dump', 'pg_restore'], serverMajor)
    const tables = await readAll(snapshot)
    const roles = await readRoles(snapshot.client)
    const catalog = await describeCatalog(snapshot.client)
    const dumping = [
      ...DUMP_OPTIONS,
      withoutLargeObjects(programs),
      `--snapshot=${snapshot.id}`,
      `--file=${join(folder, DUMP_FOLDER)}`,
    ]
    await runProgram(join(programs.folder, 'pg_dump'), dumping, { url: ownerUrl })
    const takenAt = snapshot.takenAt.toISOString()
    const moment = { takenAt, database, serverVersion: version, serverMajor, migrationHead, tables, roles }
    return { moment, catalog, programs }
  })
}

async function fill(folder: string, { ownerUrl, recipients }: BackupOptions): Promise<Manifest> {
  const { moment, catalog, programs } = await dumpMoment(folder, ownerUrl)
  await assertComplete(programs, join(folder, DUMP_FOLDER), moment.tables)
  await writeFile(join(folder, CATALOG_FILE), `${catalog.join('\n')}\n`, { mode: 0o600, flush: true })
  await writeFile(join(folder, ROLES_FILE), rolesSql(moment.roles), { mode: 0o600, flush: true })
  if (recipients.length > 0) await encryptFiles(folder, recipients)
  return {
    format: 1,
    ...moment,
    recipients: recipients.length > 0 ? [...recipients] : null,
    files: await sumFiles(folder),
    tools: { pg_dump: programs.version, node: process.versions.node },
  }
}

/**
 * Backs up one moment of the database: rows, structure, roles, and a manifest to check a restore against. The folder
 * gets its final name when it is complete.
 * @throws Error when the backup would be incomplete or the folder exists; nothing is left behind then
 */
export async function takeBackup(options: BackupOptions): Promise<Manifest> {
  const folder = resolve(options.folder)
  const unfinished = `${folder}.partial`
  await assertMissing(folder, 'a backup is never overwritten.')
  await assertMissing(unfinished, 'another backup is running, or was interrupted and can be removed.')
  await mkdir(unfinished, { mode: 0o700 })
  try {
    const manifest = await fill(unfinished, options)
    const text = `${JSON.stringify(manifest, null, 2)}\n`
    await writeFile(join(unfinished, MANIFEST_FILE), text, { mode: 0o600, flush: true })
    await rename(unfinished, folder)
    return manifest
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    throw error
  }
}
