import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { purge } from '../../lib/cron/purge.ts'
import { sqlStateOf } from '../../lib/db/sql-state.ts'
import { type LogEntry, setLogSink } from '../../lib/telemetry/log.ts'
import { callBeforeTenant } from '../../lib/tenant/before-tenant.ts'
import { TrackingView } from '../../lib/trackings/tracking-view.ts'
import { type ApiResponse, api } from '../fixtures/api.ts'
import { grantedCustomer, newCustomer } from '../fixtures/connection.ts'
import { startConsent } from '../fixtures/consent.ts'
import { ownerPool } from '../fixtures/database.ts'
import { waitingRun } from '../fixtures/deployed.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { holding, sessionsWaiting } from '../fixtures/locks.ts'
import { freeQuota, quietQueue } from '../fixtures/queue.ts'
import { readyCustomer } from '../fixtures/ready-customer.ts'
import { settings } from '../fixtures/settings.ts'
import { age, counts, storedCustomer, storedTracking } from '../fixtures/stored.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

const { sandbox } = googleTests({ quota: { perWindow: 100 } })
const owner = ownerPool()
const logged: LogEntry[] = []
beforeAll(() => setLogSink((entry) => logged.push(entry)))
beforeEach(async () => {
  await quietQueue()
  // A purge looks at every organization: what earlier tests let age is called young again.
  for (const table of ['customer', 'tracking', 'user_account', 'google_connection', 'invitation']) {
    await owner.query(`update ${table} set deleted_at = now() where deleted_at is not null`)
  }
  await owner.query(`update oauth_state set expires_at = now()`)
  await owner.query(`update invitation set expires_at = now()`)
  logged.length = 0
})

const NOTHING = {
  trackings: 0,
  stillDeployed: 0,
  customers: 0,
  oauthStates: 0,
  invitations: 0,
  users: 0,
  connections: 0,
  failed: 0,
}
const sweep = () => purge('purge-test')
const remove = ({ admin }: NewTenant, id: string) => api(admin).delete(`/v1/trackings/${id}`)
const removeCustomer = ({ admin }: NewTenant, id: string) => api(admin).delete(`/v1/customers/${id}`)
const restore = ({ admin }: NewTenant, id: string) => api(admin).post(`/v1/trackings/${id}/restore`)
const restoreCustomer = ({ admin }: NewTenant, id: string) => api(admin).post(`/v1/customers/${id}/restore`)

async function draft({ admin }: NewTenant, customerId: string, name: string): Promise<string> {
  const input = { customerId, name, type: 'CUSTOM_EVENT', eventName: 'lead' }
  return (await api(admin).post('/v1/trackings', input)).as(TrackingView).id
}

/** A customer without Google, with trackings of these names. */
async function customerWith(...names: string[]) {
  const tenant = await newTenant()
  const { id } = await newCustomer(tenant)
  const trackings: string[] = []
  for (const name of names) trackings.push(await draft(tenant, id, name))
  return { tenant, id, trackings }
}

/** A customer that is deleted, with its trackings, 31 days ago. */
async function deletedCustomer(...names: string[]) {
  const customer = await customerWith(...names)
  await removeCustomer(customer.tenant, customer.id)
  await age(customer.id, 31)
  return customer
}

/** A customer with a deployed tracking that was deleted days ago, its DELETE still queued. */
async function deployedTracking({ days }: { days: number }) {
  const customer = await readyCustomer(sandbox())
  const { id } = await customer.draft()
  await customer.sync()
  await remove(customer.tenant, id)
  await age(id, days)
  return { customer, tenant: customer.tenant, id }
}

async function rowsOf({ organizationId }: NewTenant): Promise<Record<string, number>> {
  const tables = Object.keys(EMPTY)
  const found: [string, number][] = []
  for (const table of tables) {
    const { rowCount } = await owner.query(`select from ${table} where organization_id = $1`, [
      organizationId,
    ])
    found.push([table, rowCount ?? -1])
  }
  return Object.fromEntries(found)
}

const EMPTY = {
  customer: 0,
  tracking: 0,
  sync_job: 0,
  sync_run: 0,
  oauth_state: 0,
  finding: 0,
  container_version: 0,
  history_entry: 0,
  conversion_day: 0,
}

