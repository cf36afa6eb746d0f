import { describe, expect, it } from 'vitest'
import { ConnectionStatus } from '../../lib/connections/connection-view.ts'
import { CUSTOMER_STATUSES } from '../../lib/customers/customer-status.ts'
import { PUBLISH_MODES } from '../../lib/organizations/organization-input.ts'
import {
  SYNC_JOB_ACTIONS,
  SYNC_JOB_STATUSES,
  SYNC_RUN_KINDS,
  SYNC_RUN_STATUSES,
} from '../../lib/sync/work.ts'
import { ROLES } from '../../lib/tenant/tenant.ts'
import { CONVERSION_COUNTINGS, SYNC_STATUSES, TRACKING_TYPES } from '../../lib/trackings/tracking-sets.ts'
import { adminPool } from '../fixtures/database.ts'

const admin = adminPool()

/** Tables without an organization: machinery, which only functions reach, and Prisma's own record. */
const WITHOUT_TENANT = ['quota_slot', 'quota_day', '_prisma_migrations']

/** Unique indexes that may span organizations, each with its reason. Primary keys on `id` need none. */
const SPANNING_UNIQUES: Record<string, string> = {
  user_account_email_live_key:
    'an address belongs to one organization; sign-up finds it by a verified address',
  user_account_firebase_uid_live_key: 'sign-in finds the organization by it',
  oauth_state_state_hash_key: 'the callback carries nothing else; random, hashed',
  oauth_state_handle_hash_key: 'random, hashed',
  sync_run_running_container_key: 'two organizations may look after one container; one run at a time',
}

/** Every closed set stands once, in zod; the CHECK of this name must hold the same values. */
const CLOSED_SETS: Record<string, readonly string[]> = {
  organization_publish_mode_check: PUBLISH_MODES,
  user_account_role_check: ROLES,
  customer_status_check: CUSTOMER_STATUSES,
  google_connection_status_check: ConnectionStatus.options,
  tracking_type_check: TRACKING_TYPES,
  tracking_conversion_counting_check: CONVERSION_COUNTINGS,
  tracking_sync_status_check: SYNC_STATUSES,
  sync_job_action_check: SYNC_JOB_ACTIONS,
  sync_job_status_check: SYNC_JOB_STATUSES,
  sync_run_kind_check: SYNC_RUN_KINDS,
  sync_run_status_check: SYNC_RUN_STATUSES,
}

async function query<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
  const { rows } = await admin.query<Row>(sql, values)
  return rows
}

const TABLES = `select c.oid, c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced
  from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`

async function tenantTables() {
  const tables = await query<{ name: string; enabled: boolean; forced: boolean }>(TABLES)
  return tables.filter(({ name }) => !WITHOUT_TENANT.includes(name))
}

