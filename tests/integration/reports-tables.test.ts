import { describe, expect, it } from 'vitest'
import { ActivityReport } from '../../lib/reports/activity-report-view.ts'
import { CustomersReport } from '../../lib/reports/customers-report-view.ts'
import { onTheWire } from '../fixtures/accelerate-mode.ts'
import { api, apiTests, fetchFunction } from '../fixtures/api.ts'
import { newCustomer } from '../fixtures/connection.ts'
import { ownerPool } from '../fixtures/database.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

apiTests()
const owner = ownerPool()

/** A customer with a tracking for each status. */
async function customerWith(tenant: NewTenant, name: string, ...statuses: string[]): Promise<string> {
  const { id } = await newCustomer(tenant, name)
  await owner.query(
    `insert into tracking (organization_id, customer_id, name, type, event_name, conversion_category,
       conversion_counting, sync_status, last_synced_at)
     select $1, $2, 'T' || n, 'CUSTOM_EVENT', 'lead', 'DEFAULT', 'ONE_PER_CLICK', status,
       case when status = 'SUCCESS' then timestamptz '2026-03-01T10:00:00Z' + n * interval '1 day' end
     from unnest($3::text[]) with ordinality s (status, n)`,
    [tenant.organizationId, id, statuses],
  )
  return id
}

describe('the report of the customers', () => {
  it('tells how far the trackings of each are, most trackings first, in one round trip', async () => {
    const tenant = await newTenant()
    await customerWith(await newTenant(), 'Foreign', 'FAILED', 'FAILED', 'FAILED', 'FAILED')
    const statuses = ['SUCCESS', 'FAILED', 'PENDING', 'IN_PROGRESS', 'AWAITING_PUBLISH', 'SUCCESS']
    const one = await customerWith(tenant, 'One', ...statuses)
    const two = await customerWith(tenant, 'Two', 'FAILED', 'FAILED')
    const none = await customerWith(tenant, 'None')
    const response = await api(tenant.admin).get('/v1/reports/customers')
    const counts = { succeeded: 0, failed: 0, pending: 0, inProgress: 0, awaitingPublish: 0 }
    const zeros = { ...counts, lastSyncedAt: null }
    expect(response.as(CustomersReport).data).toEqual([
      {
        ...{ customerId: one, name: 'One', status: 'NOT_CONNECTED', total: 6 },
        ...{ succeeded: 2, failed: 1, pending: 1, inProgress: 1, awaitingPublish: 1 },
        lastSyncedAt: '2026-03-07T10:00:00.000Z',
      },
      { ...zeros, customerId: two, name: 'Two', status: 'NOT_CONNECTED', total: 2, failed: 2 },
      { ...zeros, customerId: none, name: 'None', status: 'NOT_CONNECTED', total: 0 },
    ])
    expect(response.roundTrips).toEqual(onTheWire(1))
  })

  it('puts those in front that need somebody: most failed ones', async () => {
    const tenant = await newTenant()
    const one = await customerWith(tenant, 'One', 'SUCCESS', 'FAILED', 'PENDING')
    const two = await customerWith(tenant, 'Two', 'FAILED', 'FAILED')
    await customerWith(tenant, 'Fine', 'SUCCESS')
    const { data } = (await api(tenant.admin).get('/v1/reports/customers?sort=failed')).as(CustomersReport)
    expect(data.map(({ customerId, failed }) => [customerId, failed])).toEqual([
      [two, 2],
      [one, 1],
    ])
    const first = await api(tenant.admin).get('/v1/reports/customers?sort=failed&limit=1')
    expect(first.as(CustomersReport).data.map(({ customerId }) => customerId)).toEqual([two])
  })

  it('comes as CSV too', async () => {
    const tenant = await newTenant()
    const id = await customerWith(tenant, '=1+1, "Shop"', 'SUCCESS')
    const response = await api(tenant.admin).get('/v1/reports/customers?format=csv')
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(response.body).toBe(
      'customerId,name,status,total,succeeded,failed,pending,inProgress,awaitingPublish,lastSyncedAt\n' +
        `${id},"'=1+1, ""Shop""",NOT_CONNECTED,1,1,0,0,0,0,2026-03-02T10:00:00.000Z\n`,
    )
  })
})

describe('a report or export in CSV', () => {
  it.each(['/v1/reports/customers', '/v1/reports/activity', '/v1/audit-log/export'])(
    'of %s begins with the mark by which spreadsheets know UTF-8',
    async (path) => {
      const { token } = (await newTenant()).admin
      const headers = { authorization: `Bearer ${token}` }
      const response = await fetchFunction(new Request(`https://api.test/api${path}?format=csv`, { headers }))
      expect((await response.bytes()).subarray(0, 3)).toEqual(new Uint8Array([0xef, 0xbb, 0xbf]))
    },
  )
})