/** A finding about each tracking of a customer and one about itself, a version that was live, which is history, and three days that each tracking counted. */
async function findSomething({ organizationId }: NewTenant, customerId: string): Promise<void> {
  await owner.query(
    `insert into finding (organization_id, customer_id, tracking_id, code, severity, subject)
     select organization_id, customer_id, id, 'exception', 'warning', 'trigger' from tracking where customer_id = $2
     union all select $1, $2, null, 'workspace.foreign_draft', 'warning', 'workspace'`,
    [organizationId, customerId],
  )
  await owner.query(
    `insert into container_version (organization_id, customer_id, container_path, version_id, digest)
     values ($1, $2, 'accounts/1/containers/1', '1', '')`,
    [organizationId, customerId],
  )
  await owner.query(
    `insert into history_entry (organization_id, customer_id, run_id, kind, origin, container_path, publication, version_id)
     select $1, $2, (select id from sync_run where customer_id = $2 limit 1), 'FIRST_SEEN', 'TAG_MANAGER',
       'accounts/1/containers/1', 1, '1'`,
    [organizationId, customerId],
  )
  await owner.query(
    `insert into conversion_day (organization_id, customer_id, tracking_id, day, conversions, value, currency)
     select organization_id, customer_id, id, day::date, 1, 1, 'EUR'
     from tracking, generate_series(now() - interval '40 days', now(), '20 days') day where customer_id = $1`,
    [customerId],
  )
}

/** One batch, as the cron runs it, inside of a given session. */
const batch = (organizationId: string, limit = 500) => ({
  text: `select * from app.purge($1, now(), '30 days', $2, 'purge-test')`,
  values: [organizationId, limit],
})

describe('the cron route', () => {
  it('the cron route returns what the purge removed, to the holder of the secret only', async () => {
    const { tenant, id, trackings } = await customerWith('Gone')
    await remove(tenant, trackings[0] ?? '')
    await age(id, 31)
    const rejected = await Promise.all([api().get('/cron/purge'), api(tenant.admin).get('/cron/purge')])
    expect(rejected.map(({ status }) => status)).toEqual([401, 401])
    const response = await api({ token: settings.CRON_SECRET }).get('/cron/purge')
    expect([response.status, response.body]).toEqual([200, { ...NOTHING, trackings: 1, failures: 0 }])
  })

  it('the SQL of the purge belongs to the system role alone', async () => {
    const calls = [`app.due_purges(now(), '1 day')`, `app.purge(app.uuid_v7(), now(), '1 day', 1, '')`]
    for (const call of calls) {
      expect(await callBeforeTenant(`select * from ${call}`, []).catch(sqlStateOf)).toBe('42501')
    }
  })
})

