import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One wall taken away: a text that stands exactly once in a file, and what stands there instead. */
export type Mutant = {
  name: string
  /** Asked first, as the one that noticed last time; then all others. */
  suite: string
  file: string
  find: string
  replace: string
}

const MIGRATIONS = 'prisma/migrations'
const folders = readdirSync(MIGRATIONS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => `${MIGRATIONS}/${name}/migration.sql`)
  .sort()

/** The migration that has the last word about a function. */
function lastDefinitionOf(routine: string): string {
  const definition = new RegExp(`create (or replace )?(function|procedure) ${routine.replace('.', '\\.')}\\(`)
  const file = folders.findLast((each) => definition.test(readFileSync(each, 'utf8')))
  if (!file) throw new Error(`No migration makes ${routine}.`)
  return file
}

const migration = (name: string) => join(MIGRATIONS, name, 'migration.sql')
const FOUNDATION = migration('20261122160100_foundation')
const TABLES = migration('20261122160200_tables')
const RULES = migration('20261122160300_rules')
const ISOLATION_LAYERS = migration('20261122160400_row_security')

/** What every table gets from app.protect, and what some are given beyond it. */
const POLICIES: Mutant[] = [
  {
    name: 'no policy for SELECT',
    suite: 'database-catalog',
    file: lastDefinitionOf('app.protect'),
    find: `  execute format('create policy tenant_select on %s for select to oct_app using (%s)', p_table, v_live);\n`,
    replace: '',
  },
  {
    name: 'the policy for SELECT shows everything',
    suite: 'database-catalog',
    file: lastDefinitionOf('app.protect'),
    find: 'for select to oct_app using (%s)',
    replace: 'for select to oct_app using (true or %s)',
  },
  {
    name: 'the policy for INSERT takes everything',
    suite: 'database-catalog',
    file: lastDefinitionOf('app.protect'),
    find: 'for insert to oct_app with check (%s%s)',
    replace: 'for insert to oct_app with check (true or %s%s)',
  },
  {
    name: 'the policy for UPDATE reaches everything',
    suite: 'database-catalog',
    file: lastDefinitionOf('app.protect'),
    find: 'for update to oct_app using (%s) with check (%s)',
    replace: 'for update to oct_app using (true or %s) with check (true or %s)',
  },
  {
    name: 'the policy forgets that deleted rows are hidden',
    suite: 'tenant-policies-alone',
    file: lastDefinitionOf('app.protect'),
    find: `case when v_soft then ' and (deleted_at is null or (select app.sees_deleted()))' else '' end`,
    replace: `''`,
  },
  {
    name: 'DELETE is granted',
    suite: 'database-catalog',
    file: lastDefinitionOf('app.protect'),
    find: 'grant select on %s to oct_app',
    replace: 'grant select, delete on %s to oct_app',
  },
  {
    name: 'row-level security is not forced',
    suite: 'database-catalog',
    file: lastDefinitionOf('app.protect'),
    find: `  execute format('alter table %s force row level security', p_table);\n`,
    replace: '',
  },
  {
    name: 'row-level security is off on one table',
    suite: 'database-catalog',
    file: ISOLATION_LAYERS,
    find: '-- Not tenant tables: only functions reach them.',
    replace: 'alter table tracking disable row level security;',
  },
  {
    name: 'deleted_at may be written',
    suite: 'database-catalog',
    file: ISOLATION_LAYERS,
    find: 'google_ads_account_id,login_customer_id,status,version}',
    replace: 'google_ads_account_id,login_customer_id,status,version,deleted_at}',
  },
]

const STRUCTURE: Mutant[] = [
  {
    name: 'the audit log may be rewritten',
    suite: 'tenant-policies-alone',
    file: migration('20261125031000_audit'),
    find: `call app.protect('audit_log');`,
    replace: `call app.protect('audit_log', p_update => '{action}');`,
  },
  {
    name: 'a foreign key without the organization',
    suite: 'database-catalog',
    file: TABLES,
    find: 'ADD CONSTRAINT "tracking_organization_id_customer_id_fkey" FOREIGN KEY ("organization_id", "customer_id") REFERENCES "customer"("organization_id", "id")',
    replace:
      'ADD CONSTRAINT "tracking_organization_id_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id")',
  },
  {
    name: 'a container can be used by one organization only',
    suite: 'database-catalog',
    file: RULES,
    find: 'on customer (organization_id, google_container_id) where',
    replace: 'on customer (google_container_id) where',
  },
  {
    name: 'functions are PUBLIC’s to call',
    suite: 'database-catalog',
    file: FOUNDATION,
    find: 'alter default privileges for role oct_owner revoke execute on functions from public;',
    replace: '',
  },
]

