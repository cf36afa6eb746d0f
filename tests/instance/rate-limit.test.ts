import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { purgeRateLimits } from '../../lib/cron/purge-rate-limits.ts'
import { closeSystemPool } from '../../lib/db/system-pool.ts'
import { RATE_LIMITS, rateLimiters } from '../../lib/http/limits/rate-limit.ts'
import { onTheWire } from '../fixtures/accelerate-mode.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { type BreakableWire, breakableWire } from '../fixtures/breakable-wire.ts'
import { connectedCustomer, newCustomer } from '../fixtures/connection.ts'
import { ownerPool, workerDatabase } from '../fixtures/database.ts'
import { newPerson, newTenant } from '../fixtures/tenant.ts'

apiTests()
const owner = ownerPool()
let system: BreakableWire

beforeAll(async () => {
  system = await breakableWire(workerDatabase().system)
  process.env['SYSTEM_DATABASE_URL'] = system.url
})
afterAll(async () => {
  await closeSystemPool()
  await system.close()
})

const shop = { name: 'Shop', websiteUrl: 'https://shop.example' }

/** Makes it look as if so many requests had been counted in a minute that ends so many seconds from now. */
async function counted(policy: string, id: string, points: number, endsIn = 30): Promise<void> {
  await owner.query(
    `insert into app.rate_limit (key, points, expire) values ($1, $2, $3)
     on conflict (key) do update set points = excluded.points, expire = excluded.expire`,
    [`${policy}:${id}`, points, Date.now() + endsIn * 1000],
  )
}

async function pointsOf(policy: string, id: string): Promise<number | undefined> {
  const key = `${policy}:${id}`
  const { rows } = await owner.query<{ points: number }>('select points from app.rate_limit where key = $1', [
    key,
  ])
  return rows[0]?.points
}

async function countCustomers(organizationId: string): Promise<number | null> {
  return (await owner.query('select from customer where organization_id = $1', [organizationId])).rowCount
}

describe('a write', () => {
  it('counts for the person and the organization, and says what is left', async () => {
    const { admin, organizationId } = await newTenant()
    const response = await api(admin).post('/v1/customers', shop)
    expect(response.headers.get('ratelimit-policy')).toBe(
      '"write";q=600;w=60, "write-organization";q=3000;w=60',
    )
    expect(response.headers.get('ratelimit')).toMatch(/"write";r=\d+;t=\d+/)
    expect(await pointsOf('write', admin.uid)).toBe(1)
    expect(await pointsOf('write-organization', organizationId)).toBe(1)
  })

  it('beyond the person’s limit has not happened', async () => {
    const { admin, organizationId, join } = await newTenant()
    await counted('write', admin.uid, 600)
    const response = await api(admin).post('/v1/customers', shop)
    expect(response.problem).toMatchObject({ status: 429, code: 'rate_limited' })
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(25)
    expect(response.headers.get('ratelimit')).toMatch(/"write";r=0;t=(29|30)/)
    expect(await countCustomers(organizationId)).toBe(0)
    expect((await api(await join('MEMBER')).post('/v1/customers', shop)).status).toBe(201)
  })

  it('is rejected from memory from then on', async () => {
    const { admin } = await newTenant()
    await counted('write', admin.uid, 600)
    for (let asked = 0; asked < 3; asked += 1)
      expect((await api(admin).post('/v1/customers', shop)).status).toBe(429)
    expect(await pointsOf('write', admin.uid)).toBe(601)
  })

  it('beyond the organization’s limit is rejected for each of its members, and for no other caller', async () => {
    const [ours, theirs] = [await newTenant(), await newTenant()]
    await counted('write-organization', ours.organizationId, 3_000)
    for (const person of [ours.admin, await ours.join('MEMBER')])
      expect((await api(person).post('/v1/customers', shop)).status).toBe(429)
    expect((await api(ours.admin).get('/v1/customers')).status).toBe(200)
    expect((await api(theirs.admin).post('/v1/customers', shop)).status).toBe(201)
  })

  it('is let pass again when the minute is over', async () => {
    const { admin } = await newTenant()
    await counted('write', admin.uid, 600, -1)
    expect((await api(admin).post('/v1/customers', shop)).status).toBe(201)
    expect(await pointsOf('write', admin.uid)).toBe(1)
  })

  it('that is wrong counts too, and beyond the limit hears of the limit', async () => {
    const { admin } = await newTenant()
    expect((await api(admin).post('/v1/customers', {})).status).toBe(400)
    expect(await pointsOf('write', admin.uid)).toBe(1)
    await counted('write', admin.uid, 600)
    expect((await api(admin).post('/v1/customers', {})).status).toBe(429)
  })

  it('goes through while the counts cannot be reached', async () => {
    const { admin } = await newTenant()
    await system.cutAll()
    const response = await api(admin).post('/v1/customers', shop)
    await system.restore()
    expect([response.status, response.headers.get('ratelimit')]).toEqual([
      201,
      expect.stringMatching(/"write";r=599/),
    ])
  })

  it('frees its Idempotency-Key when it is rejected', async () => {
    const tenant = await newTenant()
    const once = api(tenant.admin).with({ 'idempotency-key': randomUUID() })
    await counted('write-organization', tenant.organizationId, 3_000, 1)
    expect((await once.post('/v1/customers', shop)).status).toBe(429)
    const { rowCount } = await owner.query('select from idempotency_key where organization_id = $1', [
      tenant.organizationId,
    ])
    expect(rowCount).toBe(0)
  })
})