describe('a purge', () => {
  it('a purge removes a tracking with its jobs once the retention time is over, and nothing younger or live', async () => {
    const { tenant, id, trackings } = await customerWith('Old', 'Young', 'Live')
    const [old = '', young = '', live = ''] = trackings
    await findSomething(tenant, id)
    await remove(tenant, old)
    await remove(tenant, young)
    await age(young, 29)
    await age(old, 31)

    expect(await sweep()).toEqual({ ...NOTHING, trackings: 1 })

    expect(await storedTracking(old)).toEqual({})
    const { rows } = await owner.query('select tracking_id from sync_job where customer_id = $1 order by 1', [
      id,
    ])
    expect(rows).toEqual([young, live].toSorted().map((each) => ({ tracking_id: each })))
    expect(await counts(id)).toEqual({ counted: 1, live: 1 })
    expect(await rowsOf(tenant)).toMatchObject({
      finding: 3,
      container_version: 1,
      history_entry: 1,
      conversion_day: 6,
    })
    expect([(await restore(tenant, old)).status, (await restore(tenant, young)).status]).toEqual([404, 200])
    expect(await sweep()).toEqual(NOTHING)
  })

  it('a purge removes a customer with its trackings, jobs, runs, consents, findings and versions', async () => {
    const customer = await readyCustomer(sandbox())
    const { tenant, id } = customer
    await customer.draft()
    await customer.sync()
    const before = await customer.draft({ name: 'Deleted before', eventName: 'before' })
    await findSomething(tenant, id)
    await remove(tenant, before.id)
    await removeCustomer(tenant, id)
    const runId = (await waitingRun(id)) ?? ''
    await owner.query(`update sync_run set status = 'SUCCEEDED' where id = $1`, [runId])
    await owner.query(
      `update sync_job set status = 'SUCCEEDED', run_id = $2, finished_at = now()
       where customer_id = $1 and action = 'DELETE'`,
      [id, runId],
    )
    await age(id, 31)

    expect(await sweep()).toEqual({ ...NOTHING, customers: 1, trackings: 2 })

    expect(await rowsOf(tenant)).toEqual(EMPTY)
    expect((await restoreCustomer(tenant, id)).status).toBe(404)
    const { rows } = await owner.query(
      `select action, count(*)::int from audit_log where organization_id = $1 and request_id = 'purge-test'
         and actor_kind = 'system' and actor_id = 'purge' group by action order by action`,
      [tenant.organizationId],
    )
    expect(rows).toEqual([
      { action: 'customer.purge', count: 1 },
      { action: 'tracking.purge', count: 2 },
    ])
  })

  it('a purge removes expired consents after a day, with the grants they hold', async () => {
    const { tenant, id } = await customerWith()
    await startConsent(tenant.admin, id)
    await startConsent(tenant.admin, id)
    await owner.query(
      `update oauth_state set expires_at = now() - interval '25 hours'
       where id = (select min(id::text)::uuid from oauth_state where customer_id = $1)`,
      [id],
    )
    expect(await sweep()).toEqual({ ...NOTHING, oauthStates: 1 })
    expect(await rowsOf(tenant)).toMatchObject({ oauth_state: 1, customer: 1 })
  })

  it('a purge removes deleted users and logins to which nothing refers any more', async () => {
    const tenant = await newTenant()
    const { organizationId } = tenant
    const { id } = await grantedCustomer(tenant, 'used')
    await grantedCustomer(tenant, 'free').then((customer) =>
      owner.query(`update customer set google_account_id = null, google_access = 'NONE' where id = $1`, [
        customer.id,
      ]),
    )
    const [busy, idle] = [await tenant.join('ADMIN'), await tenant.join('MEMBER')]
    await startConsent(busy, id)
    const old = `deleted_at = now() - interval '31 days'`
    await owner.query(`update user_account set ${old} where firebase_uid = any ($1)`, [[busy.uid, idle.uid]])
    await owner.query(`update google_connection set ${old} where organization_id = $1`, [organizationId])

    expect(await sweep()).toEqual({ ...NOTHING, users: 1, connections: 1 })

    const { rows } = await owner.query(
      `select (select json_agg(firebase_uid) from user_account where organization_id = $1 and deleted_at < now()) as users,
         (select json_agg(google_account_id) from google_connection where organization_id = $1) as logins`,
      [organizationId],
    )
    expect(rows).toEqual([{ users: [busy.uid], logins: ['used'] }])
  })

  it('a purge removes invitations that were revoked, expired or accepted long ago, and then their senders', async () => {
    const tenant = await newTenant()
    const sender = await tenant.join('ADMIN')
    const invite = (email: string) => api(sender).post('/v1/members/invitations', { email })
    for (const email of ['a@agency.test', 'b@agency.test', 'c@agency.test']) await invite(email)
    await owner.query(
      `update invitation set deleted_at = now() - interval '31 days' where organization_id = $1 and email like 'a@%'`,
      [tenant.organizationId],
    )
    await owner.query(
      `update invitation set expires_at = now() - interval '31 days' where organization_id = $1 and email like 'b@%'`,
      [tenant.organizationId],
    )
    await owner.query(
      `update user_account set deleted_at = now() - interval '31 days' where firebase_uid = $1`,
      [sender.uid],
    )
    expect(await sweep()).toEqual({ ...NOTHING, invitations: 2 })
    await owner.query(
      `update invitation set expires_at = now() - interval '31 days' where organization_id = $1`,
      [tenant.organizationId],
    )
    expect(await sweep()).toEqual({ ...NOTHING, invitations: 1, users: 1 })
  })

  it('a purge removes what was deleted with an organization', async () => {
    const { tenant, id } = await customerWith('A', 'B')
    await tenant.join('MEMBER')
    await api(tenant.admin).post('/v1/members/invitations', { email: 'a@agency.test' })
    await startConsent(tenant.admin, id)
    expect((await api(tenant.admin).delete('/v1/organization?confirmName=Agency')).status).toBe(200)
    for (const table of ['customer', 'tracking', 'user_account', 'invitation', 'organization']) {
      const key = table === 'organization' ? 'id' : 'organization_id'
      await owner.query(`update ${table} set deleted_at = now() - interval '31 days' where ${key} = $1`, [
        tenant.organizationId,
      ])
    }
    await owner.query(
      `update oauth_state set expires_at = now() - interval '31 days' where organization_id = $1`,
      [tenant.organizationId],
    )
    expect(await sweep()).toEqual({
      ...NOTHING,
      trackings: 2,
      customers: 1,
      oauthStates: 1,
      invitations: 1,
      users: 2,
    })
  })

  it('a purge continues with the next organization where one fails', async () => {
    const poisoned = await deletedCustomer('A')
    const other = await newCustomer(poisoned.tenant)
    const job = await draft(poisoned.tenant, other.id, 'B')
    await owner.query(
      `with run as (insert into sync_run (organization_id, customer_id, status) values ($1, $2, 'FAILED') returning id)
       update sync_job set status = 'FAILED', run_id = run.id from run where tracking_id = $3`,
      [poisoned.tenant.organizationId, poisoned.id, job],
    )
    const healthy = await deletedCustomer('A')
    expect(await sweep()).toEqual({ ...NOTHING, customers: 1, trackings: 1, failed: 1 })
    expect(await rowsOf(healthy.tenant)).toEqual(EMPTY)
    expect(await counts(poisoned.id)).toEqual({ counted: 1, live: 0 })
    expect(logged.filter(({ event }) => event === 'purge.failed')).toMatchObject([
      { organizationId: poisoned.tenant.organizationId, errorCode: expect.stringMatching(/^23(001|503)$/) },
    ])
  })

  it('a purge begins no batch after its time', async () => {
    const { tenant } = await deletedCustomer('A')
    const times = [new Date(), new Date(Date.now() + 200_001)]
    expect(await purge('purge-test', () => times.shift() ?? new Date(8.64e15))).toEqual(NOTHING)
    expect(await rowsOf(tenant)).toMatchObject({ customer: 1, tracking: 1 })
  })
})

