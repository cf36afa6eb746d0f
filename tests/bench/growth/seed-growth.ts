import type { ClientBase } from 'pg'
import { withClient } from '../../../lib/ops/database/with-client.ts'
import { seedId } from '../../fixtures/plans/seed.ts'

/** What every organization has, however many there are: only their number grows. */
export const TENANT = { members: 5, customers: 20, trackings: 1_000, runsOfACustomer: 10 } as const

/** The one of deep pages: trackings beyond what a caller may create, in customers of 10,000. */
const LARGE = { customers: 12, trackings: 120_000 } as const

/** Its number follows those of the others. */
export const largeOrganization = (organizations: number) => organizations + 1

export type Seed = { organizations: number; withLarge: boolean; onStep: (line: string) => void }

const ID = (prefix: string, n: string) =>
  `('${prefix}000000-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`
const ORGANIZATION = (n: string) => ID('01', n)
const CUSTOMER = (n: string) => ID('03', n)
const TRACKING = (n: string) => ID('04', n)
const RUN = (n: string) => ID('05', n)

const GROWING = '{customer,tracking,sync_run,sync_job,finding,audit_log}'

/** The indexes of the tables that get most rows, but for those that constraints and foreign keys depend on. */
const INDEXES = `
  select i.indexrelid::regclass::text as name, i.indrelid::regclass::text as table, pg_get_indexdef(i.indexrelid) as definition
  from pg_index i
  where i.indrelid = any ('${GROWING}'::regclass[])
    and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
  order by i.indrelid, i.indexrelid`

/**
 * Rows of one kind, as many as `$1` organizations have: the nth is the kth of organization o, so that what is written one
 * after the other belongs to different organizations, as in a shared database.
 */
const rows = (each: number) =>
  `(select n, 1 + (n - 1) % $1::bigint as o, ((n - 1) / $1::bigint)::int as k
    from generate_series(1, $1::bigint * ${each}) n) r`

/** A quarter of each type; every 20th is deleted, every 50th failed, every 20th waits for its sync. */
const TRACKING_COLUMNS = `id, organization_id, customer_id, name, type, selector, url_pattern, event_name,
  conversion_category, conversion_counting, gtm_tag_id, google_ads_conversion_id, conversion_label, synced_version,
  sync_status, deployment_state, deployment_checked_at, applied, created_at, updated_at, last_synced_at, deleted_at`
const trackingValues = (k: string, at: string) => `
  'Tracking ' || ${k}, (array['BUTTON_CLICK', 'PAGE_VIEW', 'FORM_SUBMIT', 'CUSTOM_EVENT'])[1 + ${k} % 4],
  case when ${k} % 2 = 0 then '#buy-' || ${k} end, case when ${k} % 4 = 1 then '/thank-you-' || ${k} || '*' end,
  case when ${k} % 4 = 3 then 'lead_' || ${k} end,
  'PURCHASE', 'ONE_PER_CLICK', ${k}::text, '123456789', 'label' || ${k}, 1,
  case when ${k} % 50 = 0 then 'FAILED' when ${k} % 20 = 1 then 'PENDING' else 'SUCCESS' end,
  case when ${k} % 50 = 0 then 'CANNOT_FIRE' else 'LIVE' end, ${at},
  jsonb_build_object('googleAds', jsonb_build_object('conversion', jsonb_build_object('resourceName',
    'customers/1234567890/conversionActions/' || ${k}, 'conversionId', '123456789', 'label', 'label' || ${k}))),
  ${at}, ${at}, ${at}, case when ${k} % 20 = 7 then now() - interval '1 day' end`

const AUDIT_COLUMNS = `organization_id, sequence, occurred_at, actor_kind, actor_id, request_id, action, target_type,
  target_id, before, after, previous_hash, hash`
const auditValues = (o: string, kind: 'customer' | 'tracking', id: string, k: string, at: string) => `
  ${at}, 'user', ${ID('02', o)}::text, gen_random_uuid()::text, '${kind}.create', '${kind}', ${id}::text, null,
  jsonb_build_object('name', '${kind} ' || ${k}, 'version', 1, 'created_at', ${at}, 'conversion_category', 'PURCHASE'),
  sha256(''), sha256('')`

