import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { expect, inject, it, onTestFinished } from 'vitest'
import { migrate } from '../../lib/ops/migrations/migrate.ts'
import { ensureRoles } from '../../lib/ops/roles/ensure-roles.ts'
import { ask } from '../fixtures/ask.ts'
import { type FreshDatabase, freshDatabase, ownerPool } from '../fixtures/database.ts'
import { asServerAdmin } from '../fixtures/database-clone.ts'
import { onDatabase } from '../fixtures/database-urls.ts'

it('letters fold alike in a database whose locale is C', async () => {
  const name = `${inject('databasePrefix')}_${randomUUID()}`
  await asServerAdmin((client) =>
    client.query(
      `create database "${name}" template template0 encoding 'UTF8' locale_provider libc locale 'C'`,
    ),
  )
  onTestFinished(async () => {
    await asServerAdmin((client) => client.query(`drop database "${name}" with (force)`))
  })
  const urls = onDatabase(inject('databaseTemplate'), name)
  await ensureRoles(urls.admin, urls)
  await migrate(urls.owner)
  const [folded] = await ask(
    urls.app,
    `select lower('Σ') as plain, app.search_key('ΠΑΠΑΔΌΠΟΥΛΟΣ Łódź Straẞe') as search,
       app.name_key('BÄR') = app.name_key('bär') as same`,
  )
  expect(folded).toEqual({ plain: 'Σ', search: 'παπαδοπουλοσ lodz strasse', same: true })
})

/** The statements of the migration that spell existing names, as they are applied. */
async function spelling(): Promise<string> {
  const file = new URL('../../prisma/migrations/20261129002500_folding/migration.sql', import.meta.url)
  const statements = /^update organization set name[\s\S]*?^set constraints all deferred;$/m.exec(
    await readFile(file, 'utf8'),
  )?.[0]
  if (!statements) throw new Error('The migration spells no names.')
  return statements
}

/** An organization with names as they could be stored before. */
async function withNames(database: FreshDatabase, names: readonly string[]): Promise<string> {
  const owner = ownerPool(database)
  await owner.query('drop index tracking_name_live_key')
  const { rows } = await owner.query<{ id: string }>(
    `with o as (insert into organization (name) values (E'Cafe\\u0301  Nord') returning id),
     c as (insert into customer (organization_id, name, website_url)
       select id, E'Shop\\u00a0\\u00a0A', 'https://shop.example' from o returning organization_id, id),
     t as (insert into tracking (organization_id, customer_id, name, type, event_name, conversion_category,
         conversion_counting, created_at)
       select organization_id, id, name, 'CUSTOM_EVENT', 'lead', 'SUBMIT_LEAD_FORM', 'ONE_PER_CLICK',
         now() + make_interval(secs => n) from c, unnest($1::text[]) with ordinality u (name, n))
     select id from o`,
    [names],
  )
  await owner.query(
    'create unique index tracking_name_live_key on tracking (organization_id, customer_id, name)',
  )
  return rows[0]?.id ?? ''
}

it('names that are stored already are spelled as new ones, and those that are the same by now get a number', async () => {
  await using database = await freshDatabase()
  const names = ['Café', 'Cafe\u0301', 'CAFÉ', 'Lead', `${'x'.repeat(79)}A`, `${'x'.repeat(79)}a`]
  const id = await withNames(database, names)
  await ask(database.owner, `begin; ${await spelling()} commit`)
  const rows = await ask<{ name: string }>(
    database.owner,
    `select name from organization where id = '${id}' union all
     select name from customer where organization_id = '${id}' union all
     (select name from tracking where organization_id = '${id}' order by created_at)`,
  )
  expect(rows.map(({ name }) => name)).toEqual([
    'Café Nord',
    'Shop A',
    'Café',
    'Café (2)',
    'CAFÉ (3)',
    'Lead',
    `${'x'.repeat(79)}A`,
    `${'x'.repeat(70)} (2)`,
  ])
  const recorded = await ask<{ n: number }>(
    database.owner,
    `select count(*)::int as n from audit_log where organization_id = '${id}' and action like '%.update'
       and actor_kind = 'database'`,
  )
  expect(recorded).toEqual([{ n: 5 }])
})
