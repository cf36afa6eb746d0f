import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ACTOR_KINDS } from '../../lib/model/actor-kind.ts'
import { AUDIT_ACTIONS } from '../../lib/model/audit-action.ts'
import { AUDIT_TARGET_TYPES } from '../../lib/model/audit-target-type.ts'
import { CONNECTION_STATUSES } from '../../lib/model/connection-status.ts'
import { CONVERSION_COUNTINGS } from '../../lib/model/conversion-counting.ts'
import { CUSTOMER_STATUSES } from '../../lib/model/customer-status.ts'
import { DEPLOYMENT_STATES } from '../../lib/model/deployment-state.ts'
import { ENHANCED_MODES } from '../../lib/model/enhanced-conversions.ts'
import { EVIDENCE_STATES } from '../../lib/model/evidence-state.ts'
import { FINDING_SEVERITIES } from '../../lib/model/finding-severity.ts'
import { GOOGLE_ACCESS } from '../../lib/model/google-access.ts'
import { HISTORY_KINDS } from '../../lib/model/history-kind.ts'
import { HISTORY_ORIGINS } from '../../lib/model/history-origin.ts'
import { LINK_HOSTS } from '../../lib/model/link-host.ts'
import { PLAN_MODES } from '../../lib/model/plan-mode.ts'
import { PUBLISH_MODES } from '../../lib/model/publish-mode.ts'
import { ROLES } from '../../lib/model/role.ts'
import { SYNC_JOB_ACTIONS } from '../../lib/model/sync-job-action.ts'
import { SYNC_JOB_STATUSES } from '../../lib/model/sync-job-status.ts'
import { SYNC_RUN_KINDS } from '../../lib/model/sync-run-kind.ts'
import { SYNC_RUN_STATUSES } from '../../lib/model/sync-run-status.ts'
import { SYNC_STATUSES } from '../../lib/model/sync-status.ts'
import { TRACKING_TYPE_NAMES } from '../../lib/model/tracking-type.ts'
import { withClient } from '../../lib/ops/database/with-client.ts'
import { isolationGaps } from '../../lib/ops/isolation/isolation-gaps.ts'
import { describeSchema } from '../../lib/ops/schema/describe-schema.ts'
import { staleSchemaFiles } from '../../lib/ops/schema/schema-files.ts'
import {
  adminPool,
  type FreshDatabase,
  freshDatabase,
  ownerPool,
  workerDatabase,
} from '../fixtures/database.ts'

/** Every closed set stands once, in lib/model; the CHECK of this name must hold the same values. */
const CLOSED_SETS: Record<string, readonly string[]> = {
  organization_publish_mode_check: PUBLISH_MODES,
  customer_publish_mode_check: PUBLISH_MODES,
  user_account_role_check: ROLES,
  invitation_role_check: ROLES,
  api_key_role_check: ROLES,
  customer_status_check: CUSTOMER_STATUSES,
  customer_google_access_check: GOOGLE_ACCESS,
  customer_deployment_worst_check: DEPLOYMENT_STATES,
  customer_evidence_worst_check: EVIDENCE_STATES,
  google_connection_status_check: CONNECTION_STATUSES,
  tracking_type_check: TRACKING_TYPE_NAMES,
  tracking_conversion_counting_check: CONVERSION_COUNTINGS,
  tracking_conversion_enhanced_check: ['object', ...ENHANCED_MODES],
  tracking_link_host_check: LINK_HOSTS,
  tracking_sync_status_check: SYNC_STATUSES,
  tracking_deployment_state_check: DEPLOYMENT_STATES,
  tracking_evidence_state_check: EVIDENCE_STATES,
  sync_job_action_check: SYNC_JOB_ACTIONS,
  sync_job_status_check: SYNC_JOB_STATUSES,
  finding_severity_check: FINDING_SEVERITIES,
  history_entry_kind_check: HISTORY_KINDS,
  history_entry_origin_check: HISTORY_ORIGINS,
  sync_run_mode_check: PLAN_MODES,
  sync_run_kind_check: SYNC_RUN_KINDS,
  sync_run_status_check: SYNC_RUN_STATUSES,
  audit_log_actor_kind_check: ACTOR_KINDS,
}

/** CHECKs with a list of values that are rules, not closed sets of their own. */
const RULES = [
  'customer_connected_check',
  'tracking_selector_check',
  'tracking_url_pattern_check',
  'tracking_event_name_check',
  'sync_job_run_check',
  'sync_run_requester_check',
]