/** Ends now: the kth tracking of an organization was made so long ago. */
const MADE_AT = `now() - (${TENANT.trackings} - r.k) * interval '6 hours' + r.o * interval '1 millisecond'`

/** By what they fill, each for `$1` organizations. */
const STEPS = {
  organizations: `insert into organization (id, name, created_at)
     select ${ORGANIZATION('r.o')}, 'Agency ' || r.o, now() - interval '400 days' from ${rows(1)}`,
  members: `insert into user_account (id, organization_id, email, firebase_uid, role, created_at)
     select ${ID('02', 'r.n')}, ${ORGANIZATION('r.o')}, 'user' || r.n || '@growth.test', 'growth-' || r.n,
       case when r.k = 0 then 'ADMIN' else 'MEMBER' end, now() - interval '300 days' + r.n * interval '1 millisecond'
     from ${rows(TENANT.members)}`,
  invitations: `insert into invitation (organization_id, email, role, token_hash, invited_by, expires_at)
     select ${ORGANIZATION('r.o')}, 'guest' || r.n || '@growth.test', 'MEMBER', 'growth-' || r.n, ${ID('02', 'r.o')},
       now() + interval '7 days'
     from ${rows(3)}`,
  connections: `insert into google_connection (organization_id, google_account_id, email, scopes, refresh_token, refresh_due_at,
       last_refreshed_at)
     select ${ORGANIZATION('r.o')}, 'login-' || r.n, 'login@growth.test', '{openid}', 'encrypted',
       now() + interval '1 hour', now()
     from ${rows(1)}`,
  customers: `insert into customer (id, organization_id, name, website_url, google_account_id, google_container_id, container_path,
       google_ads_account_id, google_access, paused, tracking_count, open_findings, deployment_worst, created_at, deleted_at)
     select ${CUSTOMER('r.n')}, ${ORGANIZATION('r.o')}, 'Shop ' || md5(r.n::text), 'https://www.' || md5(r.n::text) || '.example',
       'login-' || r.o, 'GTM-' || r.n, 'accounts/1/containers/' || r.n, '1234567890',
       case r.k % 4 when 2 then 'LOST' else 'GRANTED' end, r.k % 4 = 3, ${TENANT.trackings / TENANT.customers},
       case when r.k % 10 = 0 then 10 else 0 end, case when r.k % 10 = 0 then 'CANNOT_FIRE' else 'LIVE' end,
       now() - (${TENANT.customers} - r.k) * interval '12 days', case when r.k = 7 then now() - interval '1 day' end
     from ${rows(TENANT.customers)}`,
  runs: `insert into sync_run (id, organization_id, customer_id, status, version_id, claimed_at, finished_at, created_at, run_at)
     select ${RUN('r.n')}, ${ORGANIZATION('r.o')}, ${CUSTOMER(`r.o + (r.k % ${TENANT.customers}) * $1::bigint`)},
       case when r.k % 30 = 0 then 'FAILED' else 'SUCCEEDED' end, r.k::text, at, at + interval '9 seconds', at, at
     from ${rows(TENANT.customers * TENANT.runsOfACustomer)},
       lateral (select now() - (${TENANT.customers * TENANT.runsOfACustomer} - r.k) * interval '1 day' as at) s`,
  trackings: `insert into tracking (${TRACKING_COLUMNS})
     select ${TRACKING('r.n')}, ${ORGANIZATION('r.o')}, ${CUSTOMER(`r.o + (r.k % ${TENANT.customers}) * $1::bigint`)},
       ${trackingValues('r.k', MADE_AT)}
     from ${rows(TENANT.trackings)}`,
  jobs: `insert into sync_job (organization_id, customer_id, tracking_id, run_id, action, status, created_at, finished_at)
     select ${ORGANIZATION('r.o')}, ${CUSTOMER(`r.o + (r.k % ${TENANT.customers}) * $1::bigint`)}, ${TRACKING('r.n')},
       ${RUN(`r.o + (r.k % ${TENANT.customers * TENANT.runsOfACustomer}) * $1::bigint`)}, 'CREATE', 'SUCCEEDED',
       ${MADE_AT}, ${MADE_AT}
     from ${rows(TENANT.trackings)}`,
  findings: `insert into finding (organization_id, customer_id, tracking_id, code, severity, subject, opened_at, resolved_at)
     select ${ORGANIZATION('r.o')}, ${CUSTOMER(`r.o + (r.k % ${TENANT.customers}) * $1::bigint`)}, ${TRACKING('r.n')},
       'cannot_fire.paused', 'error', 'tag', ${MADE_AT} + make_interval(hours => time),
       case when time < 4 then ${MADE_AT} + make_interval(hours => time, mins => 30) end
     from ${rows(TENANT.trackings)}, generate_series(1, 4) time
     where r.k % 50 = 0`,
  'container versions': `insert into container_version (organization_id, customer_id, container_path, version_id, digest)
     select ${ORGANIZATION('r.o')}, ${CUSTOMER('r.n')}, 'accounts/1/containers/' || r.n, '1', '' from ${rows(TENANT.customers)}`,
  history: `insert into history_entry (organization_id, customer_id, kind, origin, container_path, publication, version_id, changes)
     select ${ORGANIZATION('r.o')}, ${CUSTOMER('r.n')}, 'FIRST_SEEN', 'TAG_MANAGER', 'accounts/1/containers/' || r.n, 1, '1', '[]'
     from ${rows(TENANT.customers)}`,
  'audit log of customers': `insert into audit_log (${AUDIT_COLUMNS})
     select ${ORGANIZATION('r.o')}, 1 + r.k, ${auditValues('r.o', 'customer', CUSTOMER('r.n'), 'r.k', `now() - interval '260 days' + r.k * interval '1 second'`)}
     from ${rows(TENANT.customers)}`,
  'audit log of trackings': `insert into audit_log (${AUDIT_COLUMNS})
     select ${ORGANIZATION('r.o')}, ${1 + TENANT.customers} + r.k, ${auditValues('r.o', 'tracking', TRACKING('r.n'), 'r.k', MADE_AT)}
     from ${rows(TENANT.trackings)}`,
  'accounts of evidence': `insert into evidence_account (organization_id, ads_account_id, time_zone, currency, collected_from,
       collected_through, collected_at, due_at)
     select ${ORGANIZATION('r.o')}, '1234567890', 'UTC', 'EUR', current_date - 90, current_date - 1, now(), now() + interval '1 day'
     from ${rows(1)}`,
  // Every tenth tracking counts each third day.
  'conversion days': `insert into conversion_day (organization_id, tracking_id, day, customer_id, conversions, value, currency)
     select ${ORGANIZATION('r.o')}, ${TRACKING('r.o + r.k * 10 * $1::bigint')}, current_date - day,
       ${CUSTOMER(`r.o + (r.k * 10 % ${TENANT.customers}) * $1::bigint`)}, 1 + r.k % 7, 10, 'EUR'
     from generate_series(1, 60, 3) day, ${rows(TENANT.trackings / 10)}`,
  'sizes and heads': `with sizes as (
       insert into app.organization_size (organization_id, customers, trackings)
       select ${ORGANIZATION('r.o')}, ${TENANT.customers - 1}, ${TENANT.trackings * 0.95} from ${rows(1)})
     insert into app.audit_head (organization_id, sequence, hash)
     select ${ORGANIZATION('r.o')}, ${TENANT.customers + TENANT.trackings}, sha256('') from ${rows(1)}`,
} as const satisfies Record<string, string>

