import type { Client } from 'pg'

/** The setting by which the policies of the peers know the organization. */
const LOGINS = { bare: 'peers_bare', rls: 'peers_rls' } as const
const PASSWORD = 'only-for-benchmarks'
const COPIED = ['organization', 'customer', 'tracking', 'sync_job'] as const

export type PeerLogins = { [Login in keyof typeof LOGINS]: string }

/**
 * Copies the product's tables for the peers into a schema of their own: the same rows, columns, defaults, checks, indexes and
 * foreign keys; no triggers, since peers write job, count and audit entry by statements. Policies compare with a setting,
 * as peers advise it.
 * @returns the URLs of a login that the policies apply to, and of one that bypasses them
 */
export async function copyTablesForPeers(admin: Client, adminUrl: string): Promise<PeerLogins> {
  const database = new URL(adminUrl).pathname.slice(1)
  await admin.query('create schema peers')
  for (const [kind, login] of Object.entries(LOGINS)) {
    await admin.query(`
      create role ${login} login password '${PASSWORD}' ${kind === 'bare' ? 'bypassrls' : 'nobypassrls'};
      alter role ${login} set search_path = peers; alter role ${login} set timezone = 'UTC';
      grant connect on database "${database}" to ${login};
      grant usage on schema peers, app, public to ${login};
      grant execute on function app.uuid_v7(), app.name_key(text), app.search_key(text) to ${login}`)
  }
  for (const table of COPIED) await copyTable(admin, table)
  await copyForeignKeys(admin)
  await makeAuditTable(admin)
  for (const table of [...COPIED.filter((name) => name !== 'organization'), 'audit_entry']) {
    await admin.query(`
      alter table peers.${table} enable row level security;
      create policy tenant on peers.${table}
        using (organization_id = (select nullif(current_setting('peers.organization_id', true), '')::uuid))`)
  }
  await admin.query(
    `grant select, insert, update on all tables in schema peers to ${Object.values(LOGINS).join()}`,
  )
  for (const table of [...COPIED, 'audit_entry']) await admin.query(`vacuum analyze peers.${table}`)
  return { bare: urlOf(adminUrl, LOGINS.bare), rls: urlOf(adminUrl, LOGINS.rls) }
}

async function copyTable(admin: Client, table: string): Promise<void> {
  await admin.query(`create table peers.${table} (like public.${table} including all) with (fillfactor = 90)`)
  const { rows } = await admin.query<{ stored: string }>(
    `select string_agg(quote_ident(attname), ',') as stored from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [`public.${table}`],
  )
  const columns = rows[0]?.stored
  await admin.query(`insert into peers.${table} (${columns}) select ${columns} from public.${table}`)
  // The product's default reads the session that only the product has.
  if (table !== 'organization')
    await admin.query(`alter table peers.${table} alter organization_id drop default`)
}

async function copyForeignKeys(admin: Client): Promise<void> {
  const { rows } = await admin.query<{ table: string; definition: string }>(
    `select conrelid::regclass::text as table, pg_get_constraintdef(oid) as definition from pg_constraint
     where contype = 'f' and conrelid = any ($1::regclass[]) and confrelid = any ($1::regclass[])`,
    [COPIED.map((table) => `public.${table}`)],
  )
  await admin.query('set search_path = peers')
  for (const { table, definition } of rows) await admin.query(`alter table ${table} add ${definition}`)
  await admin.query('reset search_path')
}

/** As the product's audit log, with its indexes, but without the hash chain: any row may be changed unseen. */
async function makeAuditTable(admin: Client): Promise<void> {
  await admin.query(`
    create table peers.audit_entry (
      id uuid primary key default app.uuid_v7(),
      organization_id uuid not null references peers.organization (id),
      occurred_at timestamptz(3) not null default now(),
      actor_id text not null, request_id text, action text not null,
      target_type text not null, target_id text not null, after jsonb);
    insert into peers.audit_entry (organization_id, occurred_at, actor_id, request_id, action, target_type, target_id, after)
      select organization_id, occurred_at, actor_id, request_id, action, target_type, target_id, after from public.audit_log;
    create index on peers.audit_entry (organization_id, target_id, id);
    create index on peers.audit_entry (organization_id, target_type, id);
    create index on peers.audit_entry (organization_id, actor_id, id);
    create index on peers.audit_entry (organization_id, action, id);
    create index on peers.audit_entry (organization_id, occurred_at)`)
}

function urlOf(adminUrl: string, login: string): string {
  const url = new URL(adminUrl)
  url.username = login
  url.password = PASSWORD
  return url.href
}
