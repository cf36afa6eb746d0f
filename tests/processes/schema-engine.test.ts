import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { expect, it, onTestFinished, vi } from 'vitest'
import { runPrisma } from '../../lib/ops/prisma-cli/run-prisma.ts'
import { workerDatabase } from '../fixtures/database.ts'
import { asServerAdmin } from '../fixtures/database-clone.ts'

const SCHEMA = `
datasource db {
  provider = "postgresql"
}
model Thing {
  id   Int    @id
  kind String @default("A")
  @@index([kind])
  @@map("thing")
}`

const FIRST = `
CREATE TABLE thing (id int PRIMARY KEY, kind text NOT NULL DEFAULT 'A');
CREATE INDEX thing_kind_idx ON thing (kind);
ALTER TABLE thing ADD CONSTRAINT thing_kind_check CHECK (kind IN ('A', 'B;C'));
CREATE FUNCTION twice(n int) RETURNS int LANGUAGE plpgsql AS $$
BEGIN
  -- a body; with semicolons
  RETURN n * 2;
END $$;`

/** A Prisma project of its own, and Prisma's command line in it, through our schema engine. */
async function project(schema: string, migrations: Record<string, string>) {
  const folder = await mkdtemp(join(tmpdir(), 'oneclicktag-test-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const files = {
    'schema.prisma': schema,
    'prisma.config.ts': `export default {
      schema: 'schema.prisma',
      migrations: { path: 'migrations' },
      datasource: { url: process.env['DIRECT_DATABASE_URL'] },
    }`,
    'migrations/migration_lock.toml': 'provider = "postgresql"',
    ...Object.fromEntries(
      Object.entries(migrations).map(([name, sql]) => [`migrations/${name}/migration.sql`, sql]),
    ),
  }
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  vi.stubEnv(
    'PRISMA_SCHEMA_ENGINE_BINARY',
    fileURLToPath(new URL('../../lib/ops/schema-engine/schema-engine.sh', import.meta.url)),
  )
  const config = `--config=${join(folder, 'prisma.config.ts')}`
  return {
    deploy: (url: string) => runPrisma(['migrate', 'deploy', config], url),
    diff: (url: string, ...options: string[]) => {
      const sides = [
        `--from-migrations=${join(folder, 'migrations')}`,
        `--to-schema=${join(folder, 'schema.prisma')}`,
      ]
      return runPrisma(['migrate', 'diff', config, ...sides, '--exit-code', ...options], url)
    },
  }
}

/** An empty database for a superuser, who may make shadow databases. */
async function emptyDatabase(): Promise<string> {
  const name = `oct_empty_${crypto.randomUUID()}`
  await asServerAdmin((client) => client.query(`CREATE DATABASE "${name}"`))
  onTestFinished(async () => {
    await asServerAdmin((client) => client.query(`DROP DATABASE "${name}" WITH (FORCE)`))
  })
  const url = new URL(workerDatabase().admin)
  url.pathname = `/${name}`
  return url.href
}

async function names(url: string, sql: string): Promise<string[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(sql)
    return rows.map((row) => row.name)
  } finally {
    await client.end()
  }
}

it('migrations with function bodies and checks are applied and show no drift', async () => {
  const prisma = await project(SCHEMA, { '1_first': FIRST })
  const url = await emptyDatabase()
  expect(await prisma.deploy(url)).toMatchObject({ exitCode: 0 })
  expect(await prisma.diff(url)).toMatchObject({ exitCode: 0 })
  expect(await names(url, 'SELECT twice(2)::text AS name')).toEqual(['4'])
})

it('a comparison replays the migrations beside the real database, and cleans up', async () => {
  const prisma = await project(`${SCHEMA}\nmodel Other {\n  id Int @id\n}`, { '1_first': FIRST })
  const url = await emptyDatabase()
  const { exitCode, output } = await prisma.diff(url, '--script')
  expect(exitCode).toBe(2)
  expect(output.match(/CREATE TABLE "Other"/g)).toHaveLength(1)
  expect(await names(url, "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'")).toEqual([])
  expect(await names(url, "SELECT datname AS name FROM pg_database WHERE datname ~ 'shadow'")).toEqual([])
})

it('a refused migration is told by name, SQLSTATE and line', async () => {
  const prisma = await project(SCHEMA, { '1_first': FIRST, '2_bad': 'SELECT 1;\n\nSELECT nope FROM thing;' })
  const url = await emptyDatabase()
  const deployed = await prisma.deploy(url)
  expect(deployed.exitCode).toBe(1)
  expect(deployed.output).toContain('P3018')
  expect(deployed.output).toContain('Migration name: 2_bad')
  expect(deployed.output).toContain('Database error code: 42703')
  expect(deployed.output).toContain('Line 3: SELECT nope FROM thing;')
  const compared = await prisma.diff(url)
  expect(compared.exitCode).toBe(1)
  expect(compared.output).toContain('P3006')
  expect(compared.output).toContain('column "nope" does not exist')
})

it('a panic of the engine is an error of the command', async () => {
  const prisma = await project(SCHEMA, { '1_first': FIRST })
  vi.stubEnv('FORCE_PANIC_SCHEMA_ENGINE', '1')
  const url = await emptyDatabase()
  const { exitCode, output } = await prisma.deploy(url)
  expect(exitCode).toBe(1)
  expect(output).toContain('artificial panic')
})

it.for([
  ['a wrong password', 'P1000', (url: URL) => Object.assign(url, { password: 'wrong' })],
  ['a server that is not there', 'P1001', (url: URL) => Object.assign(url, { port: '1' })],
] as const)('%s is told by its code, without the password', async ([, code, spoil]) => {
  const prisma = await project(SCHEMA, { '1_first': FIRST })
  const url = await emptyDatabase()
  const { exitCode, output } = await prisma.deploy(spoil(new URL(url)).href)
  expect(exitCode).toBe(1)
  expect(output).toContain(code)
  expect(output).not.toContain(new URL(url).password)
})

it('says which it is, as `prisma --version` asks', async () => {
  const { exitCode, output } = await runPrisma(['--version'], workerDatabase().owner)
  expect(output).toMatch(/Schema Engine\s*: schema-engine-wasm \d+\.\d+\.\d+-\S+ /)
  expect(exitCode).toBe(0)
})
