import type { ClientBase, Pool } from 'pg'
import { MAY_CALL } from './may-call.ts'

/** Tables without an organization, reached by functions only; and Prisma's own record. */
const NON_TENANT_MODELS = [
  'public.quota_slot',
  'public.quota_day',
  'app.session_key',
  'app.claim_key',
  'app.audit_head',
  'app.audit_pending',
  'app.audit_personal',
  'app.audit_check',
  'app.audit_checkpoint',
  'app.denied_attempt',
  'app.rate_limit',
  'app.export_lease',
  'app.organization_size',
  'app.quota_share',
  'app.queue_change',
  'app.queue_turn',
  'app.backfill',
  'app.last_visit',
  'app.key_check',
]
/** The one table that oct_system may write: counts that a library keeps, of which nothing can be learned. */
const COUNTS = 'app.rate_limit'
const NOT_OURS = ['public._prisma_migrations']

/** Unique indexes that may span organizations, each with its reason. Primary keys on `id` need none. */
const SPANNING_UNIQUES: Record<string, string> = {
  user_account_email_live_key:
    'an address belongs to one organization; sign-up finds it by a verified address',
  user_account_firebase_uid_live_key: 'sign-in finds the organization by it',
  oauth_state_state_hash_key: 'the callback carries nothing else; random, hashed',
  oauth_state_handle_hash_key: 'random, hashed',
  api_key_key_hash_key: 'a script sends nothing else; random, hashed',
  invitation_token_hash_key: 'accepting carries nothing else; random, hashed',
  sync_run_running_container_key: 'two organizations may look after one container; one run at a time',
}

/** Tables of things, whose changes are on record; the others are ledgers or tickets. */
const ON_RECORD = [
  'organization',
  'user_account',
  'invitation',
  'api_key',
  'customer',
  'google_connection',
  'tracking',
  'sync_run',
  'finding',
]

/** What a tenant's code must never be able to write. */
const UNTOUCHABLE = [
  'id',
  'organization_id',
  'deleted_at',
  'deletion_id',
  'origin_id',
  'tracking_count',
  'open_findings',
  'deployment_worst',
  'evidence_worst',
  'evidence_since',
  'deployment_due_at',
  'lease_owner',
  'hash',
  'key_hash',
]

/** A policy's condition, as PostgreSQL writes it: the tenant's, or the tenant's and more; never the tenant's or more. */
const TENANT_ALONE = (() => {
  const mine = String.raw`(organization_)?id = \( SELECT app\.(require_org(_of_user|_of_caller|_of_any)?)\(\) AS \w+\)\)`
  return String.raw`^\((${mine}$|\(${mine} AND )`
})()

