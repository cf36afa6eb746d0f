import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import type { NamedKeys } from '../../settings/named-keys.ts'
import { compareCatalog, describeCatalog } from '../backup/describe-catalog.ts'
import { CATALOG_FILE, type Manifest } from '../backup/manifest.ts'
import { readRoles } from '../backup/recorded-roles.ts'
import { withSnapshot } from '../backup/snapshot.ts'
import { compareContents, readContents } from '../backup/table-contents.ts'
import { withClient } from '../database/with-client.ts'
import { isolationGaps } from '../isolation/isolation-gaps.ts'
import { migrate } from '../migrations/migrate.ts'
import { runPrisma } from '../prisma-cli/run-prisma.ts'
import type { Check } from '../report/check.ts'
import type { LoginUrls } from '../roles/read-logins.ts'
import { writeClaimKeys } from '../roles/write-claim-keys.ts'
import { checkAuditChains } from './check-audit-chains.ts'
import { checkTenants } from './check-tenants.ts'

const MIGRATIONS = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url))
const FROM_DATABASE_TO_SCHEMA = [
  'migrate',
  'diff',
  '--from-config-datasource',
  '--to-schema=prisma/schema.prisma',
  '--exit-code',
]

async function checkContents(client: pg.Client, { tables }: Manifest): Promise<Check> {
  const issues = compareContents(tables, await readContents(client))
  const rows = tables.reduce((total, table) => total + table.rows, 0)
  return { name: 'rows', found: `${tables.length} tables, ${rows} rows, count and checksum of each`, issues }
}

async function checkCatalog(client: pg.Client, readable: string): Promise<Check> {
  const expected = (await readFile(join(readable, CATALOG_FILE), 'utf8')).trimEnd().split('\n')
  const issues = compareCatalog(expected, await describeCatalog(client))
  const policies = expected.filter((line) => line.startsWith('policy ')).length
  const functions = expected.filter((line) => line.startsWith('function ')).length
  const found = `${expected.length} definitions, ${policies} policies and ${functions} functions with grants among them`
  return { name: 'structure', found, issues }
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
    issues: missingFrom(lines(found), lines(roles)),
  }
}

/** Tenant isolation as the code needs it, independent of the backup. */
async function checkIsolation(client: pg.Client): Promise<Check> {
  return {
    name: 'isolation',
    found: 'tables, keys, policies, grants, functions, triggers',
    issues: await isolationGaps(client),
  }
}

async function checkAudit(client: pg.Client): Promise<Check> {
  const { entries, issues } = await checkAuditChains(client)
  return { name: 'audit', found: `${entries} entries, every chain verified to its end`, issues }
}

async function checkSample(urls: LoginUrls, size: number, keys: NamedKeys): Promise<Check> {
  await withClient(urls.owner, (client) => writeClaimKeys(client, keys))
  const { checked, issues } = await checkTenants(urls, size, keys)
  return { name: 'tenants', found: `${checked} organizations, each sees its own rows only`, issues }
}

/** A backup may be older than the code: a recovery would then migrate it, and so does this check. */
async function checkMigrations(ownerUrl: string, { migrationHead }: Manifest): Promise<Check> {
  const entries = await readdir(MIGRATIONS, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  if (!names.includes(migrationHead)) {
    const issue = `the backup was taken by newer code: this working copy has no migration ${migrationHead}`
    return { name: 'migrations', found: migrationHead, issues: [issue] }
  }
  const later = names.filter((name) => name > migrationHead).length
  if (later > 0) await migrate(ownerUrl)
  const status = await runPrisma(['migrate', 'status'], ownerUrl)
  const drift = await runPrisma(FROM_DATABASE_TO_SCHEMA, ownerUrl)
  const issues = [status, drift].flatMap(({ exitCode, output }) => (exitCode === 0 ? [] : [output.trim()]))
  const found = later > 0 ? `${migrationHead}, ${later} newer ones applied` : migrationHead
  return { name: 'migrations', found: `${found}; no drift`, issues }
}

/**
 * Compares a restored database with its backup, and with what the code needs.
 * @param readable the folder of the backup's readable files
 * @param sample for how many organizations a tenant session is opened
 * @param keys for claims, which are in no backup and are written to the database
 */
export async function checkRestored(
  urls: LoginUrls,
  manifest: Manifest,
  readable: string,
  sample: number,
  keys: NamedKeys,
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
  return [...asBackedUp, migrations, ...asTheCodeNeeds, await checkSample(urls, sample, keys)]
}