describe('the tenant wall in the catalog', () => {
  it('stands around every table: enabled, forced, a policy for each command of the app and for the owner', async () => {
    const policies = await query<{ table: string; command: string; role: string }>(
      `select tablename as table, cmd as command, roles[1]::text as role from pg_policies where schemaname = 'public'`,
    )
    const faults = (await tenantTables()).flatMap(({ name, enabled, forced }) => {
      const has = (command: string, role: string) =>
        policies.some((policy) => policy.table === name && policy.command === command && policy.role === role)
      return [
        !enabled && `${name}: enable row level security`,
        !forced && `${name}: force row level security`,
        ...['SELECT', 'INSERT', 'UPDATE', 'DELETE'].map(
          (command) =>
            !has(command, 'oct_app') && `${name}: add a policy for ${command} to oct_app (call app.protect)`,
        ),
        !has('ALL', 'oct_owner') && `${name}: add a policy for oct_owner, or backups dump an empty table`,
      ].filter((fault) => fault !== false)
    })
    expect(faults).toEqual([])
  })

  it('closes the machinery to everybody but functions', async () => {
    const rows = await query<{ name: string; enabled: boolean; forced: boolean; readable: boolean }>(
      `select t.*, has_table_privilege('oct_app', t.oid, 'select') or has_table_privilege('oct_system', t.oid, 'select')
         as readable from (${TABLES}) t where t.name like 'quota%' order by t.name desc`,
    )
    expect(rows.map(({ name, enabled, forced, readable }) => ({ name, enabled, forced, readable }))).toEqual([
      { name: 'quota_slot', enabled: true, forced: true, readable: false },
      { name: 'quota_day', enabled: true, forced: true, readable: false },
    ])
  })

  it('is in the structure: every unique and every foreign key holds organization_id, but for the named ones', async () => {
    const uniques = await query<{ name: string; table: string; columns: string[] }>(
      `select i.relname as name, t.relname as table, array_agg(a.attname::text order by a.attnum) as columns
       from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
       join pg_attribute a on a.attrelid = t.oid and a.attnum = any (x.indkey)
       where x.indisunique and t.relnamespace = 'public'::regnamespace group by 1, 2`,
    )
    const spanning = uniques
      .filter(({ table }) => !WITHOUT_TENANT.includes(table))
      .filter(
        ({ name, columns }) =>
          !columns.includes('organization_id') && !(name.endsWith('_pkey') && columns[0] === 'id'),
      )
      .map(({ name }) => name)
    expect(spanning.sort()).toEqual(Object.keys(SPANNING_UNIQUES).sort())

    const foreign = await query<{ name: string; columns: string[] }>(
      `select conname as name, array(select attname::text from pg_attribute
         where attrelid = conrelid and attnum = any (conkey)) as columns
       from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`,
    )
    expect(foreign.filter(({ columns }) => !columns.includes('organization_id'))).toEqual([])
  })

  it('gives every foreign key an index that begins with its columns', async () => {
    const missing = await query(
      `select conrelid::regclass as table, conname as foreign_key from pg_constraint f
       where contype = 'f' and connamespace = 'public'::regnamespace and not exists (
         select from pg_index x where x.indrelid = f.conrelid and x.indpred is null
           and (x.indkey::int2[])[0:cardinality(f.conkey) - 1] @> f.conkey)`,
    )
    expect(missing).toEqual([])
  })

  it('has no view that runs as its owner, and nothing materialized', async () => {
    const views = await query(
      `select relname from pg_class where relnamespace in ('public'::regnamespace, 'app'::regnamespace)
       and (relkind = 'm' or relkind = 'v' and not coalesce('security_invoker=true' = any (reloptions), false))`,
    )
    expect(views).toEqual([])
  })

  it('lets nobody delete, truncate or change the columns that say whose and whether a row is', async () => {
    const forbidden = await query(
      `select t.name, a.attname as column from (${TABLES}) t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0
       where a.attname in ('id', 'organization_id', 'deleted_at', 'deletion_id', 'tracking_count', 'lease_owner')
         and has_column_privilege('oct_app', t.oid, a.attnum, 'update')
       union all
       select t.name, p from (${TABLES}) t, unnest(array['delete', 'truncate', 'references', 'trigger']) p
       where has_table_privilege('oct_app', t.oid, p) or has_table_privilege('oct_system', t.oid, p)`,
    )
    expect(forbidden).toEqual([])
  })

  it('gives oct_system no table at all', async () => {
    const reachable = await query(
      `select t.name from (${TABLES}) t where has_any_column_privilege('oct_system', t.oid, 'select, insert, update')`,
    )
    expect(reachable).toEqual([])
  })

  it('keeps definer functions to their callers: the owner’s, search_path pinned, nothing for PUBLIC', async () => {
    const functions = await query<{ name: string; fault: string }>(
      `select p.proname as name, case
           when pg_get_userbyid(p.proowner) <> 'oct_owner' then 'must belong to oct_owner'
           when not coalesce(p.proconfig::text like '%search_path=%', false) then 'must pin search_path'
           when has_function_privilege('public', p.oid, 'execute') then 'must not be executable by PUBLIC'
         end as fault
       from pg_proc p where p.pronamespace = 'app'::regnamespace`,
    )
    expect(functions.length).toBeGreaterThan(10)
    expect(functions.filter(({ fault }) => fault !== null)).toEqual([])
  })

  it('says in every CHECK what zod says', async () => {
    const checks = await query<{ name: string; definition: string }>(
      `select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
       where contype = 'c' and connamespace = 'public'::regnamespace and pg_get_constraintdef(oid) like '%ANY (ARRAY[%'
         and conname = any ($1)`,
      [Object.keys(CLOSED_SETS)],
    )
    const inDatabase = Object.fromEntries(
      checks.map(({ name, definition }) => [
        name,
        [...definition.matchAll(/'(\w+)'::text/g)].map(([, value]) => value).sort(),
      ]),
    )
    const inZod = Object.fromEntries(
      Object.entries(CLOSED_SETS).map(([name, set]) => [name, [...set].sort()]),
    )
    expect(inDatabase).toEqual(inZod)
  })
})
