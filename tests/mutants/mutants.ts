import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A defect of tenant isolation: a text that occurs exactly once in a file, and its replacement. */
export type Mutant = {
  name: string
  /** The suite that is expected to fail; it runs first, then all others. */
  suite: string
  file: string
  find: string
  replace: string
}

/** A mutant of the migrations, in the last definition of `routine`, or else in the last migration with its text. */
type SqlMutant = Omit<Mutant, 'file'> & { routine?: string }

const MIGRATIONS = 'prisma/migrations'
const migrations = readdirSync(MIGRATIONS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => join(MIGRATIONS, name, 'migration.sql'))
  .sort()
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }))

function inMigrations({ routine, ...mutant }: SqlMutant): Mutant {
  const definition = new RegExp(
    `create (or replace )?(function|procedure) ${routine?.replace('.', '\\.')}\\(`,
  )
  const found = migrations.findLast(({ text }) =>
    routine ? definition.test(text) : text.includes(mutant.find),
  )
  return { ...mutant, file: found?.file ?? `${MIGRATIONS} (${routine ?? 'any'})` }
}

/** What app.protect gives every table, and what some tables have besides. */
const POLICIES: SqlMutant[] = [
  {
    name: 'no policy for SELECT',
    suite: 'database-catalog',
    routine: 'app.protect',
    find: `  execute format('create policy tenant_select on %s for select to oct_app using (%s)', p_table, v_live);\n`,
    replace: '',
  },
  {
    name: 'the policy for SELECT shows everything',
    suite: 'database-catalog',
    routine: 'app.protect',
    find: 'for select to oct_app using (%s)',
    replace: 'for select to oct_app using (true or %s)',
  },
  {
    name: 'the policy for INSERT accepts everything',
    suite: 'database-catalog',
    routine: 'app.protect',
    find: 'for insert to oct_app with check (%s%s)',
    replace: 'for insert to oct_app with check (true or %s%s)',
  },
  {
    name: 'the policy for UPDATE allows everything',
    suite: 'database-catalog',
    routine: 'app.protect',
    find: 'for update to oct_app using (%s) with check (%s)',
    replace: 'for update to oct_app using (true or %s) with check (true or %s)',
  },
  {
    name: 'the policies show deleted rows',
    suite: 'tenant-policies-alone',
    routine: 'app.protect',
    find: `case when v_soft then ' and (deleted_at is null or (select app.sees_deleted()))' else '' end`,
    replace: `''`,
  },
  {
    name: 'DELETE is granted',
    suite: 'database-catalog',
    routine: 'app.protect',
    find: 'grant select on %s to oct_app',
    replace: 'grant select, delete on %s to oct_app',
  },
  {
    name: 'row-level security is not forced',
    suite: 'database-catalog',
    routine: 'app.protect',
    find: `  execute format('alter table %s force row level security', p_table);\n`,
    replace: '',
  },
  {
    name: 'row-level security is off on one table',
    suite: 'database-catalog',
    find: `call app.protect('sync_job',`,
    replace: `alter table tracking disable row level security;\ncall app.protect('sync_job',`,
  },
  {
    name: 'deleted_at is granted for UPDATE',
    suite: 'database-catalog',
    find: 'google_ads_account_id,login_customer_id,status,version}',
    replace: 'google_ads_account_id,login_customer_id,status,version,deleted_at}',
  },
]

const STRUCTURE: SqlMutant[] = [
  {
    name: 'UPDATE of the audit log is granted',
    suite: 'tenant-policies-alone',
    find: `call app.protect('audit_log');`,
    replace: `call app.protect('audit_log', p_update => '{action}');`,
  },
  {
    name: 'a foreign key without the organization',
    suite: 'database-catalog',
    find: `tracking_organization_id_customer_id_fkey foreign key (organization_id, customer_id)
    references customer (organization_id, id)`,
    replace: 'tracking_organization_id_customer_id_fkey foreign key (customer_id) references customer (id)',
  },
  {
    name: 'a container can be used by one organization only',
    suite: 'database-catalog',
    find: 'on customer (organization_id, google_container_id) where',
    replace: 'on customer (google_container_id) where',
  },
  {
    name: 'PUBLIC may execute functions',
    suite: 'database-catalog',
    find: 'alter default privileges for role oct_owner revoke execute on functions from public;',
    replace: '',
  },
]