/** Each returns a row for each gap, with what is wrong and what to add. */
const CHECKS: Record<string, { sql: string; values?: unknown[] }> = {
  'row-level security': {
    sql: `select format('%s: ', t.name) || f.gap as gap from tables t, lateral (values
        (not t.enabled, 'enable row level security (call app.protect)'),
        (not t.forced, 'force row level security, or its owner passes by (call app.protect)')) f (wrong, gap)
      where f.wrong`,
  },
  policies: {
    sql: `select format('%s: add a policy for %s to %s (call app.protect)', t.name, p.command, p.role) as gap
      from tables t, (values ('SELECT', 'oct_app'), ('INSERT', 'oct_app'), ('UPDATE', 'oct_app'),
        ('DELETE', 'oct_app'), ('ALL', 'oct_owner')) p (command, role)
      where (t.tenant or p.role = 'oct_owner') and not exists (
        select from pg_policies q where format('%s.%s', q.schemaname, q.tablename) = t.name
          and q.cmd = p.command and q.roles = array[p.role]::name[])
      union all
      select format('%s: policy %s opens it to more than one organization', t.name, q.policyname)
      from tables t join pg_policies q on format('%s.%s', q.schemaname, q.tablename) = t.name
      where q.roles <> array['oct_owner']::name[] and q.permissive = 'PERMISSIVE'
        and not (t.name = '${COUNTS}' and q.roles = array['oct_system']::name[]) and not (t.tenant and q.roles = array['oct_app']::name[]
        and (q.cmd = 'DELETE' and q.qual = 'false'
          or (q.cmd = 'INSERT' or q.qual ~ $1) and (q.cmd in ('SELECT', 'DELETE') or q.with_check ~ $1)))`,
    values: [TENANT_ALONE],
  },
  'the tenant in every key': {
    sql: `select format('%s: put organization_id into unique index %s, or name it with its reason', t.name, i.relname) as gap
      from tables t join pg_index x on x.indrelid = t.oid join pg_class i on i.oid = x.indexrelid
      where t.tenant and x.indisunique and i.relname <> all ($1) and not exists (
        select from pg_attribute a where a.attrelid = t.oid and a.attnum = any (x.indkey)
          and (a.attname = 'organization_id' or a.attname = 'id' and x.indisprimary and x.indnkeyatts = 1))
      union all
      select format('%s: put organization_id into foreign key %s', t.name, f.conname)
      from tables t join pg_constraint f on f.conrelid = t.oid
      where f.contype = 'f' and not exists (
        select from pg_attribute a where a.attrelid = t.oid and a.attnum = any (f.conkey)
          and a.attname = 'organization_id')
      union all
      select format('unique index %s is named as spanning organizations and is not there', s.name)
      from unnest($1::text[]) s (name) where to_regclass('public.' || s.name) is null`,
    values: [Object.keys(SPANNING_UNIQUES)],
  },
  'foreign keys': {
    sql: `select format('%s: make an index that begins with the columns of foreign key %s', t.name, f.conname) as gap
      from tables t join pg_constraint f on f.conrelid = t.oid
      where f.contype = 'f' and not exists (
        select from pg_index x where x.indrelid = t.oid and x.indpred is null and x.indisvalid
          and (x.indkey::int2[])[0:cardinality(f.conkey) - 1] @> f.conkey)
      union all
      select format('%s: foreign key %s must restrict: a cascade passes by soft delete and the audit log', t.name, f.conname)
      from tables t join pg_constraint f on f.conrelid = t.oid
      where f.contype = 'f' and (f.confdeltype, f.confupdtype) <> ('r', 'r')`,
  },
  views: {
    sql: `select format('%s: make it "with (security_invoker = true)", or it shows all tenants', c.oid::regclass) as gap
      from pg_class c where c.relnamespace in ('public'::regnamespace, 'app'::regnamespace)
        and (c.relkind = 'm' or c.relkind = 'v' and not coalesce('security_invoker=true' = any (c.reloptions), false))
      union all
      select format('%s: revoke %s from %s', c.oid::regclass, p, r)
      from pg_class c, unnest(array['oct_app', 'oct_system']) r,
        unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) p
      where c.relnamespace in ('public'::regnamespace, 'app'::regnamespace) and c.relkind = 'v'
        and not (r = 'oct_app' and p = 'select') and has_table_privilege(r, c.oid, p)`,
  },
  'grants on tables': {
    sql: `select format('%s: revoke %s from %s', t.name, p, r) as gap
      from tables t, unnest(array['oct_app', 'oct_system']) r,
        unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) p
      where not (t.tenant and r = 'oct_app' and p in ('select', 'insert', 'update'))
        and not (t.name = '${COUNTS}' and r = 'oct_system' and p in ('select', 'insert', 'update'))
        and (has_table_privilege(r, t.oid, p)
          or p in ('select', 'insert', 'update', 'references') and has_any_column_privilege(r, t.oid, p))
      union all
      select format('%s: revoke UPDATE of %s from oct_app', t.name, a.attname)
      from tables t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
      where a.attname = any ($1) and has_column_privilege('oct_app', t.oid, a.attnum, 'update')
      union all
      select format('%s: revoke INSERT of %s from oct_app', t.name, a.attname)
      from tables t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
      where a.attname = any ($1) and has_column_privilege('oct_app', t.oid, a.attnum, 'insert')
      union all
      select format('%s: revoke everything from PUBLIC', t.name) from tables t, aclexplode(t.acl) g where g.grantee = 0`,
    values: [UNTOUCHABLE],
  },
  functions: {
    sql: `select format('app.%s: ', p.proname) || f.gap as gap
      from pg_proc p, lateral (values
        (pg_get_userbyid(p.proowner) <> 'oct_owner', 'must belong to oct_owner'),
        (not coalesce(p.proconfig::text like '%search_path=%', false), 'pin it: set search_path = '''''),
        (has_function_privilege('public', p.oid, 'execute'), 'revoke execute from PUBLIC'),
        (p.prorettype <> 'trigger'::regtype and not p.prosecdef and exists (
          select from aclexplode(p.proacl) g where g.grantee in ('oct_app'::regrole, 'oct_system'::regrole))
          and p.provolatile = 'v' and p.proname <> 'uuid_v7', 'make it security definer: a caller has no rights of its own')
        ) f (wrong, gap)
      where p.pronamespace = 'app'::regnamespace and f.wrong
      union all
      select format('app.%s: revoke execute from %s, or name it in MAY_CALL', p.proname, r)
      from pg_proc p, unnest(array['oct_app', 'oct_system']) r
      where p.pronamespace = 'app'::regnamespace and has_function_privilege(r, p.oid, 'execute')
        and not ($1::jsonb -> r) ? p.proname
      union all
      select format('app.%s: grant execute to %s, or take it from MAY_CALL', c.name, r.key)
      from jsonb_each($1::jsonb) r, jsonb_array_elements_text(r.value) c (name)
      where not exists (
        select from pg_proc p where p.pronamespace = 'app'::regnamespace and p.proname = c.name
          and has_function_privilege(r.key, p.oid, 'execute'))`,
    values: [JSON.stringify(MAY_CALL)],
  },
  'the planner': {
    sql: `select format('%s: call app.hide_from_planner, or EXPLAIN tells of column %s', t.name, a.attname) as gap
      from tables t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
      left join app.planner_columns() c on c.name = a.attname
      where coalesce(a.attstattarget, -1) <> coalesce(c.target, 0)
      union all
      select format('%s: index %s keeps statistics of an expression, which EXPLAIN tells of', t.name, x.indexrelid::regclass)
      from tables t join pg_index x on x.indrelid = t.oid join pg_attribute a on a.attrelid = x.indexrelid
      where x.indexprs is not null and x.indkey[a.attnum - 1] = 0 and coalesce(a.attstattarget, -1) <> 0
      union all
      select format('%s: drop the extended statistics %s', t.name, s.stxname)
      from tables t join pg_statistic_ext s on s.stxrelid = t.oid`,
  },
  'the audit log': {
    sql: `select format('%s: call app.audit, so that its changes are on record', s.name) as gap
      from unnest($1::text[]) s (name) where not exists (
        select from pg_trigger g where g.tgrelid = to_regclass('public.' || s.name) and g.tgname = 'audit_update'
          and g.tgenabled = 'O')
      union all
      select 'app.audit_pending: bring back the deferred trigger that appends its entries'
      where not exists (
        select from pg_trigger where tgrelid = to_regclass('app.audit_pending') and tgname = 'append_audit_entries'
          and tgdeferrable and tginitdeferred and tgenabled = 'O')
      union all
      select format('%s: column %s is not on record; call app.audit again, or name it as ignored', t.name, a.attname)
      from tables t
      join pg_trigger g on g.tgrelid = t.oid and g.tgname = 'audit_update'
      join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
      where a.attname not in ('id', 'organization_id', 'created_at')
        -- Of a run its kind and its end are on record, whatever else changes.
        and t.name <> 'public.sync_run'
        and pg_get_triggerdef(g.oid) !~ ('\\m' || a.attname || '\\M')
      union all
      select 'audit_log: bring back the trigger that keeps its entries'
      where (select count(*) from pg_trigger where tgrelid = to_regclass('public.audit_log') and tgenabled = 'O'
        and tgname in ('keep_audit_entry', 'keep_audit_entries')) < 2`,
    values: [ON_RECORD],
  },
}

