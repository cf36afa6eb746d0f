import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { baseCommit } from '../../lib/ops/check/base-commit.ts'
import { checkMigrations } from '../../lib/ops/check/check-migrations.ts'
import { findEdited } from '../../lib/ops/check/find-edited.ts'
import { foldedSince } from '../../lib/ops/check/folded-since.ts'
import { readMigrations } from '../../lib/ops/check/read-migrations.ts'
import { compareSchemas } from '../../lib/ops/schema/compare-schemas.ts'
import { dataModel } from '../../lib/ops/schema/data-model.ts'

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'oneclicktag-test-'))
  onTestFinished(() => rm(path, { recursive: true }))
  return path
}

async function write(parent: string, scripts: Record<string, string>): Promise<void> {
  for (const [name, sql] of Object.entries(scripts)) {
    await mkdir(join(parent, name), { recursive: true })
    await writeFile(join(parent, name, 'migration.sql'), sql)
  }
}

/** What is found in each of some scripts, applied one after the other: `rule at line`. */
async function found(scripts: Record<string, string>): Promise<Record<string, string[]>> {
  const parent = await folder()
  await write(parent, scripts)
  const files = await readMigrations(parent)
  const findings = await checkMigrations(files, '0')
  return Object.fromEntries(
    files.map(({ name, path }) => [
      name,
      findings.filter(({ file }) => file === path).map(({ rule, line }) => `${rule} at ${line}`),
    ]),
  )
}

it('each rule finds what it is about, in its line', async () => {
  const scripts = {
    'whole-table-write at 2': '-- Every name.\nupdate customer set name = trim(name);',
    'whole-table-write at 1': 'delete from sync_job;',
    'tenant-table-unprotected at 3': `select 1;
      /* A note. */
      create table note (id uuid primary key, organization_id uuid not null, text text);`,
    'native-enum at 1': `create type kind as enum ('A', 'B');`,
    'not-null-unproven at 1': 'alter table customer alter column note set not null;',
    'concurrently-not-alone at 2': 'select 1;\ncreate index concurrently if not exists a on customer (note);',
    'own-transaction at 1': 'begin; select 1; ',
    'definer-search-path at 1': `create function app.f() returns void language sql security definer as 'select 1';`,
    'foreign-key-without-index at 1':
      'alter table customer add constraint a_fkey foreign key (organization_id, owner_id) references user_account (organization_id, id) not valid;',
    'renaming-column at 1': 'alter table customer rename column note to remark;',
    'ban-drop-column at 1': 'alter table customer drop column note;',
    'require-concurrent-index-creation at 1': 'create index a on customer (note);',
    'constraint-missing-not-valid at 1':
      'alter table customer add constraint a_check check (length(note) < 9);',
    'changing-column-type at 1': 'alter table customer alter column note type integer using 1;',
    'adding-required-field at 1': 'alter table customer add column note text not null;',
    'prefer-robust-stmts at 1': 'create index concurrently a on customer (note);',
  }
  const named = Object.fromEntries(Object.entries(scripts).map(([, sql], index) => [`${100 + index}`, sql]))
  const findings = await found(named)
  expect(Object.values(findings).map(([first]) => first)).toEqual(Object.keys(scripts))
})

it('the way around each is open', async () => {
  const findings = await found({
    '1': `create table note (
            id uuid not null primary key, organization_id uuid not null, customer_id uuid not null, text text,
            constraint note_customer_fkey foreign key (organization_id, customer_id)
              references customer (organization_id, id) on delete restrict on update restrict);
          create index note_customer_idx on note (organization_id, customer_id);
          update note set text = '';
          call app.protect('note', p_insert => '{text}');`,
    '2': `alter table customer add column owner_id uuid;`,
    '3': 'create index concurrently if not exists customer_owner_idx on customer (organization_id, owner_id);',
    '4': `alter table customer add constraint customer_owner_fkey foreign key (organization_id, owner_id)
            references user_account (organization_id, id) on delete restrict on update restrict not valid;`,
    '5': 'alter table customer validate constraint customer_owner_fkey;',
    '6': 'alter table customer add constraint customer_owner_check check (owner_id is not null) not valid;',
    '7': 'alter table customer validate constraint customer_owner_check;',
    '8': 'alter table customer alter column owner_id set not null;',
    '9': `create function app.f() returns void language sql security definer set search_path = '' as 'select 1';
          update customer set owner_id = null where id = app.uuid_v7();`,
  })
  expect(Object.values(findings).flat()).toEqual([])
})

it('a CHECK that not every row has passed proves nothing', async () => {
  const findings = await found({
    '1': 'alter table customer add constraint note_check check (note is not null) not valid;',
    '2': 'alter table customer alter column note set not null;',
  })
  expect(findings['2']).toEqual(['not-null-unproven at 1'])
})

it('a waiver allows one rule for one statement, with a reason', async () => {
  const drop = 'alter table customer drop column note;'
  expect(
    await found({
      '1': `-- check: allow ban-drop-column because the code of the last release has forgotten it\n${drop}`,
      '2': `-- check: allow ban-drop-column\n${drop}`,
      '3': `-- check: allow renaming-column because it was so once\n${drop}`,
      '4': `-- check: allow ban-drop-column because nobody reads it\n${drop}\n${drop}`,
    }),
  ).toEqual({
    '1': [],
    '2': ['waiver at 1'],
    '3': ['waiver at 1', 'ban-drop-column at 2'],
    '4': ['ban-drop-column at 3'],
  })
})