const ENTRY: Mutant[] = [
  {
    name: 'app.enter: a member of any organization',
    suite: 'tenant-entry',
    file: lastDefinitionOf('app.enter'),
    find: 'where u.organization_id = p_organization and u.id = p_actor::uuid',
    replace: 'where u.id = p_actor::uuid',
  },
  {
    name: 'app.enter: whoever has left',
    suite: 'tenant-entry',
    file: lastDefinitionOf('app.enter'),
    find: '\n      and u.deleted_at is null and o.deleted_at is null',
    replace: '',
  },
  {
    name: 'app.enter: any role',
    suite: 'tenant-entry',
    file: lastDefinitionOf('app.enter'),
    find: `p_needs is distinct from 'MEMBER' and v_role is distinct from p_needs`,
    replace: 'false',
  },
  {
    name: 'app.enter: whoever was signed out everywhere',
    suite: 'tenant-entry',
    file: lastDefinitionOf('app.enter'),
    find: 'p_authenticated_at < v_valid_after',
    replace: 'false',
  },
  {
    name: 'app.enter: a run without its lease',
    suite: 'tenant-entry',
    file: lastDefinitionOf('app.enter'),
    find: `and r.lease_owner = p_lease_owner and r.fence = p_fence and r.lease_until > clock_timestamp();`,
    replace: ';',
  },
  {
    name: 'app.enter: a run that was overtaken may write',
    suite: 'tenant-entry',
    file: lastDefinitionOf('app.enter'),
    find: `and r.lease_owner = p_lease_owner and r.fence = p_fence and r.lease_until > clock_timestamp()
      for no key update`,
    replace: `and r.lease_owner = p_lease_owner and r.lease_until > clock_timestamp()
      for no key update`,
  },
  {
    name: 'app.enter: a refresh into any organization',
    suite: 'tenant-entry',
    file: lastDefinitionOf('app.enter'),
    find: `where g.organization_id = p_organization and g.google_account_id = p_actor
        and g.lease_owner = p_lease_owner and g.fence = p_fence and g.lease_until > clock_timestamp();`,
    replace: `where g.google_account_id = p_actor
        and g.lease_owner = p_lease_owner and g.fence = p_fence and g.lease_until > clock_timestamp();`,
  },
  {
    name: 'the entry outlives its transaction',
    suite: 'tenant-pool',
    file: lastDefinitionOf('app.admit'),
    find: `perform set_config('app.session', app.signature_of(v_claims) || v_claims, true);`,
    replace: `perform set_config('app.session', app.signature_of(v_claims) || v_claims, false);`,
  },
  {
    name: 'the seal of the entry is not checked',
    suite: 'tenant-entry-seal',
    file: lastDefinitionOf('app.session'),
    find: 'v_entry is null or left(v_entry, 64) <> app.signature_of(v_claims)',
    replace: 'v_entry is null',
  },
  {
    name: 'without a tenant nothing raises',
    suite: 'tenant-pool',
    file: lastDefinitionOf('app.require_org'),
    find: `raise exception 'no tenant has been entered' using errcode = '42501';`,
    replace: 'return null;',
  },
  {
    name: 'soft_delete_tracking: any organization’s',
    suite: 'tenant-functions',
    file: lastDefinitionOf('app.soft_delete_tracking'),
    find: `  v_organization uuid := app.require_org();
  v_customer uuid;`,
    replace: `  v_organization uuid := (select t.organization_id from public.tracking t where t.id = p_tracking);
  v_customer uuid;`,
  },
  {
    name: 'soft_delete_customer: any organization’s',
    suite: 'tenant-functions',
    file: lastDefinitionOf('app.soft_delete_customer'),
    find: 'where c.organization_id = v_organization and c.id = p_customer and c.deleted_at is null',
    replace: 'where c.id = p_customer and c.deleted_at is null',
  },
  {
    name: 'restore_tracking: any organization’s',
    suite: 'tenant-functions',
    file: lastDefinitionOf('app.restore_tracking'),
    find: `  v_organization uuid := app.require_org();
  v_customer_is_live boolean;`,
    replace: `  v_organization uuid := (select t.organization_id from public.tracking t where t.id = p_tracking);
  v_customer_is_live boolean;`,
  },
  {
    name: 'restore_customer: any organization’s',
    suite: 'tenant-functions',
    file: lastDefinitionOf('app.restore_customer'),
    find: `  v_organization uuid := app.require_org();
  v_customer public.customer;`,
    replace: `  v_organization uuid := (select c.organization_id from public.customer c where c.id = p_customer);
  v_customer public.customer;`,
  },
  {
    name: 'revoke_invitation: any organization’s',
    suite: 'tenant-functions',
    file: lastDefinitionOf('app.revoke_invitation'),
    find: 'where i.organization_id = app.require_org() and i.id = p_invitation',
    replace: 'where i.id = p_invitation',
  },
  {
    name: 'change_role: tells of any organization’s members',
    suite: 'tenant-functions',
    file: lastDefinitionOf('app.change_role'),
    find: `  where u.organization_id = v_organization and u.id = p_user and u.deleted_at is null;
  if not found then
    return 'not_found';
  elsif v_role = p_role then`,
    replace: `  where u.id = p_user and u.deleted_at is null;
  if not found then
    return 'not_found';
  elsif v_role = p_role then`,
  },
  {
    name: 'search_customers: in every organization',
    suite: 'tenant-functions',
    file: lastDefinitionOf('app.search_customers'),
    find: `'c.organization_id = $1 and c.deleted_at is '`,
    replace: `'$1::uuid is not null and c.deleted_at is '`,
  },
]

