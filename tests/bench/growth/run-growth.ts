import { mkdir, statfs, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { postgresUser, temporaryParent } from '../../../lib/embedded-postgres/postgres-user.ts'
import { startPostgres } from '../../../lib/embedded-postgres/start-postgres.ts'
import { withClient } from '../../../lib/ops/database/with-client.ts'
import { allRoutes } from '../../../lib/ops/openapi/all-routes.ts'
import '../../fixtures/settings.ts'
import { type AuditAppend, auditAppends } from './audit-appends.ts'
import { type DeepPage, deepPages } from './deep-pages.ts'
import { type GrowthDatabase, growthDatabase } from './growth-database.ts'
import { Instance } from './instance.ts'
import { measureReads } from './measure-reads.ts'
import { measureWrites } from './measure-writes.ts'
import { printGrowth } from './print-growth.ts'
import { TENANT } from './seed-growth.ts'

// Measures how reads and writes grow with the number of organizations: README.md. Takes half an hour, and disk space.

const SMALL = 10
const LARGE = { organizations: 10_000, neededBytes: 40e9 }
const LARGE_IN_LITTLE_SPACE = 3_000

const { values: options, positionals: words } = parseArgs({
  // Reads with one of these words in their names only, and no results are written.
  allowPositionals: true,
  options: {
    /** Of the large database, for a short run. */
    organizations: { type: 'string' },
    /** Keeps the databases, which the next run takes as they are. */
    folder: { type: 'string' },
  },
})

async function freeBytes(): Promise<number> {
  const { bavail, bsize } = await statfs(await temporaryParent(await postgresUser()))
  return bavail * bsize
}

async function chosenOrganizations(): Promise<number> {
  if (options.organizations) return Number(options.organizations)
  return (await freeBytes()) < LARGE.neededBytes ? LARGE_IN_LITTLE_SPACE : LARGE.organizations
}

const SETTINGS = {
  shared_preload_libraries: 'pg_stat_statements',
  'pg_stat_statements.track': 'all',
  shared_buffers: '2GB',
  max_wal_size: '16GB',
  autovacuum: 'off',
}

const organizations = await chosenOrganizations()
const server = await startPostgres({
  settings: SETTINGS,
  ...(options.folder && { dataDirectory: options.folder }),
})
const observer = new pg.Client(server.adminUrl)
const instances: Instance[] = []
try {
  await observer.connect()
  await observer.query('create extension if not exists pg_stat_statements; select pg_stat_statements_reset()')
  const seeded = (name: 'A' | 'B', count: number) =>
    growthDatabase(server.adminUrl, `growth_${name.toLowerCase()}`, {
      organizations: count,
      withLarge: name === 'B',
      onStep: (line) => console.log(`${name} ${line}`),
    })
  const a = await seeded('A', SMALL)
  const b = await seeded('B', organizations)
  const start = async (database: GrowthDatabase) => {
    const instance = await Instance.start(database.urls)
    instances.push(instance)
    return { database, instance }
  }
  const pair = { a: await start(a), b: await start(b), observer }

  const { reads, left } = await measureReads(pair, await allRoutes(), words)
  const pages: DeepPage[] = words.length > 0 ? [] : await deepPages(pair.b, observer)
  const writes = await measureWrites(pair)
  const audit: AuditAppend[] = await auditAppends(observer)
  const results = {
    measuredAt: new Date().toISOString(),
    machine: { processors: cpus().length, model: cpus()[0]?.model ?? '' },
    tenant: TENANT,
    a: await describe(a),
    b: await describe(b),
    reads,
    unmeasured: left,
    pages,
    writes,
    audit,
  }
  printGrowth(results)
  if (words.length === 0) {
    const folder = new URL('results/', import.meta.url)
    await mkdir(folder, { recursive: true })
    await writeFile(new URL('growth.json', folder), `${JSON.stringify(results, null, 2)}\n`)
  }
} finally {
  for (const instance of instances) instance.stop()
  await observer.end()
  await server.stop()
}

async function describe({ urls, organizations: count, seconds }: GrowthDatabase) {
  const bytes = await withClient(urls.admin, async (client) => {
    const { rows } = await client.query<{ gigabytes: number }>(
      `select round(pg_database_size(current_database()) / 1e9, 2)::float8 as gigabytes`,
    )
    return rows[0]?.gigabytes ?? 0
  })
  return {
    organizations: count,
    trackings: count * TENANT.trackings,
    gigabytes: bytes,
    seededInSeconds: seconds,
  }
}