it('before the first release no lock mattered, and everything else did', async () => {
  const parent = await folder()
  await write(parent, {
    '20261101_a': `update customer set name = ''; create index a on customer (name); create type kind as enum ('A');`,
  })
  const findings = await checkMigrations(await readMigrations(parent))
  expect(findings.map(({ rule }) => rule)).toEqual(['native-enum'])
})

/** A repository with these migrations on main, and what a test does in it. */
async function repository(scripts: Record<string, string>) {
  const project = await folder()
  const migrations = join(project, 'prisma/migrations')
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', project, ...args], { encoding: 'utf8' }).trim()
  const commit = () => {
    git('add', '.')
    git('-c', 'user.name=a', '-c', 'user.email=a@b.test', 'commit', '-qm', 'x')
  }
  git('init', '-q', '-b', 'main')
  await write(migrations, scripts)
  commit()
  return { project, migrations, git, commit }
}

it('what was merged stays as it is, and what is new comes after it', async () => {
  const { project, migrations, git, commit } = await repository({
    '20270101_a': 'select 1;',
    '20270102_b': 'select 1;',
    '20270103_c': 'select 1;',
  })
  expect(await baseCommit(project, undefined)).toBeUndefined()
  git('checkout', '-q', '-b', 'work')
  await write(migrations, {
    '20270101_a': 'select 2;',
    '20270102_ab': 'select 1;',
    '20270104_d': 'select 1;',
  })
  await rm(join(migrations, '20270102_b'), { recursive: true })
  commit()

  const base = await baseCommit(project, undefined)
  expect(base).toBe(git('rev-parse', 'main'))
  const findings = await findEdited(project, base ?? '', await readMigrations(migrations))
  expect(findings.map(({ file, rule }) => [rule, file.replace(`${project}/`, '')])).toEqual([
    ['merged-edited', 'prisma/migrations/20270101_a/migration.sql'],
    ['merged-edited', 'prisma/migrations/20270102_b/migration.sql'],
    ['out-of-order', 'prisma/migrations/20270102_ab/migration.sql'],
  ])
  expect(await baseCommit(project, 'nothing')).toBeUndefined()
})

it('migrations of before the first release may be folded, later ones may not be removed', async () => {
  const older = await repository({ '20261101_a': 'select 1;', '20261102_b': 'select 1;' })
  const read = () => readMigrations(older.migrations)
  expect(await foldedSince(older.project, 'main', await read())).toBeUndefined()
  await rm(older.migrations, { recursive: true })
  await write(older.migrations, { '20261103_all': 'select 1;' })
  expect(await foldedSince(older.project, 'main', await read())).toBe('20261102_b')

  const released = await repository({ '20261101_a': 'select 1;', '20270102_b': 'select 1;' })
  await rm(join(released.migrations, '20270102_b'), { recursive: true })
  expect(
    await foldedSince(released.project, 'main', await readMigrations(released.migrations)),
  ).toBeUndefined()
})

it('schemas are compared by what their parts do, not by comments', () => {
  const before = [
    { name: 'table a', sql: 'create table a (\n  id uuid,\n  note text\n);' },
    { name: 'function f()', sql: 'begin\n  -- Old words.\n  return 1;\nend;' },
    { name: 'function g()', sql: 'begin return 1; end;' },
  ]
  const after = [
    { name: 'table a', sql: 'create table a (\n  id uuid,\n  remark text\n);' },
    { name: 'function f()', sql: 'begin\n  -- New ones.\n  return 1;\nend;' },
    { name: 'function h()', sql: 'begin return 1; end;' },
  ]
  expect(compareSchemas(before, before)).toEqual([])
  expect(compareSchemas(before, after)).toEqual([
    'gone: function g()',
    'new: function h()',
    'changed: table a',
    '  - note text',
    '  + remark text',
  ])
})

it('the data model shows tables, columns and foreign keys', () => {
  const page = dataModel(`
    datasource db {
      provider = "postgresql"
    }
    /// An agency.
    model Organization {
      id String @id @db.Uuid
      customers Customer[]
      @@map("organization")
    }
    model Customer {
      organizationId String @map("organization_id") @db.Uuid
      key String @unique
      labels String[]
      closedAt DateTime? @map("closed_at") @db.Timestamptz(3)
      organization Organization @relation(fields: [organizationId], references: [id])
      @@id([organizationId, key])
      @@map("customer")
    }`)
  expect(page).toContain('| `organization` | An agency. |')
  expect(page).toContain(`\`\`\`mermaid
erDiagram
  organization ||--o{ customer : organization_id
  organization {
    uuid id PK
  }
  customer {
    uuid organization_id PK, FK
    text key PK, UK
    text[] labels
    timestamptz closed_at "may be null"
  }
\`\`\``)
})

it('what is no SQL is told with its file', async () => {
  const parent = await folder()
  await write(parent, { '1_bad': 'select from from' })
  await expect(readMigrations(parent)).rejects.toThrow(/1_bad\/migration.sql is no SQL: syntax error/)
})
