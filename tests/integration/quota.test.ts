import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { callSystem, closeSystemPool } from '../../lib/db/system-pool.ts'
import { apiTests } from '../fixtures/api.ts'
import { connectedCustomer } from '../fixtures/connection.ts'
import { ownerPool } from '../fixtures/database.ts'
import { quietQueue } from '../fixtures/queue.ts'
import { newTenant } from '../fixtures/tenant.ts'

apiTests()
const owner = ownerPool()
const ALONE = '018f0000-0000-7000-8000-00000000a10e'

type QuotaResponse = { granted: boolean; retry_after_ms: number; reason: string | null }

/** Asks for one slot as if it were `seconds` after some Tuesday noon in California. */
async function take(
  seconds: number,
  organizationId = ALONE,
  { project = '', perWindow = 25, perDay = 10_000 } = {},
): Promise<QuotaResponse> {
  const at = new Date(Date.UTC(2026, 2, 3, 20) + seconds * 1_000)
  const [response] = await callSystem<QuotaResponse>(
    'select * from app.take_quota_slot($1, $2, $3, $4, $5)',
    [organizationId, at, project, perWindow, perDay],
  )
  if (!response) throw new Error('no response')
  return response
}

/** An organization that has what a sync needs. */
async function connected(): Promise<string> {
  const tenant = await newTenant()
  await connectedCustomer(tenant)
  return tenant.organizationId
}

/** How many calls are granted one after the other from a moment on. */
async function granted(seconds: number, ...rest: [string?, Parameters<typeof take>[2]?]): Promise<number> {
  for (let calls = 0; ; calls += 1) if (!(await take(seconds, ...rest)).granted) return calls
}

beforeEach(() => quietQueue())

describe('Tag Manager’s quota', () => {
  it('Tag Manager’s quota lends 25 slots, and the next one 102 s after the first', async () => {
    for (let index = 0; index < 25; index += 1) expect((await take(index)).granted).toBe(true)
    expect(await take(25)).toEqual({ granted: false, retry_after_ms: 77_000, reason: 'share' })
    expect((await take(101.999)).granted).toBe(false)
    expect((await take(102)).granted).toBe(true)
    expect((await take(102.5)).granted).toBe(false)
    expect((await take(103)).granted).toBe(true)
  })

  it('Tag Manager’s quota never lets more than 25 calls start in any 100 s', async () => {
    const starts: number[] = []
    let time = 0
    for (let index = 0; index < 400; index += 1) {
      time += (index * 7919) % 9
      if ((await take(time)).granted) starts.push(time)
    }
    const fullest = Math.max(
      ...starts.map((from) => starts.filter((start) => start >= from && start < from + 100).length),
    )
    expect(fullest).toBe(25)
  })

  it('Tag Manager’s quota gives each organization a share while others have due runs, else all of it', async () => {
    const first = await newTenant()
    const second = await newTenant()
    const customer = await connectedCustomer(second)
    await owner.query(
      `insert into sync_run (organization_id, customer_id, run_at) values ($1, $2, '2026-01-01')`,
      [second.organizationId, customer.id],
    )
    for (let index = 0; index < 13; index += 1)
      expect((await take(0, first.organizationId)).granted).toBe(true)
    expect(await take(0, first.organizationId)).toMatchObject({ granted: false, reason: 'share' })
    for (let index = 0; index < 12; index += 1)
      expect((await take(0, second.organizationId)).granted).toBe(true)
    expect(await take(0, second.organizationId)).toMatchObject({ granted: false, reason: 'window' })
  })

  it('Tag Manager’s quota counts 10,000 calls a day, from midnight to midnight Pacific time', async () => {
    await take(0)
    await owner.query('update quota_day set used = 9999')
    expect((await take(1)).granted).toBe(true)
    const rejected = await take(2)
    expect(rejected).toMatchObject({ granted: false, reason: 'day' })
    // 20:00 UTC is noon there in March: twelve hours are left.
    expect(rejected.retry_after_ms).toBe(12 * 3_600_000 - 2_000)
    expect((await take(12 * 3_600)).granted).toBe(true)
  })

  it('the daily quota gives an organization half of what the others left, and one run at least', async () => {
    const [first, second, third] = [await connected(), await connected(), await connected()]
    let seconds = 0
    const next = (organizationId: string) => {
      seconds += 103
      return take(seconds, organizationId)
    }
    const setUsed = (organizationId: string, used: number) =>
      owner.query(
        `with own as (update app.quota_share set used = $2 where organization_id = $1 returning 1)
         update quota_day set used = (select sum(used) from app.quota_share where organization_id <> $1) + $2`,
        [organizationId, used],
      )
    for (const organizationId of [first, second, third]) await next(organizationId)
    await setUsed(first, 4_998)
    expect((await next(first)).granted).toBe(true)
    expect(await next(first)).toMatchObject({ granted: false, reason: 'day_share' })
    await setUsed(second, 2_500)
    expect(await next(second)).toMatchObject({ granted: false, reason: 'day_share' })
    await setUsed(second, 4_990)
    for (let call = 2; call <= 10; call += 1) expect((await next(third)).granted).toBe(true)
    expect(await next(third)).toMatchObject({ granted: false, reason: 'day_share' })
    expect((await take(24 * 3_600, first)).granted).toBe(true)
    const { rows } = await owner.query('select organization_id from app.quota_share')
    expect(rows).toEqual([{ organization_id: first }])
  })

  it('a rejected call uses no slot of the quota', async () => {
    await take(0)
    await owner.query('update quota_day set used = 10000')
    await take(1)
    const { rows } = await owner.query(
      `select count(*)::int as used from quota_slot where granted_at > 'epoch'`,
    )
    expect(rows).toEqual([{ used: 1 }])
    await closeSystemPool()
  })
})

