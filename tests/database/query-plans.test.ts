import type { PoolClient } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callSystem, closeSystemPool } from '../../lib/db/system-pool.ts'
import { claimsOf, sessionStatement } from '../../lib/tenant/session-claims.ts'
import { closeTenantConnection } from '../../lib/tenant/tenant-db.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { adminPool, type FreshDatabase, freshDatabase, ownerPool } from '../fixtures/database.ts'
import { signIn } from '../fixtures/firebase.ts'
import {
  nodesOf,
  PLAN_KINDS,
  type PlanKind,
  type PlanNode,
  planOf,
  rowsRead,
} from '../fixtures/plans/plan.ts'
import { SEED_SIZES, seedId, seedPlans } from '../fixtures/plans/seed.ts'
import { type SentStatement, statementsOf } from '../fixtures/plans/statements.ts'
import { settings } from '../fixtures/settings.ts'

apiTests()

/** `npm run test:plans` takes the large one: 1,000 organizations, a million trackings. */
const size = process.env['PLAN_SEED'] === 'large' ? 'large' : 'small'
/** The organization with most rows, the tenth part of all. */
const ORGANIZATION = 1
/** The tables that grow; of the others there are as many rows as organizations. */
const TABLES = [
  'customer',
  'tracking',
  'evidence_account',
  'sync_run',
  'sync_job',
  'finding',
  'history_entry',
  'audit_log',
]

let database: FreshDatabase
let app: PoolClient
/** The partitions of conversion days. */
let months: string[]
let customerId: string
/** One whose container has been published for years. */
let historyOf: string
let trackingId: string
let syncRunId: string
/** How many the organization has. */
let customers: number
const shapes: string[] = []

