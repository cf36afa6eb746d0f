import { describe, expect, it } from 'vitest'
import { getActivityReport } from '../../lib/reports/get-activity-report.ts'
import { withTenant } from '../../lib/tenant/with-tenant.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { newCustomer } from '../fixtures/connection.ts'
import { ownerPool } from '../fixtures/database.ts'
import { sampled } from '../fixtures/depth.ts'
import { inSession } from '../fixtures/in-session.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

apiTests()
const owner = ownerPool()
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const formats = new Map<string, Intl.DateTimeFormat>()

/** What clocks of a zone show at a moment, by the zone data of V8: `2024-10-27 00:30:00`. */
function clockAt(moment: number, timeZone: string): string {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  formats.set(timeZone, format)
  return format.format(moment)
}

const dayOf = (moment: number, timeZone: string) => clockAt(moment, timeZone).slice(0, 10)

/** How far a zone is ahead of UTC at a moment. */
function offsetAt(moment: number, timeZone: string): number {
  return Date.parse(`${clockAt(moment, timeZone).replace(' ', 'T')}Z`) - moment
}

type Transition = { timeZone: string; at: number; before: number; after: number }

/** When the clocks of a zone were changed, found by halving. */
function transitionsOf(timeZone: string, from: number, until: number): Transition[] {
  const found: Transition[] = []
  for (let start = from; start < until; start += 30 * DAY) {
    const [before, after] = [offsetAt(start, timeZone), offsetAt(start + 30 * DAY, timeZone)]
    if (before === after) continue
    let [low, high] = [start, start + 30 * DAY]
    while (high - low > MINUTE) {
      const middle = low + Math.floor((high - low) / 2 / MINUTE) * MINUTE
      if (offsetAt(middle, timeZone) === before) low = middle
      else high = middle
    }
    found.push({ timeZone, at: high, before, after })
  }
  return found
}

/** Whether a clock that shows midnight is near: where days begin twice, late or not at all. */
function atMidnight({ at, before, after }: Transition): boolean {
  const times = [at + before, at + after].map((local) => ((local % DAY) + DAY) % DAY)
  return Math.abs(after - before) >= DAY / 2 || times.some((time) => time <= HOUR || time >= DAY - HOUR)
}

async function trackAt(tenant: NewTenant, moments: readonly number[]): Promise<void> {
  const { id } = await newCustomer(tenant)
  await owner.query(
    `insert into tracking (organization_id, customer_id, name, type, event_name, conversion_category, conversion_counting,
       created_at)
     select $1, $2, 'Event ' || n, 'CUSTOM_EVENT', 'lead', 'SUBMIT_LEAD_FORM', 'ONE_PER_CLICK', to_timestamp(m / 1000)
     from unnest($3::float8[]) with ordinality u (m, n)`,
    [tenant.organizationId, id, moments],
  )
}

async function created(tenant: NewTenant, from: string, until: string): Promise<number[]> {
  // Not over HTTP: there are more days than reports that one caller may ask for in a minute.
  const { days } = await withTenant(await inSession(tenant), { readOnly: true }, (db) =>
    getActivityReport(db, tenant.organizationId, { from, until }),
  )
  return days.map(({ trackingsCreated }) => trackingsCreated)
}

describe('a day of a report', () => {
  it.each([
    [
      'Atlantic/Azores',
      '2024-10-27',
      ['2024-10-26T23:30:00Z', '2024-10-27T00:30:00Z', '2024-10-27T01:30:00Z'],
      2,
    ],
    [
      'America/Havana',
      '2024-11-03',
      ['2024-11-03T03:30:00Z', '2024-11-03T04:30:00Z', '2024-11-03T05:30:00Z'],
      2,
    ],
    // Midnight does not exist: clocks go from 23:59 to 1:00.
    [
      'America/Asuncion',
      '2024-10-06',
      ['2024-10-06T03:30:00Z', '2024-10-06T04:00:00Z', '2024-10-06T04:30:00Z'],
      2,
    ],
    // 23:00 comes twice.
    [
      'America/Asuncion',
      '2024-03-23',
      ['2024-03-24T02:30:00Z', '2024-03-24T03:30:00Z', '2024-03-24T04:30:00Z'],
      2,
    ],
    [
      'Africa/Cairo',
      '2024-04-26',
      ['2024-04-25T21:30:00Z', '2024-04-25T22:00:00Z', '2024-04-26T20:30:00Z'],
      2,
    ],
  ])(
    'in %s, on %s, is the same from whichever day the report begins',
    async (timeZone, day, times, expected) => {
      const tenant = await newTenant()
      await api(tenant.admin).patch('/v1/organization', { timeZone })
      const moments = times.map((time) => Date.parse(time))
      await trackAt(tenant, moments)
      expect(moments.filter((moment) => dayOf(moment, timeZone) === day)).toHaveLength(expected)
      const [before, after] = [-DAY, DAY].map((by) =>
        new Date(Date.parse(day) + by).toISOString().slice(0, 10),
      )
      expect(await created(tenant, day, day)).toEqual([expected])
      expect((await created(tenant, before ?? '', day))[1]).toBe(expected)
      expect((await created(tenant, day, after ?? ''))[0]).toBe(expected)
    },
  )

  it('has what V8 says was on it, in every zone on every day on which clocks were changed around midnight', async () => {
    const tenant = await newTenant()
    const [from, until] = [Date.UTC(2008, 0, 1), Date.UTC(2025, 0, 1)]
    const zones = Intl.supportedValuesOf('timeZone')
    const all = zones.flatMap((timeZone) => transitionsOf(timeZone, from, until))
    const cases = sampled(all.filter(atMidnight), 12, ({ timeZone }) => timeZone)
    expect(cases.length).toBeGreaterThan(20)
    const offsets = [-26, -25, -24, -2, -1.5, -1, -0.5, -0.01, 0, 0.01, 0.5, 1, 1.5, 2, 22, 23, 24, 25]
    const moments = [...new Set(cases.flatMap(({ at }) => offsets.map((hours) => at + hours * HOUR)))]
    await trackAt(tenant, moments)
    const wrong: string[] = []
    let zone: string | undefined
    for (const { timeZone, at } of cases.toSorted((a, b) => a.timeZone.localeCompare(b.timeZone))) {
      if (zone !== timeZone) await api(tenant.admin).patch('/v1/organization', { timeZone })
      zone = timeZone
      const near = moments.filter((moment) => Math.abs(moment - at) < 3 * DAY)
      for (const day of new Set([-1, 0, 1].map((hours) => dayOf(at + hours * HOUR, timeZone)))) {
        const expected = near.filter((moment) => dayOf(moment, timeZone) === day).length
        const [counted] = await created(tenant, day, day)
        if (counted !== expected) wrong.push(`${timeZone} ${day}: ${counted}, not ${expected}`)
      }
    }
    expect(wrong).toEqual([])
  })
})