describe('the figures of the quota', () => {
  it('apply with the call that brings them, raised', async () => {
    expect(await granted(0)).toBe(25)
    expect(await granted(1, ALONE, { perWindow: 40 })).toBe(15)
    expect(await granted(2)).toBe(0)
    expect(await granted(102, ALONE, { perWindow: 40 })).toBe(25)
  })

  it('apply with the call that brings them, lowered: no more before enough of the others are over', async () => {
    for (let second = 0; second < 20; second += 1) await take(second)
    const rejected = await take(20, ALONE, { perWindow: 12 })
    // The first nine are over 102 s after the ninth of them.
    expect(rejected).toEqual({ granted: false, retry_after_ms: (8 + 102 - 20) * 1_000, reason: 'share' })
    expect(await granted(109.999, ALONE, { perWindow: 12 })).toBe(0)
    expect(await granted(110, ALONE, { perWindow: 12 })).toBe(1)
  })

  it('of two that are used at once are never passed: neither its own by one caller, nor the larger by both', async () => {
    let time = 0
    const starts: { time: number; perWindow: number }[] = []
    for (let index = 0; index < 600; index += 1) {
      time += (index * 7919) % 7
      const perWindow = index % 3 === 0 ? 30 : 12
      const within = starts.filter((start) => start.time > time - 102).length
      const { granted: started } = await take(time, ALONE, { perWindow })
      expect(started).toBe(within < perWindow)
      if (started) starts.push({ time, perWindow })
    }
    expect(new Set(starts.map(({ perWindow }) => perWindow))).toEqual(new Set([12, 30]))
  })

  it('of the day apply at once, too', async () => {
    const organization = await connected()
    await take(0, organization)
    await owner.query('update quota_day set used = 9990; update app.quota_share set used = 5')
    expect(await take(1, organization, { perDay: 5_000 })).toMatchObject({ granted: false, reason: 'day' })
    expect((await take(1, organization, { perDay: 50_000 })).granted).toBe(true)
    expect((await take(2, organization)).granted).toBe(true)
  })

  it('may be less than one run costs', async () => {
    expect(await granted(0, ALONE, { perWindow: 3, perDay: 10 })).toBe(3)
    expect(await granted(103, ALONE, { perWindow: 3, perDay: 5 })).toBe(0)
  })

  it('are those of one Cloud project, which has nothing to do with another', async () => {
    expect(await granted(0)).toBe(25)
    expect(await granted(0, ALONE, { project: '1234', perWindow: 7 })).toBe(7)
    expect(await granted(0, ALONE, { project: '5678' })).toBe(25)
    const { rows } = await owner.query('select project, used from quota_day order by project')
    expect(rows).toEqual([
      { project: '', used: 25 },
      { project: '1234', used: 7 },
      { project: '5678', used: 25 },
    ])
  })

  it('are never passed by callers at once', async () => {
    const organizations = Array.from({ length: 10 }, () => randomUUID())
    const asked = Array.from({ length: 60 }, (_, n) => take(0, organizations[n % 10], { perWindow: 13 }))
    const responses = await Promise.all(asked)
    expect(responses.filter((response) => response.granted)).toHaveLength(13)
  })
})

describe('organizations without a live connection', () => {
  it('take nothing from the window by runs that cannot be executed', async () => {
    const { organizationId } = await newTenant()
    for (const status of ['DISCONNECTED', 'ERROR']) {
      const idle = await newTenant()
      const customer = await connectedCustomer(idle)
      await owner.query(
        `insert into sync_run (organization_id, customer_id, run_at) values ($1, $2, '2026-01-01')`,
        [idle.organizationId, customer.id],
      )
      await owner.query('update google_connection set status = $2 where organization_id = $1', [
        idle.organizationId,
        status,
      ])
    }
    expect(await granted(0, organizationId)).toBe(25)
  })

  it('share a tenth of the day, however many they are', async () => {
    const used = `insert into app.quota_share (day, organization_id, used, unconnected) values ('2026-03-03', $1, $2, $2)`
    const live = await connected()
    await take(0, live)
    for (const calls of [500, 250, 125, 115]) await owner.query(used, [randomUUID(), calls])
    await owner.query('update quota_day set used = 991')
    const empty = randomUUID()
    expect(await granted(103, empty)).toBe(10)
    expect(await take(206, empty)).toMatchObject({ granted: false, reason: 'day_share' })
    expect(await take(206, randomUUID())).toMatchObject({ granted: false, reason: 'day_share' })
    expect((await take(206, live)).granted).toBe(true)
  })

  it('leave it as soon as they have one', async () => {
    const tenant = await newTenant()
    await owner.query(
      `insert into app.quota_share (day, organization_id, used, unconnected) values ('2026-03-03', $1, 990, 990)`,
      [randomUUID()],
    )
    expect(await granted(0, tenant.organizationId)).toBe(10)
    await connectedCustomer(tenant)
    expect(await granted(103, tenant.organizationId)).toBe(25)
  })
})