describe('what is deployed at Google', () => {
  it('a deployed tracking keeps its row while its DELETE waits, and is purged once that is synced', async () => {
    const { customer, id } = await deployedTracking({ days: 31 })
    expect(await sweep()).toEqual(NOTHING)
    await freeQuota()
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED' })
    expect(await sweep()).toEqual({ ...NOTHING, trackings: 1 })
    expect(await storedTracking(id)).toEqual({})
    expect(logged.filter(({ event }) => event === 'purge.still_deployed')).toEqual([])
  })

  it('a deployed tracking keeps its row while a version without it awaits publishing', async () => {
    const customer = await readyCustomer(sandbox(), { publishMode: 'MANUAL' })
    const { id } = await customer.draft()
    await customer.sync()
    await customer.publish()
    await remove(customer.tenant, id)
    await freeQuota()
    expect(await customer.sync()).toMatchObject({ status: 'AWAITING_PUBLISH' })
    await age(id, 31)
    expect(await sweep()).toEqual(NOTHING)
    await freeQuota()
    expect(await customer.publish()).toMatchObject({ status: 'SUCCEEDED' })
    expect(await sweep()).toEqual({ ...NOTHING, trackings: 1 })
  })

  it('a deployed tracking is purged after a second retention time, and the log says so', async () => {
    const { tenant, id } = await deployedTracking({ days: 59 })
    expect(await sweep()).toEqual(NOTHING)
    await age(id, 2)
    expect(await sweep()).toEqual({ ...NOTHING, trackings: 1, stillDeployed: 1 })
    expect(logged.filter(({ event }) => event === 'purge.still_deployed')).toMatchObject([
      { level: 'warn', organizationId: tenant.organizationId, trackings: 1 },
    ])
  })

  it('a deployed tracking of a running sync is not purged, however old', async () => {
    const { customer, id } = await deployedTracking({ days: 61 })
    await owner.query(
      `with run as (
         update sync_run set status = 'RUNNING', lease_owner = gen_random_uuid(), lease_until = now() + interval '1 minute'
         where id = $2 returning id)
       update sync_job set status = 'RUNNING', run_id = run.id from run where tracking_id = $1 and status = 'QUEUED'`,
      [id, await waitingRun(customer.id)],
    )
    expect(await sweep()).toEqual(NOTHING)
    await owner.query(
      `update sync_run set lease_until = now() - interval '1 second' where customer_id = $1`,
      [customer.id],
    )
    expect(await sweep()).toEqual({ ...NOTHING, trackings: 1, stillDeployed: 1 })
  })

  it('a deployed tracking keeps its deleted customer whole, so that a restore brings all of it back', async () => {
    const customer = await readyCustomer(sandbox())
    const { tenant, id } = customer
    await customer.draft()
    await customer.sync()
    await customer.draft({ name: 'Never synced', eventName: 'never' })
    await removeCustomer(tenant, id)
    await age(id, 59)
    expect(await sweep()).toEqual(NOTHING)
    expect((await restoreCustomer(tenant, id)).status).toBe(200)
    expect(await counts(id)).toEqual({ counted: 2, live: 2 })

    await removeCustomer(tenant, id)
    await age(id, 61)
    expect(await sweep()).toEqual({ ...NOTHING, customers: 1, trackings: 2, stillDeployed: 1 })
    expect(await rowsOf(tenant)).toEqual(EMPTY)
  })
})

