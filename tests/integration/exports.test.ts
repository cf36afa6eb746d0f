import { setImmediate as endOfTurn } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { inTurn } from '../../lib/audit/in-turn.ts'
import { withTenant } from '../../lib/tenant/with-tenant.ts'
import { api, apiTests, fetchFunction } from '../fixtures/api.ts'
import { auditLog } from '../fixtures/audit.ts'
import { ownerPool } from '../fixtures/database.ts'
import { inSession } from '../fixtures/in-session.ts'
import { type NewTenant, newTenant, type Person } from '../fixtures/tenant.ts'

apiTests()
const owner = ownerPool()

const PATHS = ['/v1/audit-log/export', '/v1/audit-log/export?format=csv', '/v1/audit-log/verify?from=start']

/** Begins an export and reads nothing of it yet. */
async function begin({ token }: Person, path = '/v1/audit-log/export'): Promise<Response> {
  const headers = { authorization: `Bearer ${token}` }
  return fetchFunction(new Request(`https://api.test/api${path}`, { headers }))
}

const isHeld = async ({ organizationId }: NewTenant): Promise<boolean> => {
  const { rowCount } = await owner.query('select from app.export_lease where organization_id = $1', [
    organizationId,
  ])
  return rowCount === 1
}

describe('an export of the audit log', () => {
  it.each(PATHS)('keeps %s of the same organization waiting until its end', async (path) => {
    const tenant = await newTenant()
    const other = await tenant.join('ADMIN')
    const first = await begin(tenant.admin)
    const rejected = await api(other).get(path)
    expect(rejected.problem).toMatchObject({ status: 429, code: 'rate_limited' })
    expect(rejected.problem.detail).toContain('one runs at a time')
    expect(rejected.headers.get('retry-after')).toBe('10')
    expect(await first.text()).toMatch(/"entries":3,"checkpoints":0\}$/m)
    expect((await api(other).get(path)).status).toBe(200)
  })

  it('that was kept waiting is not on record', async () => {
    const tenant = await newTenant()
    const first = await begin(tenant.admin)
    await api(tenant.admin).get('/v1/audit-log/export')
    await first.text()
    const exports = (await auditLog(tenant)).filter(({ action }) => action === 'auditLog.export')
    expect(exports).toHaveLength(1)
  })

  it('keeps no other organization waiting, however many there are at once', async () => {
    const tenants = await Promise.all(Array.from({ length: 6 }, () => newTenant()))
    const begun = await Promise.all(tenants.map(({ admin }) => begin(admin)))
    expect(begun.map(({ status }) => status)).toEqual(tenants.map(() => 200))
    const texts = await Promise.all(begun.map((response) => response.text()))
    expect(texts.every((text) => text.endsWith('"entries":2,"checkpoints":0}\n'))).toBe(true)
  })

  it('of twenty that are begun at once is one', async () => {
    const tenant = await newTenant()
    const admins = [tenant.admin, await tenant.join('ADMIN')]
    const begun = await Promise.all(
      Array.from({ length: 20 }, (_, n) => begin(admins[n % 2] ?? tenant.admin)),
    )
    expect(begun.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(begun.filter(({ status }) => status === 429)).toHaveLength(19)
    await Promise.all(begun.map((response) => response.text()))
    expect(await isHeld(tenant)).toBe(false)
  })

  it('whose receiver is gone before it was begun to be sent keeps nobody waiting', async () => {
    const tenant = await newTenant()
    const first = await begin(tenant.admin)
    await first.body?.cancel()
    await vi.waitFor(async () => expect(await isHeld(tenant)).toBe(false))
  })

  it('that is rejected for its input takes nothing', async () => {
    const tenant = await newTenant()
    expect((await api(tenant.admin).get('/v1/audit-log/export?format=xml')).status).toBe(400)
    expect((await api(await tenant.join('MEMBER')).get('/v1/audit-log/export')).status).toBe(403)
    expect(await isHeld(tenant)).toBe(false)
  })

  it('whose function was killed keeps others waiting until its lease is over, and then takes nothing back', async () => {
    const tenant = await newTenant()
    const killed = await begin(tenant.admin)
    await owner.query(
      `update app.export_lease set until = now() - interval '1 second' where organization_id = $1`,
      [tenant.organizationId],
    )
    const second = await begin(tenant.admin)
    expect(second.status).toBe(200)
    await killed.text()
    expect(await isHeld(tenant)).toBe(true)
    await second.text()
    expect(await isHeld(tenant)).toBe(false)
  })

  it('is ended by no other organization, which knows the mark of its lease', async () => {
    const [tenant, other] = [await newTenant(), await newTenant()]
    const first = await begin(tenant.admin)
    const { rows } = await owner.query<{ owner: string }>(
      'select owner from app.export_lease where organization_id = $1',
      [tenant.organizationId],
    )
    await withTenant(
      await inSession(other),
      {},
      (db) => db.$queryRaw`select app.release_export(${rows[0]?.owner}::uuid)::text`,
    )
    expect(await isHeld(tenant)).toBe(true)
    await first.text()
  })

  it('holds its lease for as long as its function may live', async () => {
    const tenant = await newTenant()
    const first = await begin(tenant.admin)
    const { rows } = await owner.query<{ seconds: number }>(
      `select extract(epoch from until - now())::float as seconds from app.export_lease where organization_id = $1`,
      [tenant.organizationId],
    )
    await first.text()
    expect(rows[0]?.seconds).toBeGreaterThan(290)
    expect(rows[0]?.seconds).toBeLessThanOrEqual(300)
  })
})

describe('the batches of exports and verifications', () => {
  it('of an instance are read one at a time, and others come in between', async () => {
    let reading = 0
    const order: string[] = []
    const batch = (name: string) => async () => {
      reading += 1
      expect(reading).toBe(1)
      await endOfTurn()
      reading -= 1
      order.push(name)
    }
    const batches = ['a', 'b', 'c'].map((name) => inTurn(batch(name)))
    const request = endOfTurn().then(() => order.push('request'))
    await Promise.all([...batches, request])
    expect(order.indexOf('request')).toBeLessThan(order.indexOf('c'))
  })

  it('go on after one that failed', async () => {
    const failed = inTurn(() => Promise.reject(new Error('lost')))
    const next = inTurn(async () => 'read')
    await expect(failed).rejects.toThrow('lost')
    expect(await next).toBe('read')
  })
})