const TABLES = `select c.oid, format('%s.%s', n.nspname, c.relname) as name, c.relrowsecurity as enabled,
    c.relforcerowsecurity as forced, c.relacl as acl,
    n.nspname = 'public' and format('%s.%s', n.nspname, c.relname) <> all ($NON_TENANT) as tenant
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in ('public', 'app') and c.relkind in ('r', 'p') and format('%s.%s', n.nspname, c.relname) <> all ($NOT_OURS)`

function literal(names: readonly string[]): string {
  return `array[${names.map((name) => `'${name}'`).join(', ')}]`
}

/**
 * Looks for gaps in the tenant isolation of a live database: tables, keys, policies, grants, functions, triggers. A table
 * that was added and forgets any of it shows up here.
 * @param client a connection that may read the catalog
 * @returns a line for each gap, with what to add; none where the tenants are isolated
 */
export async function isolationGaps(client: ClientBase | Pool): Promise<string[]> {
  const tables = TABLES.replace('$NON_TENANT', literal(NON_TENANT_MODELS)).replace(
    '$NOT_OURS',
    literal(NOT_OURS),
  )
  const gaps: string[] = []
  for (const { sql, values = [] } of Object.values(CHECKS)) {
    const { rows } = await client.query<{ gap: string }>(`with tables as (${tables}) ${sql}`, values)
    gaps.push(...rows.map(({ gap }) => gap).sort())
  }
  return gaps
}