describe('concurrently', () => {
  it('two concurrent purges share the work', async () => {
    const customers = await Promise.all(Array.from({ length: 4 }, () => deletedCustomer('A', 'B', 'C')))
    const purged = await Promise.all([sweep(), sweep(), sweep()])
    const sum = (kind: 'customers' | 'trackings' | 'failed') =>
      purged.reduce((total, each) => total + each[kind], 0)
    expect([sum('customers'), sum('trackings'), sum('failed')]).toEqual([4, 12, 0])
    for (const { tenant } of customers) expect(await rowsOf(tenant)).toEqual(EMPTY)
  })

  it('a restore before a concurrent purge keeps its rows', async () => {
    const { tenant, id, trackings } = await customerWith('Single')
    const [single = ''] = trackings
    await remove(tenant, single)
    const other = await newCustomer(tenant)
    await draft(tenant, other.id, 'Along')
    await removeCustomer(tenant, other.id)
    await age(id, 31)
    await age(other.id, 31)
    await holding(tenant.organizationId, async (session) => {
      await session.query('select app.restore_tracking($1)', [single])
      await session.query('select app.restore_customer($1)', [other.id])
      expect(await sweep()).toEqual(NOTHING)
      await session.query('commit')
    })
    expect(await sweep()).toEqual(NOTHING)
    expect([await counts(id), await counts(other.id)]).toEqual([
      { counted: 1, live: 1 },
      { counted: 1, live: 1 },
    ])
  })

  it('a restore after a concurrent purge finds nothing, not a part', async () => {
    const { tenant, id } = await deletedCustomer('A', 'B')
    const live = await newCustomer(tenant)
    const single = await draft(tenant, live.id, 'Single')
    await remove(tenant, single)
    await age(live.id, 31)
    let responses: Promise<ApiResponse[]> | undefined
    await holding(tenant.organizationId, async (session) => {
      await session.query(batch(tenant.organizationId))
      responses = Promise.all([restoreCustomer(tenant, id), restore(tenant, single)])
      await expect.poll(sessionsWaiting).toBe(2)
      await session.query('commit')
    })
    expect((await responses)?.map(({ status }) => status)).toEqual([404, 404])
    expect(await rowsOf(tenant)).toMatchObject({ customer: 1, tracking: 0, sync_job: 0 })
    expect(await counts(live.id)).toEqual({ counted: 0, live: 0 })
  })

  it('concurrent restores and purges end in one of the two', async () => {
    const customers = await Promise.all(Array.from({ length: 6 }, () => deletedCustomer('A', 'B', 'C')))
    const restoring = customers.map(({ tenant, id }) => restoreCustomer(tenant, id))
    const [{ failed }, ...responses] = await Promise.all([sweep(), ...restoring])
    expect(failed).toBe(0)
    for (const [index, { tenant, id }] of customers.entries()) {
      const restored = responses[index]?.status === 200
      expect(restored || responses[index]?.status === 404).toBe(true)
      expect(await rowsOf(tenant)).toMatchObject({ customer: restored ? 1 : 0, tracking: restored ? 3 : 0 })
      if (restored) expect(await counts(id)).toEqual({ counted: 3, live: 3 })
    }
  })
})

describe('a purge that is killed', () => {
  it('a killed purge leaves no batch half done, and the next does the rest', async () => {
    const { tenant, id, trackings } = await customerWith('A', 'B', 'C')
    for (const tracking of trackings) await remove(tenant, tracking)
    const other = await newCustomer(tenant)
    await draft(tenant, other.id, 'Along')
    await removeCustomer(tenant, other.id)
    await age(id, 31)
    await age(other.id, 31)
    const before = [await storedCustomer(id), await storedCustomer(other.id)]

    await holding(tenant.organizationId, (session) => session.query(batch(tenant.organizationId)).then())
    expect([await storedCustomer(id), await storedCustomer(other.id)]).toEqual(before)

    await owner.query(batch(tenant.organizationId, 2))
    expect((await storedCustomer(id)).trackings).toHaveLength(1)
    expect(await storedCustomer(other.id)).toEqual(before[1])

    expect(await sweep()).toEqual({ ...NOTHING, trackings: 2, customers: 1 })
    expect(await rowsOf(tenant)).toEqual({ ...EMPTY, customer: 1 })
  })
})