const SESSION: SqlMutant[] = [
  {
    name: 'app.enter: a member of any organization',
    suite: 'tenant-session',
    routine: 'app.enter',
    find: 'where u.organization_id = v_organization and u.id = v_actor::uuid',
    replace: 'where u.id = v_actor::uuid',
  },
  {
    name: 'app.enter: a former member',
    suite: 'tenant-session',
    routine: 'app.enter',
    find: '\n      and u.deleted_at is null and o.deleted_at is null',
    replace: '',
  },
  {
    name: 'app.enter: any role',
    suite: 'tenant-session',
    routine: 'app.enter',
    find: `v_required_role is distinct from 'MEMBER' and v_role is distinct from v_required_role`,
    replace: 'false',
  },
  {
    name: 'app.enter: a user who was signed out everywhere',
    suite: 'tenant-session',
    routine: 'app.enter',
    find: `(v_claims ->> 'authenticatedAt')::timestamptz < v_valid_after`,
    replace: 'false',
  },
  {
    name: 'app.enter: a key of any organization',
    suite: 'tenant-session',
    routine: 'app.enter',
    find: 'where k.organization_id = v_organization and k.id = v_actor::uuid',
    replace: 'where k.id = v_actor::uuid',
  },
  {
    name: 'app.enter: a key that has ended',
    suite: 'tenant-session',
    routine: 'app.enter',
    find: '\n      and k.revoked_at is null and k.expires_at > clock_timestamp()',
    replace: '',
  },
  {
    name: 'app.enter: a key whose creator has left',
    suite: 'tenant-session',
    routine: 'app.enter',
    find: 'u.id = k.created_by and u.deleted_at is null',
    replace: 'u.id = k.created_by',
  },
  {
    name: 'app.enter: a key with any role',
    suite: 'tenant-session',
    routine: 'app.enter',
    find: '(v_role is distinct from v_required_role or v_creator_role is distinct from v_required_role)',
    replace: 'false',
  },
  {
    name: 'app.enter: a run without its lease',
    suite: 'tenant-session',
    routine: 'app.enter',
    find: `and r.lease_owner = v_lease_owner and r.fence = v_fence and r.lease_until > clock_timestamp();`,
    replace: ';',
  },
  {
    name: 'app.enter: a superseded run may write',
    suite: 'tenant-session',
    routine: 'app.enter',
    find: `and r.lease_owner = v_lease_owner and r.fence = v_fence and r.lease_until > clock_timestamp()
      for no key update`,
    replace: `and r.lease_owner = v_lease_owner and r.lease_until > clock_timestamp()
      for no key update`,
  },
  {
    name: 'app.enter: a refresh into any organization',
    suite: 'tenant-session',
    routine: 'app.enter',
    find: `where g.organization_id = v_organization and g.google_account_id = v_actor
        and g.lease_owner = v_lease_owner and g.fence = v_fence and g.lease_until > clock_timestamp();`,
    replace: `where g.google_account_id = v_actor
        and g.lease_owner = v_lease_owner and g.fence = v_fence and g.lease_until > clock_timestamp();`,
  },
  {
    name: 'the signature of claims is not verified',
    suite: 'tenant-app-login',
    routine: 'app.verified_claims',
    find: `  if v_signature = (`,
    replace: `  if v_signature is not null or v_signature = (`,
  },
  {
    name: 'claims of any kind are accepted',
    suite: 'tenant-claims',
    routine: 'app.verified_claims',
    find: `if v_claims ->> 'kind' = any (p_kinds) then`,
    replace: `if v_claims ->> 'kind' is not null then`,
  },
  {
    name: 'claims live for ever',
    suite: 'tenant-claims',
    routine: 'app.verified_claims',
    find: ') is not true then',
    replace: ') is null then',
  },
  {
    name: 'claims for reading write',
    suite: 'tenant-claims',
    routine: 'app.enter',
    find: `v_writes and v_claims ->> 'readOnly' is distinct from 'false'`,
    replace: 'false',
  },
  {
    name: 'the renewal of tokens reaches everything',
    suite: 'tenant-claims',
    routine: 'app.require_org',
    find: `app.require_org_as('user', 'key', 'run', 'collection', 'system')`,
    replace: `app.require_org_as('user', 'key', 'run', 'refresh', 'collection', 'system')`,
  },
  {
    name: 'a run reads members',
    suite: 'tenant-claims',
    routine: 'app.require_org_of_user',
    find: `app.require_org_as('user', 'system')`,
    replace: `app.require_org_as('user', 'run', 'system')`,
  },
  {
    name: 'EXPLAIN tells of every column',
    suite: 'tenant-app-login',
    routine: 'app.hide_from_planner',
    find: 'coalesce(c.target, 0)',
    replace: '-1',
  },
  {
    name: 'the session outlives its transaction',
    suite: 'tenant-pool',
    routine: 'app.open_session',
    find: `perform set_config('app.session', app.signature_of(v_claims) || v_claims, true);`,
    replace: `perform set_config('app.session', app.signature_of(v_claims) || v_claims, false);`,
  },
  {
    name: 'the signature of the session is not verified',
    suite: 'tenant-session-signature',
    routine: 'app.session',
    find: 'v_session is null or left(v_session, 64) <> app.signature_of(v_claims)',
    replace: 'v_session is null',
  },
  {
    name: 'no error without a tenant session',
    suite: 'tenant-pool',
    routine: 'app.require_org_as',
    find: `raise exception 'no tenant session is open' using errcode = '42501';`,
    replace: 'return null;',
  },
  {
    name: 'soft_delete_tracking: any organization’s',
    suite: 'tenant-functions',
    routine: 'app.soft_delete_tracking',
    find: `  v_organization uuid := app.require_org();
  v_customer uuid;`,
    replace: `  v_organization uuid := (select t.organization_id from public.tracking t where t.id = p_tracking);
  v_customer uuid;`,
  },
  {
    name: 'soft_delete_customer: any organization’s',
    suite: 'tenant-functions',
    routine: 'app.soft_delete_customer',
    find: 'where c.organization_id = v_organization and c.id = p_customer and c.deleted_at is null',
    replace: 'where c.id = p_customer and c.deleted_at is null',
  },
  {
    name: 'enqueue_syncs: runs for any organization’s customer',
    suite: 'tenant-functions',
    routine: 'app.enqueue_syncs',
    find: `  select v_organization, c.id, now() + make_interval(secs => p_due_in_seconds)
  from public.customer c
  where c.organization_id = v_organization and c.id = any (p_customers)`,
    replace: `  select c.organization_id, c.id, now() + make_interval(secs => p_due_in_seconds)
  from public.customer c
  where c.id = any (p_customers)`,
  },
  {
    name: 'move_trackings: any organization’s',
    suite: 'tenant-functions',
    routine: 'app.move_trackings',
    find: `    where t.organization_id = v_organization and t.id = any (p_trackings) and t.deleted_at is null`,
    replace: `    where t.id = any (p_trackings) and t.deleted_at is null`,
  },
  {
    name: 'restore_tracking: any organization’s',
    suite: 'tenant-functions',
    routine: 'app.restore_tracking',
    find: `  v_organization uuid := app.require_org();
  v_customer_is_live boolean;`,
    replace: `  v_organization uuid := (select t.organization_id from public.tracking t where t.id = p_tracking);
  v_customer_is_live boolean;`,
  },
  {
    name: 'restore_customer: any organization’s',
    suite: 'tenant-functions',
    routine: 'app.restore_customer',
    find: `  v_organization uuid := app.require_org();
  v_customer public.customer;`,
    replace: `  v_organization uuid := (select c.organization_id from public.customer c where c.id = p_customer);
  v_customer public.customer;`,
  },
  {
    name: 'revoke_invitation: any organization’s',
    suite: 'tenant-functions',
    routine: 'app.revoke_invitation',
    find: 'where i.organization_id = v_organization and i.id = p_invitation and i.accepted_at',
    replace: 'where i.id = p_invitation and i.accepted_at',
  },
  {
    name: 'change_role: reports members of any organization',
    suite: 'tenant-functions',
    routine: 'app.change_role',
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
    routine: 'app.search_customers',
    find: `'c.organization_id = $1 and c.deleted_at is '`,
    replace: `'$1::uuid is not null and c.deleted_at is '`,
  },
]