beforeAll(async () => {
  database = await freshDatabase()
  await seedPlans(adminPool(database), SEED_SIZES[size])
  process.env['DATABASE_URL'] = database.app
  process.env['SYSTEM_DATABASE_URL'] = database.system
  app = await ownerPool({ ...database, owner: database.app }).connect()
  const first = async (table: string) => {
    const { rows } = await ownerPool(database).query<{ id: string }>(
      `select id from ${table} where organization_id = $1 ${table === 'sync_run' ? '' : 'and deleted_at is null'} limit 1`,
      [seedId('organization', ORGANIZATION)],
    )
    return rows[0]?.id ?? ''
  }
  customerId = await first('customer')
  trackingId = await first('tracking')
  syncRunId = await first('sync_run')
  const longest = await ownerPool(database).query<{ customer_id: string }>(
    'select customer_id from history_entry where organization_id = $1 order by publication desc limit 1',
    [seedId('organization', ORGANIZATION)],
  )
  historyOf = longest.rows[0]?.customer_id ?? ''
  const partitions = await ownerPool(database).query<{ name: string }>(
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'conversion_day'::regclass`,
  )
  months = partitions.rows.map(({ name }) => name)
  const { rows } = await ownerPool(database).query<{ n: number }>(
    'select count(*)::int as n from customer where organization_id = $1',
    [seedId('organization', ORGANIZATION)],
  )
  customers = rows[0]?.n ?? 0
}, 1_800_000)
afterAll(async () => {
  app.release()
  await closeTenantConnection()
  await database[Symbol.asyncDispose]()
  process.stdout.write(
    `plans: ${new Set(shapes).size} query shapes looked at, ${shapes.length} plans, for their values and for any, as oct_app with row-level security on (${size} seed)\n`,
  )
})

const person = { token: signIn({ uid: `plans-${ORGANIZATION}`, email: `user${ORGANIZATION}@plans.test` }) }

/** The plans of statements, taken as the app's role inside of the tenant; whatever they write is undone. */
async function plansOf(
  statements: readonly SentStatement[],
  { kind = 'custom', seesDeleted = false }: { kind?: PlanKind; seesDeleted?: boolean } = {},
): Promise<{ statement: SentStatement; plan: PlanNode }[]> {
  await app.query('begin')
  try {
    const actor = {
      kind: 'user',
      userId: seedId('user', ORGANIZATION),
      needs: 'ADMIN',
      authenticatedAt: new Date(),
    } as const
    const tenant = { organizationId: seedId('organization', ORGANIZATION), actor, requestId: 'plans-test' }
    await app.query(sessionStatement(claimsOf(tenant, { includeDeleted: seesDeleted })))
    const plans: { statement: SentStatement; plan: PlanNode }[] = []
    for (const { text, values } of statements) {
      // What the call has written is there already, and names are unique.
      const again = { text, values: values.map((value) => (value === 'New' ? 'Newer' : value)) }
      plans.push({ statement: again, plan: await planOf(app, again, kind) })
    }
    return plans
  } finally {
    await app.query('rollback')
  }
}

/** What is wrong with a plan, if anything. */
function violationsOf(plan: PlanNode, readsAtMost: number): string[] {
  const nodes = nodesOf(plan)
  const full = nodes.filter(
    (node) =>
      node['Node Type'] === 'Seq Scan' &&
      node['Actual Loops'] > 0 &&
      [...TABLES, ...months].includes(node['Relation Name'] ?? ''),
  )
  const read = rowsRead(plan, [...TABLES, ...months])
  return [
    ...full.map((node) => `reads all of ${node['Relation Name']}`),
    ...(read > readsAtMost ? [`reads ${read} rows to answer ${plan['Actual Rows']}`] : []),
  ]
}

/** How many months of conversion days a plan has looked into. */
function monthsRead(plan: PlanNode): number {
  const read = nodesOf(plan).filter(
    (node) => node['Actual Loops'] > 0 && months.includes(node['Relation Name'] ?? ''),
  )
  return new Set(read.map((node) => node['Relation Name'])).size
}

/**
 * The planner is not told how much of a table is whose, and sorts an organization's deleted rows as long as it takes
 * them for fewer than a page: up to some 10,000 deleted rows of all organizations together.
 */
const DELETED = size === 'large' ? 240 : 1_400

/**
 * Every list and report of the API, single rows, and what creates and changes customers and trackings, with how many
 * rows the statement may read at most: about what it answers, never the whole tenant.
 */
const CALLS: [name: string, call: () => Promise<{ status: number }>, readsAtMost: number | 'customers'][] = [
  ['customers, newest first', () => api(person).get('/v1/customers?limit=50'), 120],
  ['customers by name', () => api(person).get('/v1/customers?limit=50&sort=name&order=asc'), 120],
  ['customers of one status', () => api(person).get('/v1/customers?limit=50&status=ERROR'), 120],
  ['customers of a status that none has', () => api(person).get('/v1/customers?status=READY'), 4],
  [
    'customers of a status that none has, by name',
    () => api(person).get('/v1/customers?status=READY&sort=name'),
    4,
  ],
  ['deleted customers', () => api(person).get('/v1/customers?limit=50&deleted=true'), 120],
  ['deleted customers by name', () => api(person).get('/v1/customers?limit=50&deleted=true&sort=name'), 120],
  ['customers found by a text', () => api(person).get('/v1/customers?limit=50&q=shop'), 120],
  ['customers found by two letters that none has', () => api(person).get('/v1/customers?q=zq'), 120],
  [
    'customers by how many findings they have',
    () => api(person).get('/v1/customers?limit=50&sort=openFindings'),
    120,
  ],
  ['customers by their deployment', () => api(person).get('/v1/customers?limit=50&sort=deployment'), 120],
  [
    'customers of a deployment that none has',
    () => api(person).get('/v1/customers?deploymentWorst=NOT_LIVE'),
    4,
  ],
  [
    'customers with findings, by how many',
    () => api(person).get('/v1/customers?limit=50&hasFindings=true&sort=openFindings'),
    120,
  ],
  ['the history of a customer', () => api(person).get(`/v1/customers/${historyOf}/history?limit=50`), 120],
  ['the deployment of a customer', () => api(person).get(`/v1/customers/${customerId}/deployment`), 120],
  ['the conversions of a customer', () => api(person).get(`/v1/customers/${customerId}/conversions`), 400],
  ['a customer', () => api(person).get(`/v1/customers/${customerId}`), 4],
  ['trackings, newest first', () => api(person).get('/v1/trackings?limit=50'), 120],
  ['trackings by name', () => api(person).get('/v1/trackings?limit=50&sort=name'), 120],
  ['trackings of a status that none has', () => api(person).get('/v1/trackings?syncStatus=IN_PROGRESS'), 4],
  [
    'trackings of a status that none has, by name',
    () => api(person).get('/v1/trackings?syncStatus=IN_PROGRESS&sort=name'),
    4,
  ],
  ['trackings of a type that none has', () => api(person).get('/v1/trackings?type=FORM_SUBMIT'), 4],
  ['trackings of a type', () => api(person).get('/v1/trackings?limit=50&type=CUSTOM_EVENT'), 120],
  [
    'trackings of a type that none has, by name',
    () => api(person).get('/v1/trackings?type=FORM_SUBMIT&sort=name'),
    4,
  ],
  ['trackings of a customer', () => api(person).get(`/v1/trackings?limit=50&customerId=${customerId}`), 120],
  [
    'trackings of a customer by name',
    () => api(person).get(`/v1/trackings?limit=50&customerId=${customerId}&sort=name`),
    120,
  ],
  [
    'failed trackings of a customer',
    () => api(person).get(`/v1/trackings?limit=50&customerId=${customerId}&syncStatus=FAILED`),
    120,
  ],
  ['failed trackings', () => api(person).get('/v1/trackings?limit=50&syncStatus=FAILED'), 120],
  ['deleted trackings', () => api(person).get('/v1/trackings?limit=50&deleted=true'), DELETED],
  [
    'deleted trackings by name',
    () => api(person).get('/v1/trackings?limit=50&deleted=true&sort=name'),
    DELETED,
  ],
  [
    'deleted trackings of a customer',
    () => api(person).get(`/v1/trackings?limit=50&deleted=true&customerId=${customerId}`),
    240,
  ],
  [
    'trackings of a deployment that none has',
    () => api(person).get('/v1/trackings?deploymentState=NOT_LIVE'),
    4,
  ],
  [
    'trackings of a deployment',
    () => api(person).get('/v1/trackings?limit=50&deploymentState=CANNOT_FIRE'),
    120,
  ],
  ['a tracking', () => api(person).get(`/v1/trackings/${trackingId}`), 8],
  ['findings', () => api(person).get('/v1/findings?limit=50'), 120],
  ['findings of all statuses', () => api(person).get('/v1/findings?limit=50&status=all'), 120],
  [
    'resolved findings, oldest first',
    () => api(person).get('/v1/findings?limit=50&status=resolved&order=asc'),
    120,
  ],
  ['dismissed findings, of which there are none', () => api(person).get('/v1/findings?status=dismissed'), 4],
  ['findings of a customer', () => api(person).get(`/v1/findings?customerId=${customerId}`), 120],
  ['findings of a tracking', () => api(person).get(`/v1/findings?trackingId=${trackingId}`), 120],
  ['findings of a severity that none has', () => api(person).get('/v1/findings?severity=hint'), 4],
  ['findings of a code that none has', () => api(person).get('/v1/findings?code=exception'), 4],
  ['runs', () => api(person).get('/v1/sync-runs?limit=50'), 120],
  ['runs of one status', () => api(person).get('/v1/sync-runs?limit=50&status=CANCELLED'), 120],
  ['runs of a kind that there is none of', () => api(person).get('/v1/sync-runs?kind=PUBLISH'), 4],
  [
    'runs of a customer of one status',
    () => api(person).get(`/v1/sync-runs?customerId=${customerId}&status=CANCELLED`),
    120,
  ],
  ['runs of a customer', () => api(person).get(`/v1/sync-runs?limit=50&customerId=${customerId}`), 120],
  ['a run with its jobs', () => api(person).get(`/v1/sync-runs/${syncRunId}`), 200],
  ['the audit log', () => api(person).get('/v1/audit-log?limit=50'), 120],
  [
    'the audit log of one target',
    () => api(person).get(`/v1/audit-log?limit=50&targetId=${trackingId}`),
    120,
  ],
  [
    'the audit log of one person',
    () => api(person).get(`/v1/audit-log?limit=50&actorId=${seedId('user', ORGANIZATION)}`),
    120,
  ],
  [
    'the audit log of one action',
    () => api(person).get('/v1/audit-log?limit=50&action=tracking.create'),
    120,
  ],
  [
    'the audit log of a kind of target that nothing was done to',
    () => api(person).get('/v1/audit-log?limit=50&targetType=invitation'),
    4,
  ],
  [
    'the audit log of an hour',
    () => api(person).get('/v1/audit-log?limit=50&from=2025-01-02T10:00:00Z&until=2025-01-02T11:00:00Z'),
    120,
  ],
  // Rankings and counts read the organization's customers once each: an index would cost every tracking a write.
  [
    'report: customers with most trackings',
    () => api(person).get('/v1/reports/customers?limit=10'),
    'customers',
  ],
  [
    'connections, each with the number of its customers',
    () => api(person).get('/v1/connections'),
    'customers',
  ],
  ['members', () => api(person).get('/v1/members?limit=50'), 120],
  ['members of a role', () => api(person).get('/v1/members?limit=50&role=MEMBER'), 120],
  ['invitations', () => api(person).get('/v1/members/invitations?limit=50'), 120],
  ['me', () => api(person).get('/v1/members/me'), 4],
  [
    'a new customer',
    () => api(person).post('/v1/customers', { name: 'New', websiteUrl: 'https://new.example' }),
    4,
  ],
  [
    'a new tracking',
    () =>
      api(person).post('/v1/trackings', { customerId, name: 'New', type: 'CUSTOM_EVENT', eventName: 'new' }),
    40,
  ],
  [
    'new trackings',
    () =>
      api(person).post('/v1/trackings/bulk', {
        customerId,
        trackings: [{ name: 'New of many', type: 'CUSTOM_EVENT', eventName: 'new' }],
      }),
    40,
  ],
  ['a changed customer', () => api(person).patch(`/v1/customers/${customerId}`, { name: 'Other' }), 8],
  ['the organization', () => api(person).get('/v1/organization'), 4],
  // With the number of its customers, as in the list.
  ['a connection', () => api(person).get(`/v1/connections/login-${ORGANIZATION}`), 'customers'],
  ['a changed tracking', () => api(person).patch(`/v1/trackings/${trackingId}`, { name: 'Other' }), 40],
]

/** Conversions, of windows of different length: each is two statements, which never have a name. */
const CONVERSIONS = ['groupBy=customer', 'groupBy=tracking', 'groupBy=day', 'groupBy=day&days=366']

/** Reports over everything: they read the organization, and nobody else's rows. */
const WHOLE = ['/v1/reports/overview', '/v1/reports/activity', '/v1/reports/customers?sort=failed']

/** Indexes that nothing has read, of no partition, but for those that hold up a constraint or a foreign key. */
const IDLE = `
  select coalesce(p.inhparent::regclass::text, i.indexrelname) as name
  from pg_stat_user_indexes i join pg_index x using (indexrelid)
  left join pg_inherits p on p.inhrelid = i.indexrelid
  where not x.indisunique and not exists (
    select from pg_constraint c
    where c.contype = 'f' and c.conrelid = x.indrelid
      and c.conkey @> (x.indkey::int2[])[0:cardinality(c.conkey) - 1]
      and c.conkey <@ (x.indkey::int2[])[0:cardinality(c.conkey) - 1])
  group by 1 having sum(i.idx_scan) = 0
  order by name`

describe('the plan of each query, as the app’s role', () => {
  it.each(CALLS)('%s', async (name, call, readsAtMost) => {
    let status = 0
    const statements = await statementsOf(async () => {
      status = (await call()).status
    })
    expect(status).toBeLessThan(300)
    expect(statements.length).toBeGreaterThan(0)
    const faults: string[] = []
    const limit = readsAtMost === 'customers' ? customers + 200 : readsAtMost
    for (const kind of PLAN_KINDS) {
      // What never has a name is planned for its values each time.
      const planned =
        kind === 'generic' ? statements.filter((each) => each.mayHaveName !== false) : statements
      for (const { statement, plan } of await plansOf(planned, {
        kind,
        seesDeleted: name.startsWith('deleted'),
      })) {
        shapes.push(statement.text.replace(/^\/\*.*?\*\//, ''))
        faults.push(
          ...violationsOf(plan, limit).map((fault) => `${kind}: ${fault}: ${statement.text.slice(0, 200)}`),
        )
      }
    }
    expect(faults).toEqual([])
  })

  it.each(WHOLE)('%s reads no table from end to end, and one organization’s rows once', async (path) => {
    const statements = await statementsOf(() => api(person).get(path))
    const { rows } = await ownerPool(database).query<{ n: number }>(
      `select (select count(*) from tracking where organization_id = $1)::int
         + (select count(*) from customer where organization_id = $1)::int
         + 2 * (select count(*) from sync_job where organization_id = $1)::int
         + (select count(*) from sync_run where organization_id = $1)::int as n`,
      [seedId('organization', ORGANIZATION)],
    )
    const faults: string[] = []
    for (const kind of PLAN_KINDS) {
      for (const { statement, plan } of await plansOf(statements, { kind })) {
        shapes.push(statement.text.replace(/^\/\*.*?\*\//, ''))
        faults.push(...violationsOf(plan, rows[0]?.n ?? 0).map((fault) => `${kind}: ${fault}`))
      }
    }
    expect(faults).toEqual([])
  })

  it.each(CONVERSIONS)(
    '%s reads the months of its window, and one organization’s days once',
    async (query) => {
      const statements = await statementsOf(() => api(person).get(`/v1/reports/conversions?${query}`))
      expect(statements.map(({ mayHaveName }) => mayHaveName)).toEqual([false, false])
      const window = new URLSearchParams(query)
      const { rows } = await ownerPool(database).query<{ n: number; spanned: number }>(
        `select 2 * (select count(*) from tracking where organization_id = $1)::int
         + 2 * (select count(*) from customer where organization_id = $1)::int + count(*)::int as n,
         count(distinct date_trunc('month', day))::int as spanned
       from conversion_day where organization_id = $1 and day >= current_date - $2::int`,
        [seedId('organization', ORGANIZATION), window.get('days') ?? 30],
      )
      const { n = 0, spanned = 0 } = rows[0] ?? {}
      for (const { statement, plan } of await plansOf(statements)) {
        shapes.push(statement.text.replace(/^\/\*.*?\*\//, ''))
        expect(violationsOf(plan, n)).toEqual([])
        expect(monthsRead(plan)).toBeLessThanOrEqual(spanned)
      }
    },
  )

  it('a page of conversions reads its own rows alone', async () => {
    for (const groupBy of ['customer', 'tracking']) {
      const statements = await statementsOf(() =>
        api(person).get(`/v1/reports/conversions?groupBy=${groupBy}&limit=20`),
      )
      const [, page] = await plansOf(statements)
      if (!page) throw new Error('there is no statement for the rows')
      // Of few accounts, all are read.
      expect(violationsOf(page.plan, customers + 2_000)).toEqual([])
    }
  })

  it('turns red over a table that is read from end to end', async () => {
    const [seen] = await plansOf([
      { text: 'select count(*) from tracking where name like $1', values: ['%x%'] },
    ])
    const [forced] = await (async () => {
      await app.query(
        'set enable_indexscan = off; set enable_bitmapscan = off; set enable_indexonlyscan = off',
      )
      try {
        return await plansOf([{ text: 'select id from tracking where id = $1', values: [trackingId] }])
      } finally {
        await app.query('reset all')
      }
    })()
    if (!seen || !forced) throw new Error('there is no plan')
    expect(violationsOf(seen.plan, 120).length).toBeGreaterThan(0)
    expect(violationsOf(forced.plan, 120)).toContain('reads all of tracking')
  })
})

it('no index is idle', async () => {
  // On tables as small as some are here, a sequential scan and a sort are cheaper than any index.
  await adminPool(database).query(
    `do $$ begin execute format('alter database %I set enable_seqscan = off', current_database());
     execute format('alter database %I set enable_sort = off', current_database()); end $$`,
  )
  await closeTenantConnection()
  await closeSystemPool()
  for (const [, call] of CALLS) await call()
  const cron = api({ token: settings.CRON_SECRET })
  // One look is enough: the logins of the seed are made up.
  await adminPool(database).query(
    `update customer set deployment_due_at = 'infinity' where id <> (
       select id from customer where deleted_at is null and container_path is not null limit 1)`,
  )
  for (const job of [
    'run-sync',
    'refresh-tokens',
    'verify-deployments',
    'collect-evidence',
    'purge',
    'maintain',
  ]) {
    // The seeded chains of the audit log are made up, which maintain says.
    expect([job, (await cron.get(`/cron/${job}`)).status]).toEqual([job, job === 'maintain' ? 500 : 200])
  }
  // A disconnection asks for this, before it asks Google.
  await callSystem(`select app.grant_in_use('login-1')`, [])
  await closeTenantConnection()
  await closeSystemPool()
  // What a session has used is counted by the time it has ended, a little after its client has gone.
  const idle = async () => (await adminPool(database).query<{ name: string }>(IDLE)).rows
  await expect.poll(idle).toEqual([])
})