/** `$1` is its number; its rows are numbered behind those of all others. */
const LARGE_STEPS: readonly string[] = [
  `insert into organization (id, name) values (${ORGANIZATION('$1::bigint')}, 'Large agency')`,
  `insert into user_account (id, organization_id, email, firebase_uid, role)
   values ('0200ffff-0000-7000-8000-000000000001', ${ORGANIZATION('$1::bigint')}, 'large@growth.test', 'growth-large', 'ADMIN')`,
  `insert into customer (id, organization_id, name, website_url, tracking_count)
   select ${ID('03', `$1::bigint * ${TENANT.customers} + n`)}, ${ORGANIZATION('$1::bigint')}, 'Shop ' || n, 'https://shop.example',
     ${LARGE.trackings / LARGE.customers}
   from generate_series(1, ${LARGE.customers}) n`,
  `insert into tracking (${TRACKING_COLUMNS})
   select ${ID('04', `$1::bigint * ${TENANT.trackings} + n`)}, ${ORGANIZATION('$1::bigint')},
     ${ID('03', `$1::bigint * ${TENANT.customers} + 1 + n % ${LARGE.customers}`)},
     ${trackingValues('n', `now() - (${LARGE.trackings} - n) * interval '1 minute'`)}
   from generate_series(1, ${LARGE.trackings * 1.06}::int) n`,
  `insert into app.organization_size (organization_id, customers, trackings)
   values (${ORGANIZATION('$1::bigint')}, ${LARGE.customers}, ${LARGE.trackings})`,
]