const CLIENT: Mutant[] = [
  {
    name: 'scope: no condition on the organization',
    suite: 'tenant-client-alone',
    file: 'lib/tenant/scope.ts',
    find: '  where[key] = session.organizationId\n',
    replace: '',
  },
  {
    name: 'scope: no condition on deleted rows',
    suite: 'tenant-client-alone',
    file: 'lib/tenant/scope.ts',
    find: `  if (!session.includeDeleted && isSoftDeleted(model)) where['deletedAt'] = null\n`,
    replace: '',
  },
  {
    name: 'scope: a condition on another organization is allowed',
    suite: 'tenant-isolation',
    file: 'lib/tenant/scope.ts',
    find: 'if (key in where && where[key] !== session.organizationId)',
    replace: 'if (false)',
  },
  {
    name: 'the pool accepts single queries',
    suite: 'tenant-isolation',
    file: 'lib/tenant/tenant-pool.ts',
    find: 'return runIn(requireSession(), statement)',
    replace: `try { return runIn(requireSession(), statement) } catch {
      return this.lend().then((client) => client.query(statement).finally(() => client.release()))
    }`,
  },
  {
    name: 'a read-only session may write',
    suite: 'tenant-isolation',
    file: 'lib/tenant/with-tenant.ts',
    find: 'openSession(tenant, options, mayBePrepared)',
    replace: 'openSession(tenant, { ...options, readOnly: false }, mayBePrepared)',
  },
  {
    name: 'the session is opened behind the statement',
    suite: 'tenant-session',
    file: 'lib/tenant/each-alone.ts',
    find: '{ before, main: statement }',
    replace: '{ before: [], main: statement, after: before }',
  },
  {
    name: 'a swallowed failure counts as success',
    suite: 'tenant-isolation',
    file: 'lib/tenant/with-tenant.ts',
    find: '  if (session.broken) throw new SwallowedFailureError()\n',
    replace: '',
  },
  {
    name: 'an un-awaited statement is allowed',
    suite: 'tenant-isolation',
    file: 'lib/tenant/with-tenant.ts',
    find: '  if (session.pending > 0) throw new UnawaitedStatementError()\n',
    replace: '',
  },
  {
    name: 'tenant code can run unsafe SQL',
    suite: 'tenant-isolation',
    file: 'lib/tenant/tenant-db.ts',
    find: '      if (HIDDEN.has(key)) return undefined\n',
    replace: '',
  },
]

