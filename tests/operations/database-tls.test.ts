import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { tlsFailure } from '../../lib/db/tls-failure.ts'
import { findPrograms, runProgram } from '../../lib/ops/database/postgres-programs.ts'
import { migrate } from '../../lib/ops/migrations/migrate.ts'
import { runPrisma } from '../../lib/ops/prisma-cli/run-prisma.ts'
import { ensureRoles } from '../../lib/ops/roles/ensure-roles.ts'
import { privateAuthority } from '../fixtures/certificate.ts'
import { databaseUrls } from '../fixtures/database-urls.ts'
import { tlsServer } from '../fixtures/tls-server.ts'

let server: Awaited<ReturnType<typeof tlsServer>>
beforeAll(async () => {
  server = await tlsServer()
})
afterAll(() => server.stop())

it('commands, migrations and PostgreSQL’s programs reach a server of a private authority by DATABASE_CA', async () => {
  vi.stubEnv('DATABASE_CA', server.ca)
  const urls = databaseUrls(server.url('sslmode=require'), 'private')
  await ensureRoles(urls.admin, urls)
  await migrate(urls.owner)
  const programs = await findPrograms(['pg_dump'], 15)
  const dump = () =>
    runProgram(join(programs.folder, 'pg_dump'), ['--schema-only', '--role=oct_owner'], { url: urls.owner })
  expect(await dump()).toContain('CREATE TABLE public.customer')

  vi.stubEnv('DATABASE_CA', privateAuthority('localhost', 'Another authority').ca)
  await expect(dump()).rejects.toThrow(/certificate verify failed/)
  expect(await ensureRoles(urls.admin, urls).catch(tlsFailure)).toContain('not signed by DATABASE_CA')
  const status = await runPrisma(['migrate', 'status'], urls.owner)
  expect(status.exitCode).not.toBe(0)
})
