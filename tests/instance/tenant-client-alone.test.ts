import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeTenantConnection, tenantConnection } from '../../lib/tenant/tenant-db.ts'
import { type TenantDb, withTenant } from '../../lib/tenant/with-tenant.ts'
import { withAnyLogin } from '../fixtures/any-login.ts'
import { ownerPool, workerDatabase } from '../fixtures/database.ts'
import { type FullTenant, fullTenant } from '../fixtures/full-tenant.ts'
import '../fixtures/settings.ts'

const owner = ownerPool()
let ours: FullTenant
let theirs: FullTenant

beforeAll(async () => {
  // A superuser passes by every policy: what keeps the tenants apart here is the client's condition and nothing else.
  process.env['DATABASE_URL'] = workerDatabase().admin
  const connection = tenantConnection()
  if (connection.mode === 'postgres') withAnyLogin(connection.pool)
  ours = await fullTenant(owner)
  theirs = await fullTenant(owner)
})
afterAll(() => closeTenantConnection())

const inSession = <T>(work: (db: TenantDb) => Promise<T>, deleted = false): Promise<T> =>
  withTenant(ours.tenant(), deleted ? { deleted: 'include' } : {}, work)

const LISTS: Record<string, (db: TenantDb) => Promise<object[]>> = {
  Organization: (db) => db.organization.findMany(),
  User: (db) => db.user.findMany(),
  Customer: (db) => db.customer.findMany({ include: { trackings: true, googleConnection: true } }),
  GoogleConnection: (db) => db.googleConnection.findMany({ include: { customers: true } }),
  OAuthState: (db) => db.oAuthState.findMany(),
  Tracking: (db) => db.tracking.findMany({ include: { customer: true } }),
  SyncJob: (db) => db.syncJob.findMany({ include: { tracking: true, run: true } }),
  SyncRun: (db) => db.syncRun.findMany({ include: { jobs: true } }),
  AuditLog: (db) => db.auditLog.findMany({ where: { action: 'customer.create' } }),
}

describe('the scoped client, where row-level security does not help it', () => {
  it.each(Object.entries(LISTS))('lists nothing but the tenant’s own: %s', async (_, list) => {
    const rows = await inSession(list)
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).toContain(ours.organizationId)
    expect(JSON.stringify(rows)).not.toContain(theirs.organizationId)
  })

  it('finds, counts and sums nothing of another tenant', async () => {
    const foreign = { id: theirs.ids.Customer }
    const found = await inSession(async (db) => [
      await db.customer.findUnique({ where: foreign }),
      await db.customer.findFirst({ where: { OR: [foreign] } }),
      await db.customer.count(),
      (await db.customer.aggregate({ _count: true }))._count,
      await db.customer.groupBy({ by: ['status'], _count: true }),
    ])
    expect(found).toEqual([null, null, 1, 1, [{ status: 'NOT_CONNECTED', _count: 1 }]])
    await expect(inSession((db) => db.customer.findUniqueOrThrow({ where: foreign }))).rejects.toMatchObject({
      code: 'P2025',
    })
  })

  it('changes nothing of another tenant', async () => {
    const data = { name: 'taken over' }
    const outcome = await inSession(async (db) => [
      await db.customer.updateMany({ where: { id: theirs.ids.Customer }, data }),
      await db.customer.updateManyAndReturn({ where: { id: theirs.ids.Customer }, data }),
    ])
    expect(outcome).toEqual([{ count: 0 }, []])
    const update = inSession((db) => db.customer.update({ where: { id: theirs.ids.Customer }, data }))
    await expect(update).rejects.toMatchObject({ code: 'P2025' })
    const { rows } = await owner.query('select from customer where name = $1', [data.name])
    expect(rows).toEqual([])
  })

  it('shows deleted rows to those only who ask for them', async () => {
    await owner.query('update tracking set deleted_at = now() where id = $1', [ours.ids.Tracking])
    const find = (db: TenantDb) => db.tracking.findMany({ select: { id: true } })
    expect(await inSession(find)).toEqual([])
    expect(await inSession(find, true)).toEqual([{ id: ours.ids.Tracking }])
  })
})