const CLIENT: Mutant[] = [
  {
    name: 'scope: no condition on the organization',
    suite: 'tenant-client-alone',
    file: 'lib/tenant/scope.ts',
    find: '  where[key] = entry.organizationId\n',
    replace: '',
  },
  {
    name: 'scope: no condition on deleted rows',
    suite: 'tenant-client-alone',
    file: 'lib/tenant/scope.ts',
    find: `  if (!entry.includeDeleted && isSoftDeleted(model)) where['deletedAt'] = null\n`,
    replace: '',
  },
  {
    name: 'scope: a condition may name another organization',
    suite: 'tenant-isolation',
    file: 'lib/tenant/scope.ts',
    find: 'if (key in where && where[key] !== entry.organizationId)',
    replace: 'if (false)',
  },
  {
    name: 'the pool takes single queries',
    suite: 'tenant-isolation',
    file: 'lib/tenant/tenant-pool.ts',
    find: `  override query(): never {
    throw new OutsideTenantError()
  }`,
    replace: '',
  },
  {
    name: 'a read may write',
    suite: 'tenant-isolation',
    file: 'lib/tenant/tenant-client.ts',
    find: `entry.readOnly ? 'BEGIN READ ONLY' : 'BEGIN'`,
    replace: `'BEGIN'`,
  },
  {
    name: 'the refusal of the entry is not awaited',
    suite: 'tenant-entry',
    file: 'lib/tenant/tenant-client.ts',
    find: 'afterAll(opened, answered)',
    replace: 'answered',
  },
  {
    name: 'a swallowed failure passes for success',
    suite: 'tenant-isolation',
    file: 'lib/tenant/with-tenant.ts',
    find: '      if (entry.broken) throw new SwallowedFailureError()\n',
    replace: '',
  },
  {
    name: 'a statement that nobody awaits passes',
    suite: 'tenant-isolation',
    file: 'lib/tenant/with-tenant.ts',
    find: '      if (entry.pending > 0) throw new UnawaitedStatementError()\n',
    replace: '',
  },
  {
    name: 'tenant code gets unsafe SQL',
    suite: 'tenant-isolation',
    file: 'lib/tenant/tenant-db.ts',
    find: 'HIDDEN.has(key) ? undefined : ',
    replace: '',
  },
]

const API: Mutant[] = [
  {
    name: 'a cursor is good in every organization',
    suite: 'tenant-http-attack',
    file: 'lib/paging/cursor.ts',
    find: 'JSON.stringify([organizationId, list,',
    replace: 'JSON.stringify([list,',
  },
  {
    name: 'no two answers to an absent id are alike',
    suite: 'tenant-http-attack',
    file: 'lib/errors/app-error.ts',
    find: "new AppError('not_found', `No such",
    replace: "new AppError('not_found', performance.now() + `No such",
  },
  {
    name: 'what is an ADMIN’s by its body is everybody’s',
    suite: 'tenant-http-attack',
    file: 'lib/http/member-call.ts',
    find: `route.adminIf?.(input) ? 'ADMIN' : role`,
    replace: 'role',
  },
  {
    name: 'ADMIN’s routes are everybody’s',
    suite: 'tenant-http-attack',
    file: 'lib/http/call.ts',
    find: 'callAsMember({ ...call, role: route.auth, identity, read, run, replay })',
    replace: `callAsMember({ ...call, role: 'MEMBER', identity, read, run, replay })`,
  },
]

export const MUTANTS: readonly Mutant[] = [...POLICIES, ...STRUCTURE, ...ENTRY, ...CLIENT, ...API]
