import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { isolationGaps } from '../isolation/isolation-gaps.ts'
import { migrate } from '../migrations/migrate.ts'
import type { LoginUrls } from '../roles/roles-plan.ts'
import { runPrisma } from '../schema-engine/prisma-cli.ts'
import { checkChains } from './audit-chains.ts'
import { compareCatalog, describeCatalog } from './catalog-lines.ts'
import { CATALOG_FILE, type Manifest } from './manifest.ts'
import { readRoles } from './recorded-roles.ts'
import { withSnapshot } from './snapshot.ts'
import { compareContents, readContents } from './table-contents.ts'
import { checkTenants } from './tenant-sample.ts'

const MIGRATIONS = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url))
const FROM_DATABASE_TO_SCHEMA = [
  'migrate',
  'diff',
  '--from-config-datasource',
  '--to-schema=prisma/schema.prisma',
  '--exit-code',
]

/** One thing that has to hold of a restored database: what was looked at, and a line for each fault. */
export type Check = { name: string; found: string; faults: string[] }

async function checkContents(client: pg.Client, { tables }: Manifest): Promise<Check> {
  const faults = compareContents(tables, await readContents(client))
  const rows = tables.reduce((total, table) => total + table.rows, 0)
  return { name: 'rows', found: `${tables.length} tables, ${rows} rows, count and checksum of each`, faults }
}

async function checkCatalog(client: pg.Client, readable: string): Promise<Check> {
  const expected = (await readFile(join(readable, CATALOG_FILE), 'utf8')).trimEnd().split('\n')
  const faults = compareCatalog(expected, await describeCatalog(client))
  const policies = expected.filter((line) => line.startsWith('policy ')).length
  const functions = expected.filter((line) => line.startsWith('function ')).length
  const found = `${expected.length} definitions, ${policies} policies and ${functions} functions with grants among them`
  return { name: 'structure', found, faults }
}

function missingFrom(found: readonly string[], expected: readonly string[]): string[] {
  return expected.filter((line) => !found.includes(line)).map((line) => `missing: ${line}`)
}

async function checkRoles(client: pg.Client, { roles }: Manifest): Promise<Check> {
  const found = await readRoles(client)
  const lines = (recorded: typeof found) => [
    ...recorded.logins.map(({ name, group }) => `login ${name} in ${group}`),
    ...recorded.settings.map(({ role, name, value }) => `${role ?? 'database'} set ${name} = ${value}`),
  ]
  return {
    name: 'roles',
    found: `${roles.logins.length} logins, ${roles.settings.length} settings`,
    faults: missingFrom(lines(found), lines(roles)),
  }
}

/** The wall as it has to be, whatever the backup was like. */
async function checkIsolation(client: pg.Client): Promise<Check> {
  return {
    name: 'wall',
    found: 'tables, keys, policies, grants, functions, triggers',
    faults: await isolationGaps(client),
  }
}

async function checkAudit(client: pg.Client): Promise<Check> {
  const { entries, faults } = await checkChains(client)
  return { name: 'audit', found: `${entries} entries, every chain walked to its end`, faults }
}

async function checkSample(urls: LoginUrls, size: number): Promise<Check> {
  const { looked, faults } = await checkTenants(urls, size)
  return { name: 'tenants', found: `${looked} organizations entered, each sees its own rows`, faults }
}

/** A backup may be older than the code: then a recovery would migrate it, and so does this. */
async function checkMigrations(ownerUrl: string, { migrationHead }: Manifest): Promise<Check> {
  const entries = await readdir(MIGRATIONS, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  if (!names.includes(migrationHead)) {
    const fault = `the backup is of newer code than this: there is no migration ${migrationHead} here`
    return { name: 'migrations', found: migrationHead, faults: [fault] }
  }
  const later = names.filter((name) => name > migrationHead).length
  if (later > 0) await migrate(ownerUrl)
  const status = await runPrisma(['migrate', 'status'], ownerUrl)
  const drift = await runPrisma(FROM_DATABASE_TO_SCHEMA, ownerUrl)
  const faults = [status, drift].flatMap(({ exitCode, output }) => (exitCode === 0 ? [] : [output.trim()]))
  const found = later > 0 ? `${migrationHead}, ${later} newer ones applied` : migrationHead
  return { name: 'migrations', found: `${found}; no drift`, faults }
}

/**
 * Proves a restored database against its backup.
 * @param readable the folder of the backup's readable files
 * @param sample how many organizations are entered
 */
export async function checkRestored(
  urls: LoginUrls,
  manifest: Manifest,
  readable: string,
  sample: number,
): Promise<Check[]> {
  const asBackedUp = await withSnapshot(urls.owner, async ({ client }) => [
    await checkContents(client, manifest),
    await checkCatalog(client, readable),
    await checkRoles(client, manifest),
  ])
  const migrations = await checkMigrations(urls.owner, manifest)
  const asTheCodeNeeds = await withSnapshot(urls.owner, async ({ client }) => [
    await checkIsolation(client),
    await checkAudit(client),
  ])
  return [...asBackedUp, migrations, ...asTheCodeNeeds, await checkSample(urls, sample)]
}