const API: Mutant[] = [
  {
    name: 'a cursor is valid in every organization',
    suite: 'tenant-http-attack',
    file: 'lib/paging/cursor.ts',
    find: 'JSON.stringify([organizationId, list,',
    replace: 'JSON.stringify([list,',
  },
  {
    name: 'responses for absent ids differ',
    suite: 'tenant-http-attack',
    file: 'lib/errors/app-error.ts',
    find: 'new AppError(code, fillText(detail, values),',
    replace: `new AppError(code, (code === 'not_found' ? performance.now() : '') + fillText(detail, values),`,
  },
  {
    name: 'adminIf is ignored',
    suite: 'tenant-http-attack',
    file: 'lib/http/run-as-member.ts',
    find: `route.adminIf?.(input) ? 'ADMIN' : role`,
    replace: 'role',
  },
  {
    name: 'routes for an ADMIN are open to every member',
    suite: 'tenant-http-attack',
    file: 'lib/http/identify-caller.ts',
    find: 'membership }, role: auth }',
    replace: `membership }, role: 'MEMBER' }`,
  },
  {
    name: 'API keys may do everything',
    suite: 'tenant-http-attack',
    file: 'lib/http/identify-caller.ts',
    find: `auth === 'identity' || !route.takesKeys`,
    replace: `auth === 'identity'`,
  },
]

export const MUTANTS: readonly Mutant[] = [
  ...[...POLICIES, ...STRUCTURE, ...SESSION].map(inMigrations),
  ...CLIENT,
  ...API,
]