describe('a sign-up', () => {
  const signUp = (address: string) =>
    api(newPerson(), { 'x-real-ip': address }).post('/v1/organization', { name: 'Agency' })

  it('is one of twenty that come from an address in a day, over all instances', async () => {
    await counted('sign-up-address', '192.0.2.7', 19, 80_000)
    expect((await signUp('192.0.2.7')).status).toBe(201)
    const rejected = await signUp('192.0.2.7')
    expect(rejected.problem).toMatchObject({ status: 429, code: 'rate_limited' })
    expect(Number(rejected.headers.get('retry-after'))).toBeGreaterThan(79_000)
    expect(rejected.headers.get('ratelimit-policy')).toContain('"sign-up-address";q=20;w=86400')
    expect((await signUp('::ffff:192.0.2.7')).status).toBe(429)
    expect((await signUp('192.0.2.8')).status).toBe(201)
  })

  it('from another address of the same IPv6 network counts with it', async () => {
    const [one, other] = ['2001:db8:aaaa:1::1', '2001:db8:aaaa:1:ffff::2']
    await counted('sign-up-address', '2001:db8:aaaa:1::/64', 19, 80_000)
    expect((await signUp(one)).status).toBe(201)
    expect((await signUp(other)).status).toBe(429)
    expect((await signUp('2001:db8:aaaa:2::1')).status).toBe(201)
  })

  it('founds nothing beyond the limit, and counts when it fails', async () => {
    const person = newPerson()
    const from = api(person, { 'x-real-ip': '192.0.2.9' })
    expect((await from.post('/v1/organization', {})).status).toBe(400)
    expect(await pointsOf('sign-up-address', '192.0.2.9')).toBe(1)
    await counted('sign-up-address', '192.0.2.9', 20, 80_000)
    expect((await from.post('/v1/organization', { name: 'Agency' })).status).toBe(429)
    const { rowCount } = await owner.query('select from user_account where firebase_uid = $1', [person.uid])
    expect(rowCount).toBe(0)
  })

  it('limits nothing else that comes from its address', async () => {
    await counted('sign-up-address', '192.0.2.10', 20, 80_000)
    const { admin } = await newTenant()
    expect((await api(admin, { 'x-real-ip': '192.0.2.10' }).post('/v1/customers', shop)).status).toBe(201)
  })
})

describe('what may ask Google', () => {
  it('is not begun beyond its limit', async () => {
    const tenant = await newTenant()
    const { id } = await connectedCustomer(tenant)
    await counted('google-organization', tenant.organizationId, 180)
    expect((await api(tenant.admin).post(`/v1/customers/${id}/sync`)).status).toBe(429)
    const { rowCount } = await owner.query('select from sync_run where customer_id = $1', [id])
    expect(rowCount).toBe(0)
  })
})

describe('a read', () => {
  it('is counted by the instance alone, at no cost', async () => {
    const tenant = await newTenant()
    await newCustomer(tenant)
    const response = await api(tenant.admin).get('/v1/customers')
    expect([response.log?.['statements'], response.headers.get('ratelimit')]).toEqual([
      onTheWire(1),
      expect.stringMatching(/^"read";r=29\d\d;t=\d+$/),
    ])
    expect(await pointsOf('read', tenant.admin.uid)).toBeUndefined()
  })
})

describe('the counts', () => {
  it('are one for all instances', async () => {
    const limits = { ...RATE_LIMITS, write: { shared: true, caller: 4 } }
    const [one, other] = [rateLimiters(limits), rateLimiters(limits)]
    const caller = randomUUID()
    const ask = (instance: typeof one) =>
      instance('write', 'caller', caller, () => undefined).then(
        () => true,
        () => false,
      )
    const responses = await Promise.all([one, other, one, other, one, other].map(ask))
    expect(responses.filter((allowed) => allowed)).toHaveLength(4)
    expect([await ask(one), await ask(other)]).toEqual([false, false])
  })

  it('are forgotten an hour after their minute', async () => {
    const id = randomUUID()
    await counted('write', id, 5, 0)
    await purgeRateLimits(() => new Date(Date.now() + 3_590_000))
    expect(await pointsOf('write', id)).toBe(5)
    await purgeRateLimits(() => new Date(Date.now() + 3_610_000))
    expect(await pointsOf('write', id)).toBeUndefined()
  })
})
