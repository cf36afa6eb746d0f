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
async function take(seconds: number, organizationId = ALONE): Promise<QuotaResponse> {
  const at = new Date(Date.UTC(2026, 2, 3, 20) + seconds * 1_000)
  const [response] = await callSystem<QuotaResponse>('select * from app.take_quota_slot($1, $2)', [
    organizationId,
    at,
  ])
  if (!response) throw new Error('no response')
  return response
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
    const [first, second, third] = [randomUUID(), randomUUID(), randomUUID()]
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
