import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unavailable } from '../../lib/db/database-error.ts'
import { Health } from '../../lib/health/health-view.ts'
import { OutsideTenantError } from '../../lib/tenant/outside-tenant-error.ts'
import { ScopeViolationError } from '../../lib/tenant/scope.ts'
import { TenantAccessDeniedError } from '../../lib/tenant/tenant-access-denied-error.ts'
import { closeTenantConnection, tenantConnection } from '../../lib/tenant/tenant-db.ts'
import { SwallowedFailureError, type TenantDb, withTenant } from '../../lib/tenant/with-tenant.ts'
import { startAccelerate } from '../fixtures/accelerate.ts'
import { api } from '../fixtures/api.ts'
import { ownerPool, workerDatabase } from '../fixtures/database.ts'
import { databaseOf, databaseUrls } from '../fixtures/database-urls.ts'
import { type FullTenant, fullTenant } from '../fixtures/full-tenant.ts'
import { settings } from '../fixtures/settings.ts'

const owner = ownerPool()
let accelerate: Awaited<ReturnType<typeof startAccelerate>>
let ours: FullTenant
let theirs: FullTenant

beforeAll(async () => {
  const { admin } = workerDatabase()
  accelerate = await startAccelerate(databaseUrls(admin, databaseOf(admin)).app)
  process.env['DATABASE_URL'] = accelerate.url
  ours = await fullTenant(owner)
  theirs = await fullTenant(owner)
})
afterAll(async () => {
  await closeTenantConnection()
  await accelerate.close()
})

const read = <T>(work: (db: TenantDb) => Promise<T>) => withTenant(ours.tenant(), { readOnly: true }, work)
const write = <T>(work: (db: TenantDb) => Promise<T>) => withTenant(ours.tenant(), {}, work)

describe('over Accelerate', () => {
  it('is how these tests reach the database', () => {
    expect(tenantConnection().mode).toBe('accelerate')
  })

  it('reads go through the scoped client as well', async () => {
    const where = { organizationId: theirs.organizationId }
    const reads: ((db: TenantDb) => Promise<unknown>)[] = [
      (db) => db.customer.findMany({ where }),
      (db) => db.customer.findFirst({ where }),
      (db) => db.customer.count({ where }),
      (db) => db.customer.aggregate({ where, _count: true }),
      (db) => db.customer.groupBy({ where, by: ['status'] }),
      (db) => db.customer.updateMany({ where, data: { name: 'taken over' } }),
    ]
    for (const each of reads) await expect(read(each)).rejects.toBeInstanceOf(ScopeViolationError)
    await expect(tenantConnection().prisma.customer.findMany()).rejects.toBeInstanceOf(OutsideTenantError)
  })

  it('no result is kept in the cache, whose key does not know the tenant', async () => {
    const cached: object = { cacheStrategy: { ttl: 60 } }
    await expect(read((db) => db.customer.findMany(cached))).rejects.toBeInstanceOf(ScopeViolationError)
  })

  it('many tenants in one tick keep apart', async () => {
    const tasks = Array.from({ length: 40 }, (_, index) => {
      const own = index % 2 ? ours : theirs
      return withTenant(own.tenant(), { readOnly: true }, (db) =>
        db.customer.findUnique({ where: { id: theirs.ids.Customer } }),
      )
    })
    const found = await Promise.all(tasks)
    expect(found.map((row) => row?.id)).toEqual(
      tasks.map((_, index) => (index % 2 ? undefined : theirs.ids.Customer)),
    )
  })

  it('a session is checked, and reports why access was denied', async () => {
    const intruder = { ...ours.tenant(), organizationId: theirs.organizationId }
    await expect(withTenant(intruder, {}, async () => 'done')).rejects.toEqual(
      new TenantAccessDeniedError('not_a_member'),
    )
  })

  it('a read cannot write', async () => {
    const work = read((db) => db.customer.updateMany({ data: { name: 'written' } }))
    await expect(work).rejects.toThrow(/read-only transaction/)
  })

  it('a swallowed failure is no success', async () => {
    const work = write(async (db) => {
      await db.$executeRaw`select 1 / 0`.catch(() => undefined)
    })
    await expect(work).rejects.toEqual(new SwallowedFailureError())
  })

  it('what PostgreSQL asks to repeat is repeated', async () => {
    let tries = 0
    await withTenant(ours.tenant(), { isolation: 'RepeatableRead' }, async (db) => {
      tries += 1
      await db.customer.findFirstOrThrow()
      if (tries === 1)
        await owner.query('update customer set version = version + 1 where id = $1', [ours.ids.Customer])
      await db.customer.updateMany({ data: { name: 'changed twice' } })
    })
    expect(tries).toBe(2)
  })

  it('Accelerate out of reach is a database out of reach', async () => {
    await accelerate.close()
    const failures = await Promise.all([
      read((db) => db.customer.findMany()).catch((error: unknown) => error),
      write((db) => db.$executeRaw`select 1`).catch((error: unknown) => error),
    ])
    for (const failure of failures) expect(unavailable(failure)).toMatchObject({ code: 'unavailable' })
    // Its client does not say whether the statement was sent.
    const { problem } = await api().get('/v1/connections/callback?state=s&code=c')
    expect(problem).toMatchObject({ status: 503, code: 'outcome_unknown' })
    const health = await api({ token: settings.CRON_SECRET }).get('/health')
    expect(health).toMatchObject({ status: 503, body: { status: 'fail' } })
    const { checks = [] } = Health.parse(health.body)
    // Chains that other tests have broken are no matter of the connection.
    const failed = checks
      .filter(({ status, check }) => status === 'fail' && check !== 'audit-chains')
      .map(({ check }) => check)
    expect(failed).toEqual([
      'database',
      'database-login',
      'database-login-settings',
      'clock',
      'claim-keys',
      'row-security',
      'tenant-read',
    ])
  })
})
