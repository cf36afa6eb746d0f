import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { findPrograms, type Programs, runProgram } from '../database/postgres-programs.ts'
import { findBlindSpots } from './blind-spots.ts'
import { describeCatalog } from './catalog-lines.ts'
import { countDumpedRows } from './dumped-rows.ts'
import { encryptFiles } from './encrypted-files.ts'
import { sumFiles } from './file-sums.ts'
import { CATALOG_FILE, DUMP_FOLDER, MANIFEST_FILE, type Manifest, ROLES_FILE } from './manifest.ts'
import { readRoles, rolesSql } from './recorded-roles.ts'
import { type Snapshot, withSnapshot } from './snapshot.ts'
import { readContents, type TableContents } from './table-contents.ts'

const DUMP_OPTIONS = [
  '--format=directory',
  '--compress=6',
  `--jobs=${Math.min(4, availableParallelism())}`,
  // Without it pg_dump refuses a role that row-level security holds for; with it, it leaves out what the role cannot
  // see. Hence findBlindSpots.
  '--enable-row-security',
  '--role=oct_owner',
  '--lock-wait-timeout=60s',
  '--no-password',
]

export type BackupOptions = {
  /** A login of oct_owner, past any pooler. */
  ownerUrl: string
  /** Must not exist yet. */
  folder: string
  /** Public keys to encrypt to; none: the files stay readable. */
  recipients: readonly string[]
}

async function assertFree(path: string, why: string): Promise<void> {
  const taken = await access(path).then(
    () => true,
    () => false,
  )
  if (taken) throw new Error(`${path} exists already: ${why}`)
}

type Server = { database: string; version: string; number: number; migrationHead: string | null }

async function readServer({ client }: Snapshot): Promise<Server> {
  const { rows } = await client.query<Server>(
    `select current_database() as database, current_setting('server_version') as version,
       current_setting('server_version_num')::int as number, app.migration_head() as "migrationHead"`,
  )
  const [server] = rows
  if (!server) throw new Error('the server tells nothing of itself')
  return server
}

/** What the snapshot shows, unless that cannot be all, or is nothing. */
async function readAll({ client }: Snapshot): Promise<TableContents[]> {
  const hidden = await findBlindSpots(client)
  if (hidden.length > 0) {
    throw new Error(
      `oct_owner may not see every row of ${hidden.join(', ')}, so a backup would lack them.
Each table needs its policy: create policy owner_all on … for all to oct_owner using (true) with check (true).`,
    )
  }
  const tables = await readContents(client)
  if (tables.every(({ table, rows }) => table !== 'public.organization' || rows === 0)) {
    throw new Error(
      'This database has no organization: an empty backup would only stand in for a better one.',
    )
  }
  return tables
}

async function assertWhole(
  programs: Programs,
  dump: string,
  tables: readonly TableContents[],
): Promise<void> {
  const dumped = await countDumpedRows(programs, dump)
  const faults = tables
    .filter(({ table, rows }) => dumped.get(table) !== rows)
    .map(({ table, rows }) => `${table}: ${dumped.get(table) ?? 'no'} rows instead of ${rows}`)
  if (faults.length > 0) throw new Error(`The dump is not whole:\n  ${faults.join('\n  ')}`)
}

/** What is true of one moment; the snapshot is held no longer than the dump takes. */
async function dumpMoment(folder: string, ownerUrl: string) {
  return withSnapshot(ownerUrl, async (snapshot) => {
    const { database, version, number, migrationHead } = await readServer(snapshot)
    if (!migrationHead) throw new Error('This database has no migrations: it is not the one to back up.')
    const serverMajor = Math.floor(number / 10_000)
    const programs = await findPrograms(['pg_dump', 'pg_restore'], serverMajor)
    const tables = await readAll(snapshot)
    const roles = await readRoles(snapshot.client)
    const catalog = await describeCatalog(snapshot.client)
    const dumping = [...DUMP_OPTIONS, `--snapshot=${snapshot.id}`, `--file=${join(folder, DUMP_FOLDER)}`]
    await runProgram(join(programs.folder, 'pg_dump'), dumping, { url: ownerUrl })
    const takenAt = snapshot.takenAt.toISOString()
    const moment = { takenAt, database, serverVersion: version, serverMajor, migrationHead, tables, roles }
    return { moment, catalog, programs }
  })
}

async function fill(folder: string, { ownerUrl, recipients }: BackupOptions): Promise<Manifest> {
  const { moment, catalog, programs } = await dumpMoment(folder, ownerUrl)
  await assertWhole(programs, join(folder, DUMP_FOLDER), moment.tables)
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
 * Backs up one moment of the database: rows, structure, roles, and a manifest to prove a restore by. The folder gets
 * its name when it is whole.
 * @throws Error when it would not be whole, or the folder is there already; nothing is left behind then
 */
export async function takeBackup(options: BackupOptions): Promise<Manifest> {
  const folder = resolve(options.folder)
  const unfinished = `${folder}.partial`
  await assertFree(folder, 'a backup is never overwritten.')
  await assertFree(unfinished, 'another backup is under way, or was cut short and can be removed.')
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