describe('the catalog', () => {
  it('has no gap in the tenant isolation', async () => {
    expect(await isolationGaps(adminPool())).toEqual([])
  })

  it('is what prisma/current.sql and the data model show (npm run db:current writes them)', async () => {
    const schema = await withClient(workerDatabase().owner, describeSchema)
    expect(await staleSchemaFiles('.', schema)).toEqual([])
  })

  it('has no function whose body keeps a table from being altered', async () => {
    const { rows } = await adminPool().query<{ give_it_a_body_as_a_string: string }>(
      `select p.oid::regprocedure::text as give_it_a_body_as_a_string from pg_proc p
       join pg_class c on c.reltype = any (p.proargtypes) and c.relkind = 'r'
       where p.prosqlbody is not null and p.pronamespace in ('app'::regnamespace, 'public'::regnamespace)`,
    )
    expect(rows).toEqual([])
  })

  it('says in every CHECK what lib/model says', async () => {
    const { rows } = await adminPool().query<{ name: string; definition: string }>(
      `select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
       where contype = 'c' and connamespace = 'public'::regnamespace and conname <> all ($1)
         and pg_get_constraintdef(oid) ~ '''\\w+''::text' and pg_get_constraintdef(oid) like '%ANY (ARRAY[%'`,
      [RULES],
    )
    const inDatabase = Object.fromEntries(
      rows.map(({ name, definition }) => [
        name,
        [...definition.matchAll(/'(\w+)'::text/g)].map(([, value]) => value).sort(),
      ]),
    )
    const inModel = Object.fromEntries(
      Object.entries(CLOSED_SETS).map(([name, set]) => [name, [...set].sort()]),
    )
    expect(inDatabase).toEqual(inModel)
  })

  it('puts nothing on record but what lib/model names', async () => {
    const { rows } = await adminPool().query<{ type: string }>(
      `select distinct split_part(encode(tgargs, 'escape'), '\\000', 1) as type from pg_trigger
       where tgfoid = 'app.audit_change'::regproc`,
    )
    expect(rows.map(({ type }) => type)).toContain('customer')
    expect(rows.map(({ type }) => type).filter((type) => !isOneOf(AUDIT_TARGET_TYPES, type))).toEqual([])
    const { rows: written } = await adminPool().query<{ action: string }>(
      `select distinct m[1] as action from pg_proc p, regexp_matches(p.prosrc, 'append_audit\\([^'']*''(\\w+\\.\\w+)''', 'g') m
       where p.pronamespace = 'app'::regnamespace`,
    )
    expect(written.map(({ action }) => action).toSorted()).toEqual([
      'access.deny',
      'customer.detach',
      'tracking.move',
      'tracking.release',
    ])
    for (const { action } of written) expect(AUDIT_ACTIONS).toContain(action)
  })
})

const isOneOf = (set: readonly string[], text: string): boolean => set.includes(text)

