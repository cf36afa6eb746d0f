import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { describe, expect, it } from 'vitest'
import { findPrograms, runProgram } from '../../lib/ops/database/postgres-programs.ts'
import { runDrill } from '../../lib/ops/restore/restore-drill.ts'
import { backupOf, dumpFolder, reencrypt, stockedDatabase } from '../fixtures/backup.ts'
import { adminPool, type FreshDatabase, ownerPool } from '../fixtures/database.ts'

async function issuesOf(folder: string, identity?: string): Promise<Record<string, string[]>> {
  const { checks, ok } = await runDrill({ folder, identity, sample: 5 })
  const failed = checks.filter((check) => check.issues.length > 0)
  expect(ok).toBe(failed.length === 0)
  return Object.fromEntries(failed.map(({ name, issues }) => [name, issues]))
}

async function largestDataFile(folder: string): Promise<string> {
  const names = (await readdir(dumpFolder(folder))).filter((name) => name.includes('.dat.gz'))
  const sized = await Promise.all(
    names.map(async (name) => ({ name, size: (await readFile(join(dumpFolder(folder), name))).length })),
  )
  const [largest] = sized.sort((one, other) => other.size - one.size)
  if (!largest) throw new Error('the dump has no data')
  return join(dumpFolder(folder), largest.name)
}

async function flipByte(file: string): Promise<void> {
  const bytes = await readFile(file)
  const middle = Math.floor(bytes.length / 2)
  bytes[middle] = (bytes[middle] ?? 0) ^ 1
  await writeFile(file, bytes)
}

/** Puts a plain dump of `database` as it is now into the backup, with sums that agree. */
async function replaceDump(folder: string, database: FreshDatabase): Promise<void> {
  const { folder: programs } = await findPrograms(['pg_dump'], 15)
  const dump = dumpFolder(folder)
  await rm(dump, { recursive: true })
  const options = [
    '--format=directory',
    '--enable-row-security',
    '--exclude-schema=pg_catalog',
    '--exclude-table-data=app.claim_key',
    `--file=${dump}`,
  ]
  await runProgram(join(programs, 'pg_dump'), options, { url: database.owner })
  await reencrypt(folder)
}

describe('the restore drill finds', () => {
  it('a flipped byte, a missing and an unknown file before it restores anything', async () => {
    const database = await stockedDatabase()
    const folder = await backupOf(database)
    await flipByte(await largestDataFile(folder))
    await rm(join(dumpFolder(folder), 'toc.dat'))
    await cp(join(folder, 'roles.sql'), join(folder, 'more.sql'))
    const report = await runDrill({ folder, identity: undefined, sample: 5 })
    const issues = report.checks.flatMap((check) => check.issues).join('\n')
    expect(issues).toMatch(/dump\/\d+\.dat\.gz has changed: SHA-256/)
    expect(issues).toContain('dump/toc.dat is missing')
    expect(issues).toContain('more.sql is not in the manifest')
    expect(report.phases.map((phase) => phase.name)).toEqual(['read and verify the files'])
  })

  it('a backup that is older than allowed', async () => {
    const folder = await backupOf(await stockedDatabase())
    await rm(join(dumpFolder(folder), 'toc.dat'))
    await reencrypt(folder)
    const { checks } = await runDrill({ folder, identity: undefined, sample: 5, maxAgeMs: 1 })
    expect(checks.find((check) => check.name === 'age')?.issues).toEqual([
      'the newest backup is older than allowed',
    ])
  })

  it('a folder without a manifest, and one whose manifest is truncated', async () => {
    const folder = await backupOf(await stockedDatabase())
    await writeFile(join(folder, 'manifest.json'), '{"format": 1,')
    expect(await issuesOf(folder)).toEqual({ restore: [expect.stringContaining('is damaged')] })
    await rm(join(folder, 'manifest.json'))
    expect(await issuesOf(folder)).toEqual({ restore: [expect.stringContaining('has no manifest.json')] })
  })

  it('a flipped byte of an encrypted file, even with matching checksums', async () => {
    const identity = await generateIdentity()
    const folder = await backupOf(await stockedDatabase(), [await identityToRecipient(identity)])
    const other = await generateIdentity()
    expect(await issuesOf(folder, other)).toEqual({
      restore: [expect.stringContaining('could not be decrypted')],
    })
    expect(await issuesOf(folder)).toEqual({
      restore: [expect.stringContaining('BACKUP_IDENTITY has to be')],
    })
    await flipByte(await largestDataFile(folder))
    await reencrypt(folder)
    expect(await issuesOf(folder, identity)).toEqual({
      restore: [
        expect.stringContaining('could not be decrypted: the key does not match, or the file was changed.'),
      ],
    })
  })

  it('a missing row, a changed row, and an overwritten audit log', async () => {
    const database = await stockedDatabase()
    const folder = await backupOf(database)
    const owner = ownerPool(database)
    await owner.query('delete from oauth_state where id = (select min(id::text)::uuid from oauth_state)')
    await owner.query(`update customer set website_url = 'https://other.test'
      where id = (select min(id::text)::uuid from customer)`)
    const { rows: chains } = await owner.query<{ organization: string }>(
      'select min(organization_id::text) as organization from audit_log',
    )
    const organization = chains[0]?.organization
    await adminPool(database).query(
      `set session_replication_role = replica;
       update audit_log set actor_id = 'another user' where sequence = 1 and organization_id = '${organization}';
       reset session_replication_role`,
    )
    await replaceDump(folder, database)
    const { rows, ...others } = await issuesOf(folder)
    expect(rows).toContain('public.customer has 2 rows, but not the same ones')
    expect(rows).toContain('public.oauth_state has 1 rows instead of 2')
    expect(others).toEqual({ audit: [`the chain of ${organization} breaks at entry 1: changed`] })
  })

  it('a dump by a role that sees no rows, about which pg_dump does not complain', async () => {
    const database = await stockedDatabase()
    const folder = await backupOf(database)
    await ownerPool(database).query('drop policy owner_all on sync_job')
    await replaceDump(folder, database)
    const { rows, structure } = await issuesOf(folder)
    expect(rows).toEqual(['public.sync_job has 0 rows instead of 2'])
    expect(structure?.[0]).toContain('missing: policy public.sync_job.owner_all')
  })

  it('missing tenant isolation after the restore', async () => {
    const database = await stockedDatabase()
    const folder = await backupOf(database)
    const owner = ownerPool(database)
    await owner.query('drop policy tenant_select on customer')
    await owner.query('create policy tenant_select on customer for select to oct_app using (true)')
    await owner.query('alter table sync_job no force row level security')
    await owner.query('grant execute on function app.require_org() to public')
    await replaceDump(folder, database)
    const issues = await issuesOf(folder)
    expect(issues['structure']?.join('\n')).toContain(
      'not in the backup: policy public.customer.tenant_select',
    )
    expect(issues['structure']?.join('\n')).toContain('not in the backup: function app.require_org()')
    expect(issues['isolation']).toContain(
      'public.sync_job: force row level security, or its owner passes by (call app.protect)',
    )
    expect(issues['isolation']).toContain('app.require_org: revoke execute from PUBLIC')
    // The two organizations with a customer each, and the one of health.
    const foreign = issues['tenants']?.map((line) => /sees (\d) foreign rows of customer$/.exec(line)?.[1])
    expect(foreign?.toSorted()).toEqual(['1', '1', '2'])
  })
})
