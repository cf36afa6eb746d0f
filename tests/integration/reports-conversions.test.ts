import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { ConversionsReport } from '../../lib/reports/conversions-view.ts'
import { CustomerConversions } from '../../lib/reports/customer-conversions-view.ts'
import { onTheWire } from '../fixtures/accelerate-mode.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { newCustomer } from '../fixtures/connection.ts'
import { ownerPool } from '../fixtures/database.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

apiTests()
const owner = ownerPool()

/** A customer whose Ads account is read up to a day. */
async function customerOf(
  { organizationId, ...tenant }: NewTenant,
  name: string,
  account: string,
  facts: { timeZone?: string; currency?: string; through?: string } = {},
): Promise<string> {
  const { id } = await newCustomer({ organizationId, ...tenant }, name)
  await owner.query('update customer set google_ads_account_id = $2 where id = $1', [id, account])
  await owner.query(
    `update evidence_account set time_zone = $3, currency = $4, collected_through = $5, collected_at = '2026-03-11T05:00:00Z',
       due_at = '2026-03-12T05:00:00Z'
     where organization_id = $1 and ads_account_id = $2`,
    [organizationId, account, facts.timeZone ?? 'UTC', facts.currency ?? 'EUR', facts.through ?? null],
  )
  return id
}

/** A tracking of a customer, judged so. */
async function trackingOf(
  { organizationId }: NewTenant,
  customerId: string,
  name: string,
  state = 'COUNTING',
): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(
    `insert into tracking (organization_id, customer_id, name, type, event_name, conversion_category, conversion_counting,
       evidence_state, last_received_at)
     values ($1, $2, $3, 'CUSTOM_EVENT', 'lead', 'DEFAULT', 'ONE_PER_CLICK', $4, '2026-03-10T12:00:00Z') returning id`,
    [organizationId, customerId, name, state],
  )
  return rows[0]?.id ?? ''
}

/** What a tracking counts on a day, as a collector writes it: what was there is overwritten. */
async function counts(trackingId: string, day: string, conversions: string, value: string, currency = 'EUR') {
  await owner.query(`select app.arrange_conversion_months($1::date)`, [day])
  await owner.query(
    `insert into conversion_day (organization_id, tracking_id, day, customer_id, conversions, value, currency)
     select organization_id, id, $2, customer_id, $3, $4, $5 from tracking where id = $1
     on conflict (organization_id, tracking_id, day)
     do update set conversions = excluded.conversions, value = excluded.value, currency = excluded.currency`,
    [trackingId, day, conversions, value, currency],
  )
}

/** The day so many days before today, as it is in a time zone. */
function daysAgo(timeZone: string, days: number): string {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date())
  return new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10)
}

const MARCH = 'from=2026-03-01&until=2026-03-10'

