import { describe, expect, it } from 'vitest'
import { instantOf } from '../../lib/evidence/instant-of.ts'
import { localDay } from '../../lib/evidence/local-day.ts'
import { nextCollection } from '../../lib/evidence/next-collection.ts'
import { readWindow } from '../../lib/evidence/read-window.ts'

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Tongatapu',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'America/Sao_Paulo',
]
const NEVER = { from: null, through: null, longReadAt: null }

describe('a moment of a time zone', () => {
  it.each([
    ['2026-11-30 08:15:00', 'UTC', '2026-11-30T08:15:00.000Z'],
    ['2026-11-30 08:15:00', 'Europe/Berlin', '2026-11-30T07:15:00.000Z'],
    ['2026-07-01 08:15:00', 'Europe/Berlin', '2026-07-01T06:15:00.000Z'],
    ['2026-11-30 08:15:00', 'Pacific/Tongatapu', '2026-11-29T19:15:00.000Z'],
    ['2026-11-30 08:15:00', 'Asia/Kathmandu', '2026-11-30T02:30:00.000Z'],
    ['2026-11-30 23:15:00', 'America/New_York', '2026-12-01T04:15:00.000Z'],
    // The day on which clocks are set forward at 2, and back at 3.
    ['2026-03-29 01:59:59', 'Europe/Berlin', '2026-03-29T00:59:59.000Z'],
    ['2026-03-29 03:00:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['2026-10-25 03:00:00', 'Europe/Berlin', '2026-10-25T02:00:00.000Z'],
  ])('%s of %s is %s', (time, zone, moment) => {
    expect(instantOf(time, zone).toISOString()).toBe(moment)
  })

  it('is on the day that the zone’s clocks show', () => {
    const at = new Date('2026-11-30T11:30:00Z')
    expect(ZONES.map((zone) => localDay(at, zone))).toEqual([
      ...Array.from({ length: 6 }, () => '2026-11-30'),
      '2026-12-01',
      '2026-12-01',
      '2026-11-30',
      '2026-11-30',
    ])
  })
})

describe('the next collection', () => {
  const account = (id: number) => ({ organizationId: 'organization', adsAccountId: String(id) })

  it('is on the next day of the account’s zone, from 3 to 9 o’clock, all year', () => {
    for (const zone of ZONES) {
      for (let hour = 0; hour < 366 * 24; hour += 101) {
        const now = new Date(Date.UTC(2026, 0, 1, hour, 30))
        const next = nextCollection(now, zone, account(hour))
        const at = Object.fromEntries(
          new Intl.DateTimeFormat('en', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' })
            .formatToParts(next)
            .map(({ type, value }) => [type, value]),
        )
        const tomorrow = new Date(Date.parse(localDay(now, zone)) + 86_400_000).toISOString().slice(0, 10)
        expect([zone, localDay(next, zone)]).toEqual([zone, tomorrow])
        expect(Number(at['hour'])).toBeGreaterThanOrEqual(3)
        expect(Number(at['hour'])).toBeLessThan(9)
      }
    }
  })

  it('is at the same time every day, and spreads accounts over the hours', () => {
    const now = new Date('2026-11-30T12:00:00Z')
    const times = Array.from({ length: 600 }, (_, id) => nextCollection(now, 'UTC', account(id)).getTime())
    expect(nextCollection(now, 'UTC', account(0)).getTime()).toBe(times[0])
    for (let hour = 3; hour < 9; hour += 1) {
      const start = Date.parse('2026-12-01') + hour * 3_600_000
      const within = times.filter((time) => time >= start && time < start + 3_600_000)
      expect(within.length).toBeGreaterThan(60)
    }
  })
})

describe('the days that are read', () => {
  const now = new Date('2026-11-30T12:00:00Z')

  it('end with yesterday in the account’s zone', () => {
    const through = (zone: string) => readWindow(now, zone, NEVER).through
    expect(through('UTC')).toBe('2026-11-29')
    expect(through('Pacific/Tongatapu')).toBe('2026-11-30')
    expect(readWindow(new Date('2026-11-30T02:00:00Z'), 'America/New_York', NEVER).through).toBe('2026-11-28')
  })

  it('are 90 the first time and once a week, else 30', () => {
    const first = readWindow(now, 'UTC', NEVER)
    expect(first).toEqual({
      from: '2026-09-01',
      through: '2026-11-29',
      isLong: true,
      knownFrom: '2026-09-01',
    })
    const since = (hours: number) => ({
      from: '2026-02-01',
      through: '2026-11-28',
      longReadAt: new Date(now.getTime() - hours * 3_600_000),
    })
    expect(readWindow(now, 'UTC', since(167))).toEqual({
      from: '2026-10-31',
      through: '2026-11-29',
      isLong: false,
      knownFrom: '2026-02-01',
    })
    expect(readWindow(now, 'UTC', since(168))).toMatchObject({ from: '2026-09-01', isLong: true })
  })

  it('are 90 after a gap of weeks, and nothing before a longer gap is known', () => {
    const longReadAt = new Date(now.getTime() - 86_400_000)
    const afterGap = (through: string) => readWindow(now, 'UTC', { from: '2026-02-01', through, longReadAt })
    expect(afterGap('2026-10-30')).toMatchObject({ isLong: false, knownFrom: '2026-02-01' })
    expect(afterGap('2026-10-29')).toMatchObject({ isLong: true, knownFrom: '2026-02-01' })
    expect(afterGap('2026-08-31')).toMatchObject({ from: '2026-09-01', knownFrom: '2026-02-01' })
    expect(afterGap('2026-08-30')).toMatchObject({ from: '2026-09-01', knownFrom: '2026-09-01' })
  })
})
