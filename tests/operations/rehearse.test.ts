import { execFileSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { foldedSince } from '../../lib/ops/check/folded-since.ts'
import { readMigrations } from '../../lib/ops/check/read-migrations.ts'
import { describeFold } from '../../lib/ops/rehearse/describe-fold.ts'
import { rehearse } from '../../lib/ops/rehearse/rehearse.ts'

/** The project as one commit, to which a test adds. */
async function project() {
  const folder = await mkdtemp(join(tmpdir(), 'oneclicktag-test-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  for (const part of ['prisma', 'lib', 'package.json'])
    await cp(part, join(folder, part), { recursive: true })
  const git = (...args: string[]) => execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8' }).trim()
  git('init', '-q', '-b', 'main')
  git('add', '.')
  git('-c', 'user.name=a', '-c', 'user.email=a@b.test', 'commit', '-qm', 'main')
  return {
    folder,
    write: async (path: string, sql: string) => {
      await mkdir(dirname(join(folder, 'prisma', path)), { recursive: true })
      await writeFile(join(folder, 'prisma', path), sql)
    },
    rehearse: () => rehearse(folder, 'main'),
  }
}

const NOTE = `alter table customer add column note text;
  grant insert (note), update (note) on customer to oct_app;
  call app.audit('customer', 'customer', p_ignored => '{updated_at,version,tracking_count,search_text}');
  call app.hide_from_planner('customer');`

it('what is new is applied to the tables and rows of before, and all of it is as it should be', async () => {
  const { write, rehearse } = await project()
  await write('migrations/20270101000000_note/migration.sql', NOTE)
  await write('backfills/customer_note.sql', `update customer set note = name where note is null`)
  const rehearsal = await rehearse()
  expect(rehearsal).toMatchObject({
    migrations: ['20270101000000_note'],
    backfills: ['customer_note'],
    ok: true,
  })
  expect(rehearsal.phases.map(({ name }) => name)).toEqual([
    'the tables of before',
    'the rows of before',
    '1 migrations',
    'backfill customer_note',
  ])
  expect(rehearsal.checks[0]?.found).toMatch(/^[1-9]\d+ in \d+ tables, none is gone$/)
})

it('what only an empty table lets pass is found', async () => {
  const { write, rehearse } = await project()
  await write(
    'migrations/20270101000000_note/migration.sql',
    'alter table customer add column note text not null;',
  )
  await expect(rehearse()).rejects.toThrow('column "note" of relation "customer" contains null values')
})

it('rows that are gone, a column off the record and a table without isolation are found', async () => {
  const { write, rehearse } = await project()
  await write(
    'migrations/20270101000000_note/migration.sql',
    `alter table customer add column note text; delete from sync_job where status = 'QUEUED';
     create table public.note (id uuid primary key, organization_id uuid not null);`,
  )
  const { ok, checks } = await rehearse()
  expect(ok).toBe(false)
  const issues = checks.flatMap((check) => check.issues)
  expect(issues).toEqual(
    expect.arrayContaining([
      'public.sync_job had 3 rows, and has 0',
      expect.stringContaining('public.customer: column note is not on record'),
      expect.stringContaining('public.note: enable row level security'),
    ]),
  )
})

it('migrations that were folded since are compared by the schema that they make', async () => {
  const { folder, write } = await project()
  const migrations = join(folder, 'prisma/migrations')
  const newest = (await readMigrations(migrations)).at(-1)?.name ?? ''
  await rename(join(migrations, newest), join(migrations, '20261129009000_renamed'))
  const folded = (await foldedSince(folder, 'main', await readMigrations(migrations))) ?? ''
  expect(folded).toBe(newest)
  expect(await describeFold(folder, 'main', folded)).toMatch(/Both make the same schema\.$/)

  await write(
    'migrations/20261129009100_note/migration.sql',
    'alter table app.backfill add column note text;',
  )
  expect(await describeFold(folder, 'main', folded)).toMatch(
    /What they make differs in:\n {2}changed: table app\.backfill\n {4}\+ note text$/,
  )
})

it('where nothing is new, nothing is started', async () => {
  const { rehearse } = await project()
  expect(await rehearse()).toMatchObject({ migrations: [], backfills: [], phases: [], ok: true })
})