describe('the report of conversions', () => {
  it('sums up by customer, currencies apart, with a sparkline and the share that counts, in two round trips', async () => {
    const tenant = await newTenant()
    const bakery = await customerOf(tenant, 'Bakery', '1234567890', { through: '2026-03-10' })
    const travel = await customerOf(tenant, 'Travel', '2345678901', {
      through: '2026-03-09',
      currency: 'USD',
    })
    const fresh = await customerOf(tenant, 'Fresh', '3456789012')
    const [lead, order] = [
      await trackingOf(tenant, bakery, 'Lead'),
      await trackingOf(tenant, bakery, 'Order', 'STOPPED'),
    ]
    const booking = await trackingOf(tenant, travel, 'Booking')
    await counts(lead, '2026-02-28', '100', '100')
    await counts(lead, '2026-03-01', '1.5', '15.10')
    await counts(lead, '2026-03-10', '2', '20')
    await counts(lead, '2026-03-11', '100', '100')
    await counts(order, '2026-03-01', '0.25', '0.20', 'CHF')
    await counts(booking, '2026-03-05', '3', '300.33', 'USD')
    await owner.query(`update customer set evidence_worst = 'STOPPED' where id = $1`, [bakery])

    const response = await api(tenant.admin).get(`/v1/reports/conversions?${MARCH}`)
    const last = { lastReceivedAt: '2026-03-10T12:00:00.000Z' }
    expect(response.as(ConversionsReport)).toEqual({
      groupBy: 'customer',
      from: '2026-03-01',
      until: '2026-03-10',
      collectedThrough: '2026-03-09',
      accountsNeverCollected: 1,
      totals: {
        conversions: 6.75,
        amounts: [
          { currency: 'CHF', conversions: 0.25, value: 0.2 },
          { currency: 'EUR', conversions: 3.5, value: 35.1 },
          { currency: 'USD', conversions: 3, value: 300.33 },
        ],
        trackings: {
          total: 3,
          counting: 2,
          byState: {
            COUNTING: 2,
            QUIET: 0,
            AWAITING_FIRST: 0,
            TOO_LITTLE_TRAFFIC: 0,
            UNKNOWN: 0,
            DOUBLED: 0,
            STOPPED: 1,
          },
        },
      },
      data: [
        {
          customerId: fresh,
          ...{
            name: 'Fresh',
            evidenceWorst: 'UNKNOWN',
            trackings: 0,
            counting: 0,
            conversions: 0,
            amounts: [],
          },
          ...{ sparkline: Array(10).fill(0), lastReceivedAt: null, collectedThrough: null },
        },
        {
          ...{ customerId: travel, name: 'Travel', trackings: 1, counting: 1, conversions: 3, ...last },
          evidenceWorst: 'UNKNOWN',
          amounts: [{ currency: 'USD', conversions: 3, value: 300.33 }],
          sparkline: [0, 0, 0, 0, 3, 0, 0, 0, 0, 0],
          collectedThrough: '2026-03-09',
        },
        {
          ...{ customerId: bakery, name: 'Bakery', trackings: 2, counting: 1, conversions: 3.75, ...last },
          evidenceWorst: 'STOPPED',
          amounts: [
            { currency: 'CHF', conversions: 0.25, value: 0.2 },
            { currency: 'EUR', conversions: 3.5, value: 35.1 },
          ],
          sparkline: [1.75, 0, 0, 0, 0, 0, 0, 0, 0, 2],
          collectedThrough: '2026-03-10',
        },
      ],
      nextCursor: null,
    })
    expect(response.roundTrips).toEqual(onTheWire(2))
  })

  it('sums up by tracking and by day, of one customer where it is named', async () => {
    const tenant = await newTenant()
    const bakery = await customerOf(tenant, 'Bakery', '1234567890', { through: '2026-03-10' })
    const other = await customerOf(tenant, 'Other', '2345678901')
    const lead = await trackingOf(tenant, bakery, 'Lead')
    await counts(lead, '2026-03-02', '2', '20')
    await counts(await trackingOf(tenant, other, 'Elsewhere'), '2026-03-02', '5', '50')
    const path = `/v1/reports/conversions?from=2026-03-01&until=2026-03-03&customerId=${bakery}`
    const amounts = [{ currency: 'EUR', conversions: 2, value: 20 }]

    const trackings = (await api(tenant.admin).get(`${path}&groupBy=tracking`)).as(ConversionsReport)
    expect(trackings.data).toEqual([
      {
        ...{ trackingId: lead, name: 'Lead', customerId: bakery, customerName: 'Bakery' },
        ...{ evidenceState: 'COUNTING', conversions: 2, amounts, sparkline: [0, 2, 0] },
        ...{ lastReceivedAt: '2026-03-10T12:00:00.000Z', collectedThrough: '2026-03-10' },
      },
    ])
    expect(trackings.totals).toMatchObject({ conversions: 2, amounts, trackings: { total: 1 } })
    const days = (await api(tenant.admin).get(`${path}&groupBy=day`)).as(ConversionsReport)
    expect(days.data).toEqual([
      { date: '2026-03-01', conversions: 0, amounts: [] },
      { date: '2026-03-02', conversions: 2, amounts },
      { date: '2026-03-03', conversions: 0, amounts: [] },
    ])
    const all = (
      await api(tenant.admin).get('/v1/reports/conversions?groupBy=day&from=2026-03-02&until=2026-03-02')
    ).as(ConversionsReport)
    expect(all.data).toMatchObject([{ conversions: 7, amounts: [{ value: 70 }] }])
  })

  it('ends with yesterday in the organization’s time zone, thirty days unless more are asked for', async () => {
    const tenant = await newTenant()
    for (const timeZone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
      await api(tenant.admin).patch('/v1/organization', { timeZone })
      const ago = (days: number) => daysAgo(timeZone, days)
      const report = (await api(tenant.admin).get('/v1/reports/conversions')).as(ConversionsReport)
      expect(report).toMatchObject({ from: ago(30), until: ago(1), collectedThrough: null, data: [] })
      const year = await api(tenant.admin).get('/v1/reports/conversions?groupBy=day&days=366')
      expect(year.as(ConversionsReport)).toMatchObject({ from: ago(366), until: ago(1) })
      expect(year.as(ConversionsReport).data).toHaveLength(366)
    }
  })

  it('has no sparkline of more than 31 days', async () => {
    const tenant = await newTenant()
    const customerId = await customerOf(tenant, 'Bakery', '1234567890')
    await trackingOf(tenant, customerId, 'Lead')
    for (const [days, length] of [
      [31, 31],
      [32, undefined],
    ]) {
      const { data } = (await api(tenant.admin).get(`/v1/reports/conversions?days=${days}`)).as(
        ConversionsReport,
      )
      expect(data).toMatchObject([{ sparkline: length ? { length } : null }])
    }
  })

  it('takes a day as Google Ads corrected it, and leaves out what a deleted tracking has counted until it is back', async () => {
    const tenant = await newTenant()
    const customerId = await customerOf(tenant, 'Bakery', '1234567890')
    const [kept, deleted] = [
      await trackingOf(tenant, customerId, 'Kept'),
      await trackingOf(tenant, customerId, 'Deleted'),
    ]
    await counts(kept, '2026-03-02', '5', '50')
    await counts(kept, '2026-03-02', '4.5', '45')
    await counts(deleted, '2026-03-02', '10', '100')
    const total = async () =>
      (await api(tenant.admin).get(`/v1/reports/conversions?${MARCH}`)).as(ConversionsReport).totals
    expect(await total()).toMatchObject({ conversions: 14.5, trackings: { total: 2 } })
    await api(tenant.admin).delete(`/v1/trackings/${deleted}`)
    expect(await total()).toMatchObject({ conversions: 4.5, trackings: { total: 1 } })
    await api(tenant.admin).post(`/v1/trackings/${deleted}/restore`)
    expect(await total()).toMatchObject({ conversions: 14.5, trackings: { total: 2 } })
    await api(tenant.admin).delete(`/v1/customers/${customerId}`)
    expect(await total()).toMatchObject({ conversions: 0, trackings: { total: 0 } })
  })

  it.each(['customer', 'tracking'])(
    'comes in pages by %s, each row once, with totals on the first',
    async (groupBy) => {
      const tenant = await newTenant()
      const ids: string[] = []
      for (let n = 0; n < 5; n += 1) {
        const customerId = await customerOf(tenant, `Shop ${n}`, `123456789${n}`)
        const trackingId = await trackingOf(tenant, customerId, 'Lead')
        await counts(trackingId, '2026-03-02', String(n + 1), '0')
        ids.unshift(groupBy === 'customer' ? customerId : trackingId)
      }
      // All of one moment: ids decide.
      await owner.query(`update ${groupBy} set created_at = now() where organization_id = $1`, [
        tenant.organizationId,
      ])
      const seen: string[] = []
      const totals: unknown[] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const path = `/v1/reports/conversions?${MARCH}&groupBy=${groupBy}&limit=2`
        const page: z.infer<typeof ConversionsReport> = (
          await api(tenant.admin).get(cursor ? `${path}&cursor=${cursor}` : path)
        ).as(ConversionsReport)
        totals.push(page.totals?.conversions)
        for (const row of page.data)
          seen.push('trackingId' in row ? row.trackingId : 'customerId' in row ? row.customerId : '')
        cursor = page.nextCursor
      }
      expect(seen).toEqual(ids)
      expect(totals).toEqual([15, undefined, undefined])
    },
  )

  it('says the same as CSV, a line for each currency, safe for spreadsheets', async () => {
    const tenant = await newTenant()
    const bakery = await customerOf(tenant, '=1+1', '1234567890', { through: '2026-03-10' })
    const none = await customerOf(tenant, 'None', '2345678901')
    const lead = await trackingOf(tenant, bakery, 'Lead')
    await counts(lead, '2026-03-01', '1.5', '15.10')
    await counts(lead, '2026-03-02', '1', '9.99', 'CHF')
    const csv = async (groupBy: string) =>
      (await api(tenant.admin).get(`/v1/reports/conversions?${MARCH}&groupBy=${groupBy}&format=csv&limit=1`))
        .body
    expect(await csv('customer')).toBe(
      'customerId,name,evidenceWorst,trackings,counting,conversions,value,currency,lastReceivedAt,collectedThrough\n' +
        `${none},None,UNKNOWN,0,0,0,,,,\n` +
        `${bakery},'=1+1,UNKNOWN,1,1,1,9.99,CHF,2026-03-10T12:00:00.000Z,2026-03-10\n` +
        `${bakery},'=1+1,UNKNOWN,1,1,1.5,15.1,EUR,2026-03-10T12:00:00.000Z,2026-03-10\n`,
    )
    expect(await csv('tracking')).toBe(
      'trackingId,name,customerId,customerName,evidenceState,conversions,value,currency,lastReceivedAt,collectedThrough\n' +
        `${lead},Lead,${bakery},'=1+1,COUNTING,1,9.99,CHF,2026-03-10T12:00:00.000Z,2026-03-10\n` +
        `${lead},Lead,${bakery},'=1+1,COUNTING,1.5,15.1,EUR,2026-03-10T12:00:00.000Z,2026-03-10\n`,
    )
    expect(await csv('day')).toMatch(
      /^date,conversions,value,currency\n2026-03-01,1.5,15.1,EUR\n2026-03-02,1,9.99,CHF\n2026-03-03,0,,\n/,
    )
  })

  it('is empty for another organization, which gets the same for a foreign and an absent customer', async () => {
    const tenant = await newTenant()
    const customerId = await customerOf(tenant, 'Bakery', '1234567890', { through: '2026-03-10' })
    await counts(await trackingOf(tenant, customerId, 'Lead'), '2026-03-02', '5', '50')
    const { admin } = await newTenant()
    for (const groupBy of ['customer', 'tracking', 'day']) {
      const path = `/v1/reports/conversions?${MARCH}&groupBy=${groupBy}`
      const foreign = await api(admin).get(`${path}&customerId=${customerId}`)
      const absent = await api(admin).get(`${path}&customerId=${crypto.randomUUID()}`)
      expect(foreign.body).toEqual(absent.body)
      expect(foreign.as(ConversionsReport).totals).toMatchObject({ conversions: 0, trackings: { total: 0 } })
      expect((await api(admin).get(path)).as(ConversionsReport)).toMatchObject({
        collectedThrough: null,
        accountsNeverCollected: 0,
        totals: { amounts: [] },
      })
    }
  })

  it('rejects a window that is none, too long or given twice', async () => {
    const { admin } = await newTenant()
    for (const [query, name] of [
      ['from=2026-03-02&until=2026-03-01', 'query.from'],
      ['from=2024-01-01&until=2026-03-01', 'query.from'],
      ['from=2026-03-01&days=5', 'query.days'],
      ['days=0', 'query.days'],
      ['days=367', 'query.days'],
      ['groupBy=campaign', 'query.groupBy'],
      ['limit=1001', 'query.limit'],
      ['cursor=made-up', 'query.cursor'],
    ]) {
      expect((await api(admin).get(`/v1/reports/conversions?${query}`)).faults).toEqual([name])
    }
  })
})