/** A run with its jobs, asked for at a time and ended so many seconds later. */
async function run(
  tenant: NewTenant,
  customerId: string,
  at: string,
  seconds: number,
  error?: string,
): Promise<void> {
  await owner.query(
    `with r as (
       insert into sync_run (organization_id, customer_id, status, created_at, finished_at, error_code)
       values ($1, $2, $3, $4::timestamptz, $4::timestamptz + make_interval(secs => $5), $6) returning id)
     insert into sync_job (organization_id, customer_id, tracking_id, run_id, action, status, error_code)
     select $1, $2, t.id, r.id, 'CREATE', $3, $6 from r, tracking t where t.customer_id = $2`,
    [tenant.organizationId, customerId, error ? 'FAILED' : 'SUCCEEDED', at, seconds, error ?? null],
  )
}

describe('the report of the activity', () => {
  it('counts days as the organization’s time zone has them, also those on which nothing happened', async () => {
    const tenant = await newTenant()
    await api(tenant.admin).patch('/v1/organization', { timeZone: 'America/Los_Angeles' })
    const customerId = await customerWith(tenant, 'Shop', 'SUCCESS', 'FAILED')
    await owner.query(`update tracking set created_at = '2026-03-08T07:59:00Z' where customer_id = $1`, [
      customerId,
    ])
    // Half an hour before and after midnight in Los Angeles, on the day on which its clocks go forward.
    await run(tenant, customerId, '2026-03-08T07:30:00Z', 10)
    await run(tenant, customerId, '2026-03-08T08:30:00Z', 20)
    await run(tenant, customerId, '2026-03-09T06:30:00Z', 60, 'container_not_found')
    await run(tenant, customerId, '2026-03-09T07:30:00Z', 60, 'outside')
    const response = await api(tenant.admin).get('/v1/reports/activity?from=2026-03-06&until=2026-03-08')
    const nothing = {
      trackingsCreated: 0,
      runsSucceeded: 0,
      runsFailed: 0,
      trackingsSynced: 0,
      trackingsFailed: 0,
    }
    expect(response.as(ActivityReport)).toEqual({
      timeZone: 'America/Los_Angeles',
      notice: null,
      days: [
        { ...nothing, date: '2026-03-06' },
        { ...nothing, date: '2026-03-07', trackingsCreated: 2, runsSucceeded: 1, trackingsSynced: 2 },
        {
          ...nothing,
          date: '2026-03-08',
          runsSucceeded: 1,
          runsFailed: 1,
          trackingsSynced: 2,
          trackingsFailed: 2,
        },
      ],
      runs: { succeeded: 2, failed: 1, medianSeconds: 15, p95Seconds: 19.5 },
      errors: [{ code: 'container_not_found', runs: 1, trackings: 2 }],
    })
    expect(response.roundTrips).toEqual(onTheWire(1))
  })

  it('covers the last thirty days unless told, and is empty for a new organization', async () => {
    const { admin } = await newTenant()
    const report = (await api(admin).get('/v1/reports/activity')).as(ActivityReport)
    expect(report.days).toHaveLength(30)
    expect(report.days.at(-1)?.date).toBe(new Date().toISOString().slice(0, 10))
    expect(report).toMatchObject({ runs: { succeeded: 0, medianSeconds: null }, errors: [] })
  })

  it('refuses a range that is no range, or too long', async () => {
    const { admin } = await newTenant()
    for (const range of [
      'from=2026-03-02&until=2026-03-01',
      'from=2024-01-01&until=2026-03-01',
      'from=yesterday',
    ]) {
      expect((await api(admin).get(`/v1/reports/activity?${range}`)).faults).toEqual(['query.from'])
    }
    for (const day of ['0000-01-01', '0001-01-05', '1899-12-31']) {
      expect((await api(admin).get(`/v1/reports/activity?until=${day}`)).faults).toEqual(['query.until'])
    }
    const open = await api(admin).get('/v1/reports/activity?from=2999-01-01')
    expect(open.as(ActivityReport).days).toEqual([])
    const long = await api(admin).get('/v1/reports/activity?from=1900-01-01')
    expect(long.as(ActivityReport).days).toHaveLength(366)
  })

  it('comes as CSV too, a line a day', async () => {
    const { admin } = await newTenant()
    const response = await api(admin).get('/v1/reports/activity?from=2026-03-01&until=2026-03-02&format=csv')
    expect(response.body).toBe(
      'date,trackingsCreated,runsSucceeded,runsFailed,trackingsSynced,trackingsFailed\n2026-03-01,0,0,0,0,0\n2026-03-02,0,0,0,0,0\n',
    )
  })
})
