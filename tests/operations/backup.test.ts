import { access, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { describe, expect, it, vi } from 'vitest'
import { countDumpedRows } from '../../lib/ops/backup/count-dumped-rows.ts'
import { readManifest } from '../../lib/ops/backup/manifest.ts'
import { takeBackup } from '../../lib/ops/backup/take-backup.ts'
import { findPrograms } from '../../lib/ops/database/postgres-programs.ts'
import { restoreRoles } from '../../lib/ops/restore/restore-backup.ts'
import { runDrill } from '../../lib/ops/restore/restore-drill.ts'
import { backupOf, dumpFolder, newFolder, stockedDatabase } from '../fixtures/backup.ts'
import { adminPool, freshDatabase, ownerPool } from '../fixtures/database.ts'

const take = (ownerUrl: string, folder: string) => takeBackup({ ownerUrl, folder, recipients: [] })

describe('a backup', () => {
  it('restores to the same rows, structure, roles and policies under concurrent writes', async () => {
    const database = await stockedDatabase()
    // Settings that an operator has made besides the code must be restored too.
    await adminPool(database).query(`do $$ begin
      execute format('alter role oct_test_app in database %I set search_path = public, app', current_database());
      execute format('alter database %I set work_mem = %L', current_database(), '7MB'); end $$`)
    const identity = await generateIdentity()
    const recipient = await identityToRecipient(identity)

    const owner = ownerPool(database)
    let writing = true
    const writes = (async () => {
      let written = 0
      for (; writing; written += 1)
        await owner.query('insert into organization (name) values ($1)', [`late ${written}`])
      return written
    })()
    const folder = await backupOf(database, [recipient])
    writing = false
    expect(await writes).toBeGreaterThan(0)

    const report = await runDrill({ folder, identity, sample: 5 })
    expect(report.checks.flatMap((check) => check.issues)).toEqual([])
    expect(report.checks.map((check) => check.name)).toEqual([
      'files',
      'age',
      'rows',
      'structure',
      'roles',
      'migrations',
      'isolation',
      'audit',
      'tenants',
    ])
    expect(report.ok).toBe(true)
    const { roles } = await readManifest(folder)
    expect(roles.settings).toContainEqual({ role: null, inDatabase: true, name: 'work_mem', value: '7MB' })
  })

  it.each(['oct_test_app', 'oct_test_system', 'postgres'])(
    'is not stopped by a large object of %s, and has none',
    async (login) => {
      const database = await stockedDatabase()
      const admin = adminPool(database)
      await admin.query(`do $$ declare made oid := lo_from_bytea(0, 'never to be backed up'); begin
        execute format('alter large object %s owner to ${login}', made); end $$`)
      const folder = await backupOf(database)
      const files = await readdir(folder, { recursive: true })
      expect(files.filter((name) => name.includes('blob'))).toEqual([])
    },
  )

  it('has no readable file when encrypted, and never a password', async () => {
    const database = await stockedDatabase()
    const recipient = await identityToRecipient(await generateIdentity())
    const encrypted = await backupOf(database, [recipient])
    const files = await readdir(encrypted, { recursive: true, withFileTypes: true })
    const names = files.filter((file) => file.isFile()).map((file) => file.name)
    expect(names.filter((name) => !name.endsWith('.age'))).toEqual(['manifest.json'])
    expect(await readFile(join(encrypted, 'manifest.json'), 'utf8')).not.toContain('Secret customer')

    const roles = await readFile(join(await backupOf(database), 'roles.sql'), 'utf8')
    expect(roles).toContain('grant oct_app to "oct_test_app";')
    expect(roles).not.toMatch(/password|only-for-tests|SCRAM/i)
  })

  it('has none of the keys that verify claims', async () => {
    const database = await stockedDatabase()
    const { rows } = await ownerPool(database).query('select from app.claim_key')
    expect(rows.length).toBeGreaterThan(0)
    const folder = await newFolder()
    const { tables, serverMajor } = await take(database.owner, folder)
    expect(tables.map(({ table }) => table)).not.toContain('app.claim_key')
    const programs = await findPrograms(['pg_dump', 'pg_restore'], serverMajor)
    const dumped = await countDumpedRows(programs, dumpFolder(folder))
    expect(dumped.get('public.organization')).toBeGreaterThan(0)
    expect(dumped.get('app.claim_key') ?? 0).toBe(0)
  })

  it('does not overwrite an existing backup, complete or not', async () => {
    const database = await stockedDatabase()
    const folder = await backupOf(database)
    await expect(take(database.owner, folder)).rejects.toThrow('a backup is never overwritten')
    const other = await newFolder()
    await mkdir(`${other}.partial`)
    await expect(take(database.owner, other)).rejects.toThrow('another backup is running, or was interrupted')
    await access(`${other}.partial`)
  })
})

describe('a backup fails and leaves nothing behind', () => {
  it('where row-level security hides rows from it', async () => {
    const database = await stockedDatabase()
    await ownerPool(database).query('drop policy owner_all on customer')
    const folder = await newFolder()
    await expect(take(database.owner, folder)).rejects.toThrow(
      'oct_owner may not see every row of public.customer, so a backup would lack them',
    )
    expect(await readdir(dirname(folder))).toEqual([])
  })

  it('where there is a restrictive policy besides the permissive one', async () => {
    const database = await stockedDatabase()
    await ownerPool(database).query(
      `create policy only_live on tracking as restrictive for select to oct_owner using (deleted_at is null)`,
    )
    await expect(take(database.owner, await newFolder())).rejects.toThrow('every row of public.tracking,')
  })

  it('where the login is not the owner’s', async () => {
    const database = await stockedDatabase()
    await expect(take(database.app, await newFolder())).rejects.toThrow(
      'permission denied to set role "oct_owner"',
    )
  })

  it('where there is nothing to back up', async () => {
    await using database = await freshDatabase()
    await expect(take(database.owner, await newFolder())).rejects.toThrow('has no organization')
  })

  it('where pg_dump is missing or older than the server, with the package to install', async () => {
    const programs = await newFolder()
    await mkdir(programs)
    vi.stubEnv('POSTGRES_BIN', programs)
    await expect(findPrograms(['pg_dump'], 15)).rejects.toThrow(
      'found: none.\nInstall postgresql-client-15 (apt-get install postgresql-client-15;',
    )
    await writeFile(join(programs, 'pg_dump'), '#!/bin/sh\necho "pg_dump (PostgreSQL) 14.9"\n', {
      mode: 0o755,
    })
    await expect(findPrograms(['pg_dump'], 15)).rejects.toThrow(`found: 14.9 in ${programs}.`)
    const database = await stockedDatabase()
    await expect(take(database.owner, await newFolder())).rejects.toThrow('Install postgresql-client-')
  })
})

describe('a restore', () => {
  it('does not touch a database that has tables', async () => {
    const database = await stockedDatabase()
    const folder = await backupOf(database)
    const restore = restoreRoles(folder, { adminUrl: database.admin, urls: database })
    await expect(restore).rejects.toThrow(
      /already has \d+ tables: a backup is restored into an empty database/,
    )
  })
})

describe('pg_dump', () => {
  it('never gets its password as an argument, which every user could list', async () => {
    const database = await stockedDatabase()
    const real = await findPrograms(['pg_dump', 'pg_restore'], 15)
    const programs = await newFolder()
    await mkdir(programs)
    for (const name of ['pg_dump', 'pg_restore']) {
      const wrapper = `#!/bin/sh\necho "$@" >> ${programs}/arguments\nexec ${real.folder}/${name} "$@"\n`
      await writeFile(join(programs, name), wrapper, { mode: 0o755 })
    }
    vi.stubEnv('POSTGRES_BIN', programs)
    await backupOf(database)
    const seen = await readFile(join(programs, 'arguments'), 'utf8')
    expect(seen).toContain('--dbname=postgresql://oct_test_owner@127.0.0.1')
    expect(seen).not.toContain('only-for-tests')
  })
})