describe('the conversions of a customer', () => {
  it('are the days of each tracking with its verdict, and how far the account is read, in one round trip', async () => {
    const tenant = await newTenant()
    const customerId = await customerOf(tenant, 'Bakery', '1234567890', {
      timeZone: 'Pacific/Kiritimati',
      through: '2026-03-10',
    })
    const lead = await trackingOf(tenant, customerId, 'Lead')
    const silent = await trackingOf(tenant, customerId, 'Silent', 'AWAITING_FIRST')
    const numbers = { observed: 9, expected: 8, days: 14 }
    const evidence = { rule: 'as_before', lastConversionOn: '2026-03-10', numbers }
    await owner.query('update tracking set evidence = $2 where id = $1', [
      lead,
      { googleAds: { state: 'COUNTING', ...evidence } },
    ])
    await owner.query(`update evidence_account set error_code = 'grant_revoked' where organization_id = $1`, [
      tenant.organizationId,
    ])
    const ago = (days: number) => daysAgo('Pacific/Kiritimati', days)
    await counts(lead, ago(91), '100', '1000')
    await counts(lead, ago(90), '0.333', '3.33')
    await counts(lead, ago(1), '2', '20', 'CHF')
    await counts(lead, ago(2), '0', '0', 'USD')

    const response = await api(tenant.admin).get(`/v1/customers/${customerId}/conversions`)
    const judged = { evidenceCheckedAt: null, lastReceivedAt: '2026-03-10T12:00:00.000Z' }
    expect(response.as(CustomerConversions)).toEqual({
      from: ago(90),
      until: ago(1),
      account: {
        ...{ googleAdsAccountId: '1234567890', timeZone: 'Pacific/Kiritimati', currency: 'EUR' },
        ...{ collectedFrom: null, collectedThrough: '2026-03-10', collectedAt: '2026-03-11T05:00:00.000Z' },
        nextCollectionAt: '2026-03-12T05:00:00.000Z',
        errorCode: 'grant_revoked',
        errorMessage: expect.stringContaining('Connect the Google account again'),
      },
      totals: {
        conversions: 2.333,
        amounts: [
          { currency: 'CHF', conversions: 2, value: 20 },
          { currency: 'EUR', conversions: 0.333, value: 3.33 },
        ],
      },
      data: [
        {
          ...{ trackingId: lead, name: 'Lead', evidenceState: 'COUNTING', ...judged },
          evidence: { ...evidence, summary: expect.stringContaining('It counts: 9 conversions') },
          days: [
            { date: ago(90), conversions: 0.333, value: 3.33, currency: 'EUR' },
            { date: ago(1), conversions: 2, value: 20, currency: 'CHF' },
          ],
        },
        {
          ...{ trackingId: silent, name: 'Silent', evidenceState: 'AWAITING_FIRST', ...judged },
          ...{ evidence: null, days: [] },
        },
      ],
      nextCursor: null,
    })
    expect(response.roundTrips).toEqual(onTheWire(1))

    const csv = await api(tenant.admin).get(`/v1/customers/${customerId}/conversions?format=csv`)
    expect(csv.body).toBe(
      'trackingId,name,evidenceState,date,conversions,value,currency\n' +
        `${lead},Lead,COUNTING,${ago(90)},0.333,3.33,EUR\n${lead},Lead,COUNTING,${ago(1)},2,20,CHF\n`,
    )
    const [first] = (await api(tenant.admin).get(`/v1/customers/${customerId}/conversions?limit=1`)).as(
      CustomerConversions,
    ).data
    expect(first?.trackingId).toBe(lead)
  })

  it('are none of a customer without trackings and account, and 404 of a foreign one', async () => {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant)
    const none = { account: null, totals: { conversions: 0, amounts: [] }, data: [], nextCursor: null }
    const response = await api(tenant.admin).get(`/v1/customers/${id}/conversions?days=1`)
    expect(response.as(CustomerConversions)).toMatchObject(none)
    const { admin } = await newTenant()
    for (const format of ['json', 'csv']) {
      expect((await api(admin).get(`/v1/customers/${id}/conversions?format=${format}`)).status).toBe(404)
    }
  })
})

it('no view of a report can be written by the app', async () => {
  const views = await owner.query<{ name: string; writable: boolean }>(
    `select c.oid::regclass::text as name, has_table_privilege('oct_app', c.oid, 'insert, update, delete') as writable
     from pg_class c where c.relkind = 'v' and c.relname like 'report%'`,
  )
  expect(views.rows.length).toBeGreaterThan(10)
  expect(views.rows.filter(({ writable }) => writable)).toEqual([])
})