/** Links the entries of one organization as `app.append_audit_entries` would have, so that they verify. */
const CHAIN = `
  do $$
  declare
    v_entry audit_log;
    v_hash bytea := decode(repeat('00', 32), 'hex');
    v_organization constant uuid := current_setting('growth.organization');
  begin
    for v_entry in select * from audit_log where organization_id = v_organization order by sequence loop
      v_entry.previous_hash := v_hash;
      v_hash := app.audit_hash(v_entry);
      update audit_log set previous_hash = v_entry.previous_hash, hash = v_hash
      where organization_id = v_organization and sequence = v_entry.sequence;
    end loop;
    update app.audit_head set hash = v_hash where organization_id = v_organization;
  end $$`

type Step = keyof typeof STEPS

/** What is filled concurrently: nothing reads what another has written. */
const CONCURRENTLY: readonly (readonly Step[])[] = [
  [
    'organizations',
    'members',
    'invitations',
    'connections',
    'customers',
    'runs',
    'findings',
    'container versions',
    'accounts of evidence',
    'sizes and heads',
  ],
  ['trackings'],
  ['jobs'],
  ['conversion days'],
  ['audit log of customers', 'audit log of trackings'],
]

type Index = { name: string; table: string; definition: string }

/**
 * Fills a migrated database in SQL: past its triggers, with the indexes of the large tables built at the end exactly as
 * they were, statistics taken, and the chains of the organizations that are measured as the service makes them.
 * @param adminUrl of a superuser
 */
export async function seedGrowth(
  adminUrl: string,
  { organizations, withLarge, onStep }: Seed,
  measured: readonly number[],
): Promise<void> {
  const step = async (name: string, work: (client: ClientBase) => Promise<unknown>) => {
    const startedAt = performance.now()
    await withClient(adminUrl, async (client) => {
      await client.query(`set session_replication_role = replica; set maintenance_work_mem = '512MB'`)
      await work(client)
    })
    onStep(`${name}: ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
  }
  let indexes: Index[] = []
  await step('no indexes', async (client) => {
    indexes = (await client.query<Index>(INDEXES)).rows
    for (const { name } of indexes) await client.query(`drop index ${name}`)
  })
  await Promise.all(
    CONCURRENTLY.map(async (names) => {
      for (const name of names) await step(name, (client) => client.query(STEPS[name], [organizations]))
    }),
  )
  if (withLarge) {
    await step('the large organization', async (client) => {
      for (const sql of LARGE_STEPS) await client.query(sql, [largeOrganization(organizations)])
    })
  }
  await step('chains', async (client) => {
    for (const n of measured) {
      await client.query(`select set_config('growth.organization', $1, false)`, [seedId('organization', n)])
      await client.query(CHAIN)
    }
  })
  await Promise.all(
    [...Map.groupBy(indexes, ({ table }) => table)].map(([table, own]) =>
      step(`${own.length} indexes of ${table}`, async (client) => {
        for (const { definition } of own) await client.query(definition)
        // What the planner must not know of their expressions was dropped with them.
        await client.query(`call app.hide_from_planner('${table}')`)
      }),
    ),
  )
  await step('vacuum analyze', (client) => client.query('vacuum analyze'))
}