describe('a gap in the tenant isolation is found, with what to add:', () => {
  let database: FreshDatabase
  beforeAll(async () => {
    database = await freshDatabase()
  })
  afterAll(() => database[Symbol.asyncDispose]())

  /** What is found after a change, which is undone at the end. */
  async function faultsAfter(sql: string): Promise<string[]> {
    const client = await ownerPool(database).connect()
    try {
      await client.query('begin')
      await client.query(sql)
      return await isolationGaps(client)
    } finally {
      await client.query('rollback')
      client.release()
    }
  }

  it('a new table that forgets everything', async () => {
    const faults = await faultsAfter(
      `create table note (id uuid primary key, organization_id uuid references organization (id) on delete cascade,
         customer_id uuid, slug text unique, foreign key (customer_id) references customer (id));
       grant select, delete on note to oct_system`,
    )
    expect(faults).toEqual([
      'public.note: enable row level security (call app.protect)',
      'public.note: force row level security, or its owner passes by (call app.protect)',
      'public.note: add a policy for ALL to oct_owner (call app.protect)',
      'public.note: add a policy for DELETE to oct_app (call app.protect)',
      'public.note: add a policy for INSERT to oct_app (call app.protect)',
      'public.note: add a policy for SELECT to oct_app (call app.protect)',
      'public.note: add a policy for UPDATE to oct_app (call app.protect)',
      'public.note: put organization_id into foreign key note_customer_id_fkey',
      'public.note: put organization_id into unique index note_slug_key, or name it with its reason',
      'public.note: foreign key note_customer_id_fkey must restrict: a cascade passes by soft delete and the audit log',
      'public.note: foreign key note_organization_id_fkey must restrict: a cascade passes by soft delete and the audit log',
      'public.note: make an index that begins with the columns of foreign key note_customer_id_fkey',
      'public.note: make an index that begins with the columns of foreign key note_organization_id_fkey',
      'public.note: revoke delete from oct_system',
      'public.note: revoke select from oct_system',
      'public.note: call app.hide_from_planner, or EXPLAIN tells of column customer_id',
      'public.note: call app.hide_from_planner, or EXPLAIN tells of column id',
      'public.note: call app.hide_from_planner, or EXPLAIN tells of column organization_id',
      'public.note: call app.hide_from_planner, or EXPLAIN tells of column slug',
    ])
  })

  it.each([
    [
      'no FORCE',
      'alter table customer no force row level security',
      /^public.customer: force row level security/,
    ],
    [
      'no policy',
      'drop policy tenant_select on customer',
      /^public.customer: add a policy for SELECT to oct_app/,
    ],
    [
      'a policy that lets all through',
      'alter policy tenant_select on customer using (true)',
      /^public.customer: policy tenant_select opens it to more than one organization/,
    ],
    [
      'a policy that lets more through',
      'alter policy tenant_insert on customer with check (organization_id = (select app.require_org()) or true)',
      /^public.customer: policy tenant_insert opens it/,
    ],
    [
      'one policy more',
      'create policy debug on customer for select to oct_app using (true)',
      /^public.customer: policy debug opens it/,
    ],
    [
      'a policy for everybody',
      'create policy all_of_it on customer using (true)',
      /policy all_of_it opens it/,
    ],
    [
      'a view of its owner',
      'create view all_customers as select * from customer',
      /^all_customers: make it "with/,
    ],
    [
      'a view whose reader is forgotten later',
      'alter view report_conversion_day reset (security_invoker)',
      /^report_conversion_day: make it "with/,
    ],
    [
      'a view that can be written',
      'grant update on report_customer_size to oct_app',
      /^report_customer_size: revoke update from oct_app/,
    ],
    [
      'a view for the schedule',
      'grant select on report_calendar to oct_system',
      /^report_calendar: revoke select from oct_system/,
    ],
    [
      'DELETE for the app',
      'grant delete on customer to oct_app',
      /^public.customer: revoke delete from oct_app/,
    ],
    [
      'a writable deleted_at',
      'grant update (deleted_at) on customer to oct_app',
      /^public.customer: revoke UPDATE of deleted_at from oct_app/,
    ],
    [
      'a written audit log',
      'grant insert on audit_log to oct_app',
      /^public.audit_log: revoke INSERT of hash from oct_app/,
    ],
    [
      'a readable table of the owner',
      'grant select on app.session_key to oct_app',
      /^app.session_key: revoke select from oct_app/,
    ],
    [
      'a table for PUBLIC',
      'grant select on customer to public',
      /^public.customer: revoke everything from PUBLIC/,
    ],
    [
      'a function for PUBLIC',
      'grant execute on function app.open_session to public',
      /^app.open_session: revoke execute from PUBLIC/,
    ],
    [
      'a function more for the app',
      'grant execute on function app.open_session to oct_app',
      /^app.open_session: revoke execute from oct_app/,
    ],
    [
      'a function less',
      'revoke execute on function app.soft_delete_customer from oct_app',
      /^app.soft_delete_customer: grant execute to oct_app/,
    ],
    [
      'a column of which EXPLAIN tells',
      'alter table customer alter column name set statistics 100',
      /^public.customer: call app.hide_from_planner, or EXPLAIN tells of column name/,
    ],
    [
      'an index over an expression',
      'create index on customer (organization_id, lower(name))',
      /^public.customer: index customer_organization_id_lower_idx keeps statistics/,
    ],
    [
      'extended statistics',
      'create statistics app.told on organization_id, name from customer',
      /^public.customer: drop the extended statistics told/,
    ],
    [
      'readable keys of claims',
      'grant select on app.claim_key to oct_app',
      /^app.claim_key: revoke select from oct_app/,
    ],
    ['a search_path that wanders', 'alter function app.enter reset search_path', /^app.enter: pin it/],
    [
      'a table off the record',
      'alter table tracking disable trigger audit_update',
      /^tracking: call app.audit/,
    ],
    [
      'a column off the record',
      'alter table tracking add column note text',
      /^public.tracking: column note is not on record/,
    ],
    [
      'an audit log without its guard',
      'drop trigger keep_audit_entry on audit_log',
      /^audit_log: bring back the trigger/,
    ],
  ])('%s', async (_, sql, fault) => {
    const faults = await faultsAfter(sql)
    expect(faults).toEqual(expect.arrayContaining([expect.stringMatching(fault)]))
  })
})
